"""理解一句话：整份训练数据训练一次，问一批自编的日常说法。除了演示用的那几句，都不在训练数据里，有测试守着。

表里只写清楚明白、谁看都一样的；类目写可取的首选，几个可取时用“|”隔开；方面写必有的，可以另有别的。
"""

from __future__ import annotations

import pytest

from knowledge.taxonomy.acts import TYPED_ACTS
from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.categories import category
from knowledge.text import normalise
from nlu.examples import Example
from nlu.understand import Understander, Understanding

DEMO = [
    # 原话, 行为, 范围, 首选类目（不问类目的为空）, 必有的方面, 区划
    ("身份证丢了咋补，要带什么，几天能拿到", "ask", "in", "个人/证件办理", "materials time_limit", None),
    ("那要多少钱", "follow", "in", "", "fee", None),
    ("换成护照呢", "change_item", "in", "个人/出境入境|个人/证件办理", "", None),
    ("在广州办", "change_region", "in", "", "", "440100"),
    ("今天天气怎么样", "out_of_scope", "out", "", "", None),
    ("举报无证诊所", "complaint", "complaint", "", "complaint", None),
]
ASKED = [
    # 原话, 首选类目, 必有的方面, 区划
    ("我要给刚满月的闺女落户，带哪些东西", "个人/户籍办理", "materials", None),
    ("想把户口从老家迁到杭州，需要什么材料", "个人/户籍办理", "materials", "330100"),
    ("户口迁到深圳要什么条件", "个人/户籍办理", "conditions", "440300"),
    ("老人去世后户口怎么注销", "个人/户籍办理|个人/死亡殡葬", "process", None),
    ("居住证续签可以网上办吗", "个人/证件办理|个人/户籍办理", "online", None),
    ("办个新护照要多少钱", "个人/出境入境|个人/证件办理", "fee", None),
    ("港澳通行证签注几天能下来", "个人/出境入境|个人/证件办理", "time_limit", None),
    ("摩托车驾照怎么考，要多少钱", "个人/交通出行|个人/证件办理", "fee process", None),
    ("新能源车上牌要什么", "个人/交通出行", "materials", None),
    ("驾照扣分怎么查", "个人/交通出行|个人/证件办理", "record", None),
    ("领结婚证用不用户口本", "个人/婚姻登记", "", None),
    ("宝宝的出生证明弄丢了去哪里补", "个人/生育收养|个人/医疗卫生", "place remedy", None),
    ("公积金买房能提多少", "个人/住房保障", "amount", None),
    ("怎么申请公租房，要满足什么条件", "个人/住房保障", "conditions process", None),
    ("二手房过户去哪里办", "个人/住房保障|个人/纳税缴费|个人/规划建设", "place", None),
    ("社保断交三个月有啥影响", "个人/社会保障", "remedy", None),
    ("医保异地报销怎么弄", "个人/社会保障|个人/医疗卫生", "process", None),
    ("失业金能领几个月", "个人/社会保障|个人/就业创业", "", None),
    ("工伤认定要什么材料", "个人/社会保障|法人/社会保障", "materials", None),
    ("残疾人证怎么申请，要什么条件", "个人/优待抚恤|个人/社会保障|个人/证件办理", "conditions process", None),
    ("我是退伍军人，优待证去哪领", "个人/优待抚恤|个人/入伍服役", "place", None),
    ("孩子转学要什么手续", "个人/教育科研", "materials", None),
    ("教师资格证认定在哪里", "个人/教育科研|个人/职业资格", "place", None),
    ("遗嘱公证怎么做，要多少钱", "个人/司法公证", "fee process", None),
    ("法律援助怎么申请", "个人/司法公证", "process", None),
    ("水费在哪交", "个人/公用事业", "place", None),
    ("农村盖房子要审批吗", "个人/规划建设", "conditions", None),
    ("商标注册要花多少钱", "个人/知识产权|法人/知识产权", "fee", None),
    ("想开个奶茶店，食品经营许可证怎么办", "法人/准营准办|个人/准营准办", "process", None),
    ("公司名称变更要准备哪些材料", "法人/设立变更", "materials", None),
    ("公司注销去哪里，多长时间", "法人/法人注销", "place time_limit", None),
    ("增值税发票怎么申领", "法人/税收财务", "process", None),
    ("建筑施工许可证几天能办好", "法人/国土和规划建设", "time_limit", None),
    # 繁体、全角、生僻字
    ("身份證丟了，怎麼補辦", "个人/证件办理", "remedy", None),
    ("教師資格證認定在哪裡", "个人/教育科研|个人/职业资格", "place", None),
    ("办　新护照　要多少钱？？", "个人/出境入境|个人/证件办理", "fee", None),
    ("身份证照片上名字里的𠮷字打不出来怎么办", "个人/证件办理", "", None),
]
SAID = [
    # 原话, 行为, 范围, 必有的方面, 区划
    ("那在网上能办吗", "follow", "in", "online", None),
    ("需要本人去吗", "follow", "in", "agent", None),
    ("有电话没有", "follow", "in", "phone", None),
    ("依据是哪条法律", "follow", "in", "basis", None),
    ("中午休息不休息", "follow", "in", "office_hours", None),
    ("办好能管几年", "follow", "in", "validity", None),
    ("我去哪个窗口", "follow", "in", "place", None),
    ("杭州的呢", "change_region", "in", "", "330100"),
    ("人在成都", "change_region", "in", "", "510100"),
    ("我在湖北公安县", "change_region", "in", "", "421022"),
    ("我说的不是身份证，是居住证", "correct", "in", "", None),
    ("你搞错了，我问的是迁户口", "correct", "in", "", None),
    ("给我讲个笑话", "out_of_scope", "out", "", None),
    ("股票明天会涨吗", "out_of_scope", "out", "", None),
    ("帮我写一首诗", "out_of_scope", "out", "", None),
    ("楼下烧烤摊天天半夜吵，没人管", "complaint", "complaint", "complaint", None),
    ("工地拖欠我三个月工资，我要投诉", "complaint", "complaint", "complaint", None),
    ("我要转人工", "ask_person", "out", "", None),
    ("你好哇", "greet", "out", "", None),
    ("谢谢你啊", "thank", "out", "", None),
    ("再见了", "bye", "out", "", None),
    ("你会做什么", "help", "out", "", None),
    ("刚才没看明白，再讲一次", "repeat", "out", "", None),
    ("从头再来", "restart", "out", "", None),
    ("对，就是它", "affirm", "out", "", None),
    ("你说的不是这个", "deny", "out", "", None),
    ("我选第二个", "choose", "out", "", None),
]
CHANGED = [
    # 原话, 首选类目
    ("那驾照呢", "个人/交通出行|个人/证件办理"),
    ("换成结婚证的呢", "个人/婚姻登记"),
    ("那要是换成残疾证呢", "个人/优待抚恤|个人/社会保障|个人/证件办理"),
]
NOTHING = ["", " ", "。。。", "？！", "😀", "\u200b"]


def first_category(meant: Understanding) -> str:
    return f"{meant.categories[0]['side']}/{meant.categories[0]['name']}"


@pytest.mark.parametrize(("text", "act", "scope", "categories", "aspects", "region"), DEMO)
def test_the_demonstration(
    text: str, act: str, scope: str, categories: str, aspects: str, region: str | None, understander: Understander
) -> None:
    meant = understander.understand(text)
    assert (meant.act, meant.scope, meant.region) == (act, scope, region)
    assert not categories or first_category(meant) in categories.split("|")
    assert set(aspects.split()) <= set(meant.aspects)


@pytest.mark.parametrize(("text", "categories", "aspects", "region"), ASKED)
def test_a_question(text: str, categories: str, aspects: str, region: str | None, understander: Understander) -> None:
    meant = understander.understand(text)
    assert (meant.act, meant.scope) == ("ask", "in")
    assert first_category(meant) in categories.split("|")
    assert set(aspects.split()) <= set(meant.aspects)
    assert (meant.region, meant.regions) == (region, ())


@pytest.mark.parametrize(("text", "act", "scope", "aspects", "region"), SAID)
def test_a_remark(
    text: str, act: str, scope: str, aspects: str, region: str | None, understander: Understander
) -> None:
    meant = understander.understand(text)
    assert (meant.act, meant.scope) == (act, scope)
    assert set(aspects.split()) <= set(meant.aspects)
    assert meant.region == region


@pytest.mark.parametrize(("text", "categories"), CHANGED)
def test_another_item(text: str, categories: str, understander: Understander) -> None:
    meant = understander.understand(text)
    assert (meant.act, meant.scope) == ("change_item", "in")
    assert first_category(meant) in categories.split("|")


@pytest.mark.parametrize("text", NOTHING)
def test_text_without_words_asks_nothing(text: str, understander: Understander) -> None:
    meant = understander.understand(text)
    assert meant.scope == "out"
    assert (meant.region, meant.entities) == (None, [])


OWN = [row[0] for table in (ASKED, SAID, CHANGED) for row in table]
EVERY = [row[0] for row in DEMO] + OWN


@pytest.mark.parametrize("text", [*EVERY, *NOTHING, pytest.param("证" * 3000, id="一封长信")])
def test_the_shape_of_every_understanding(text: str, understander: Understander) -> None:
    meant = understander.understand(text)
    chances = [chance for _, chance in meant.acts] + [one["score"] for one in meant.categories]
    assert all(0 <= chance <= 1 for chance in [*chances, *meant.scope_scores.values(), meant.act_score])
    assert meant.acts == sorted(meant.acts, key=lambda one: -one[1])
    assert {act for act, _ in meant.acts} == set(TYPED_ACTS)
    assert meant.act_score == dict(meant.acts)[meant.act]
    assert [one["score"] for one in meant.categories] == sorted(
        (one["score"] for one in meant.categories), reverse=True
    )
    assert all(category(f"{one['side']}/{one['name']}").code == one["code"] for one in meant.categories)
    assert set(meant.aspects) <= set(ASPECTS)
    assert abs(sum(meant.scope_scores.values()) - 1) < 0.001


def test_a_shared_name_leaves_the_region_open(understander: Understander) -> None:
    meant = understander.understand("朝阳区怎么办居住证")
    assert (meant.region, meant.regions) == (None, ("110105", "220104"))


def test_entities_stand_in_the_normalised_text(understander: Understander) -> None:
    meant = understander.understand("我爷爺想在廣州補辦身份證")
    spoken = {one["entity"]: meant.text[one["start"] : one["end"]] for one in meant.entities}
    assert spoken == {"population": "爷爷", "region": "广州", "document": "身份证"}


def test_asking_twice_gives_the_same(understander: Understander) -> None:
    assert understander.understand(EVERY[0]) == understander.understand(EVERY[0])


def test_the_questions_are_not_in_the_training_data(training_examples: list[Example]) -> None:
    learnt = {normalise(example.text) for example in training_examples}
    assert [text for text in OWN if normalise(text) in learnt] == []
