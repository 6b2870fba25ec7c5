"""起始目录上的检索：人们嘴里的话，该找到哪一件。

问法是自己写的，不取自目录里的问法、词典的行或任何题集；答案照各事项的办理条件判断。
"""

from __future__ import annotations

import pytest

from knowledge.search import Search

# 意思最清楚的：应当排在第一。
FIRST = [
    ("身份证丢了咋补", "居民身份证补领"),
    ("身份证快过期了去哪换", "居民身份证换领"),
    ("头一次给孩子办身份证", "居民身份证首次申领"),
    ("急着坐火车，身份证还没拿到，先办个临时的", "临时居民身份证申领"),
    ("外地打工想办个居住证", "居住证申领"),
    ("居住证满一年要签注吗", "居住证签注"),
    ("娃刚生下来怎么上户口", "出生登记"),
    ("老人走了户口怎么销", "死亡注销户口"),
    ("户口本弄丢了", "居民户口簿补领、换领"),
    ("想给孩子改个名字", "姓名变更登记"),
    ("没出过国，第一回办护照", "普通护照首次申请"),
    ("护照过期了要重新换一本", "普通护照换发、补发"),
    ("去香港玩签注用完了", "往来港澳通行证签注"),
    ("两口子去扯证要带啥", "内地居民结婚登记"),
    ("过不下去了协议离婚怎么弄", "内地居民离婚登记"),
    ("结婚证找不着了", "补领婚姻登记证"),
    ("怀孕了办准生证", "生育登记"),
    ("社保卡掉了怎么补", "社会保障卡挂失、补领和换领"),
    ("被公司裁了想领失业金", "失业保险金申领"),
    ("上班路上被车撞了算不算工伤", "工伤认定申请"),
    ("去外省看病医保要先备案吗", "基本医疗保险跨省异地就医备案"),
    ("租房子能不能取公积金", "住房公积金提取（支付房租）"),
    ("公积金贷款买房怎么申请", "住房公积金个人住房贷款"),
    ("房产证丢了怎么补", "不动产权证书补发"),
    ("驾驶证到期换证", "机动车驾驶证期满换证"),
    ("驾照丢了补一个", "机动车驾驶证补证"),
    ("刚买的新车怎么上牌", "机动车注册登记"),
    ("开个小卖部办个体户执照", "个体工商户设立登记"),
    ("个体户不干了要注销", "个体工商户注销登记"),
    ("想注册一家有限公司", "有限责任公司设立登记"),
    ("公司换法人代表", "公司变更登记"),
    ("开饭馆要办食品经营许可证吗", "食品经营许可"),
    ("当老师要先认定教师资格", "教师资格认定"),
    ("家里困难想吃低保", "最低生活保障对象认定"),
    ("办残疾证要去哪评等级", "残疾人证申领"),
    ("打官司没钱能不能给个免费律师", "法律援助申请"),
    ("开个无犯罪记录证明出国用", "无犯罪记录证明"),
    ("老板欠工资想申请劳动仲裁", "劳动人事争议仲裁申请"),
]

# 说得含糊些的：应当在前三个里。
NEAR = [
    ("买了二手车怎么过户", "机动车转让登记"),
    ("车子该年检了", "机动车检验合格标志核发"),
    ("电瓶车上牌照", "电动自行车登记"),
    ("行驶证不见了", "机动车登记证书、号牌、行驶证补领换领"),
    ("去澳门玩要办什么证", "往来港澳通行证申领、换发、补发"),
    ("想去台湾看亲戚", "往来台湾通行证及签注"),
    ("毕业了想把户口迁回老家", "户口迁移"),
    ("在外省交的养老保险能转回来吗", "城镇企业职工基本养老保险关系转移接续"),
    ("明年满六十该怎么办退休领钱", "企业职工基本养老保险待遇申领"),
    ("农村老人六十岁领养老金", "城乡居民基本养老保险待遇申领"),
    ("生孩子住院费能报多少", "生育保险待遇申领（生育医疗费用）"),
    ("爸爸过世了房子怎么过到我名下", "不动产转移登记（继承、受遗赠）"),
    ("卖房子给别人怎么过户", "不动产转移登记（买卖）"),
    ("辞职了公积金怎么取", "离职后住房公积金账户封存或转移"),
    ("公司不开了想注销掉", "公司注销登记"),
    ("营业执照丢了", "营业执照遗失补领"),
    ("开理发店的卫生许可", "公共场所卫生许可"),
    ("当兵回来去哪报到落户", "退役军人接收报到和户口登记"),
    ("退伍军人优待证怎么领", "退役军人、其他优抚对象优待证申领"),
    ("八十岁老人有没有补贴", "高龄津贴申领"),
    ("六十五岁坐公交免费的老年证", "老年人优待（老年优待证）"),
    ("老人去世火化要什么手续", "遗体火化"),
    ("退休的人去世了单位给丧葬费吗", "丧葬补助金和抚恤金申领"),
    ("出国留学要办学历公证", "公证申请"),
]


@pytest.mark.parametrize(("text", "name"), FIRST)
def test_the_clearest_questions_come_first(starter: Search, text: str, name: str) -> None:
    assert starter.find(text).hits[0].name == name


@pytest.mark.parametrize(("text", "name"), [*FIRST, *NEAR])
def test_everyday_questions_are_among_the_first_three(starter: Search, text: str, name: str) -> None:
    assert name in [hit.name for hit in starter.find(text).hits[:3]]


def test_a_region_brings_its_own_item(starter: Search) -> None:
    hit = starter.find("身份证丢了咋补", region="440100").hits[0]
    assert (hit.name, hit.region, hit.elsewhere) == ("居民身份证补领", "440100", False)


def test_without_a_region_the_nation_answers(starter: Search) -> None:
    hit = starter.find("身份证丢了咋补").hits[0]
    assert (hit.name, hit.region) == ("居民身份证补领", "000000")


@pytest.mark.parametrize("text", ["今天股票涨了吗", "帮我写首情诗", "红烧肉怎么做", "王者荣耀怎么上分"])
def test_idle_talk_is_not_found(starter: Search, text: str) -> None:
    assert starter.find(text).outcome != "found"


@pytest.mark.parametrize("text", ["核聚变反应堆", "火星移民", "外星人登记", "恐龙化石", "世界杯决赛"])
def test_two_signs_in_common_are_no_answer(starter: Search, text: str) -> None:
    assert starter.find(text).outcome != "found"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("结婚证", {"内地居民结婚登记", "补领婚姻登记证"}),
        ("我说的是结婚证", {"内地居民结婚登记", "补领婚姻登记证"}),
        ("身份证", {"居民身份证首次申领", "居民身份证补领"}),
        ("护照", {"普通护照首次申请", "普通护照换发、补发"}),
    ],
)
def test_a_paper_alone_is_asked_about(starter: Search, text: str, names: set[str]) -> None:
    found = starter.find(text)
    assert found.outcome == "ambiguous"
    assert names <= {hit.name for hit in found.hits[:3]}


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("营业执照怎么注销", "营业执照遗失补领"),
        ("护照怎么注销", "普通护照首次申请"),
        ("社保要交几年", "国家社会保险公共服务平台"),
        ("卖废品的收入要交个税吗", "居民换购住房个人所得税退税"),
    ],
)
def test_another_operation_or_kind_is_no_answer(starter: Search, text: str, never: str) -> None:
    found = starter.find(text)
    assert not (found.outcome == "found" and found.hits[0].name == never)


@pytest.mark.parametrize("sure", [0.0, 1.0])
def test_the_contrary_operation_is_never_answered_outright(starter: Search, sure: float) -> None:
    found = starter.find("护照怎么注销", categories={"个人/出境入境": sure})
    assert found.outcome != "found"


@pytest.mark.parametrize("text", ["话费余额咋查", "量子计算机", "公司注册资本要实缴吗", "办上海户口需要符合什么条件"])
def test_what_only_touches_a_name_is_not_answered_outright(starter: Search, text: str) -> None:
    assert starter.find(text).outcome != "found"


@pytest.mark.parametrize("text", ["社保", "户口", "退休", "医保", "会员证"])
def test_a_topic_or_an_unknown_paper_is_not_answered_outright(starter: Search, text: str) -> None:
    assert starter.find(text).outcome == "ambiguous"


@pytest.mark.parametrize("text", ["低保", "残疾证", "失业金", "结婚"])
def test_one_word_that_means_one_thing_is_answered(starter: Search, text: str) -> None:
    assert starter.find(text).outcome == "found"
