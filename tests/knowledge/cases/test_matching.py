"""把话对到选项上。问题和选项照起始目录里的写法。"""

from __future__ import annotations

import pytest

from knowledge.cases.facts import heard
from knowledge.cases.matching import ALL, UNSURE, chosen, decide, exactly, named
from knowledge.model import Option, Scenario


def question(text: str, *labels: str, leading: str = "") -> Scenario:
    options = [
        Option(id=f"o{place}", label=label, other="BSP105000040" if label == leading else None)
        for place, label in enumerate(labels)
    ]
    return Scenario(id="q", question=text, options=options)


WHOM = question("给谁办？", "满16周岁的普通人", "未满16周岁的孩子", "备案的国家工作人员", "现役军人")
WHOSE = question("给谁补？", "满16周岁的本人", "未满16周岁的孩子")
WHO = question("谁来办？", "本人", "委托他人代办")
WHY = question("护照怎么了？", "快到期或签证页用完", "损毁不能用", "丢了或被盗", "还没办过护照", leading="还没办过护照")
WHERE = question("在哪里办？", "户籍地", "外省的现居住地")
CANTON = question("户口在哪里？", "广州", "外省")
WED = question("父母结婚了吗？", "已婚", "非婚生育")
PERMIT = question("有登记前须批准的项目吗？", "没有", "有")
STAGE = question("申请免检吗？", "要上线检验", "免上线检验")
GROUP = question("给谁参保？", "新生儿", "其他人", "在职、灵活就业")
CHILD_AGE = question("孩子多大？", "不满3岁", "3岁以上在读")

UNASKED = [
    (WHOM, "我是给孩子办，孩子六岁", "未满16周岁的孩子"),
    (WHOM, "给孩子办护照", None),
    (WHOM, "我35岁", None),
    (WHOM, "我是现役军人", "现役军人"),
    (WHOSE, "给孩子办身份证", "未满16周岁的孩子"),
    (WHOSE, "孩子17岁", None),
    (WHOSE, "我本人去", "满16周岁的本人"),
    (WHOSE, "那我爱人呢", "满16周岁的本人"),
    (WHO, "我本人去", "本人"),
    (WHO, "替我妈办", "委托他人代办"),
    (WHO, "要多少钱", None),
    (WHY, "护照丢了", "丢了或被盗"),
    (WHY, "护照过期了", "快到期或签证页用完"),
    (WHY, "护照过期了，也丢了", None),
    (WHY, "第一次办护照", "还没办过护照"),
    (WHERE, "人在外地", "外省的现居住地"),
    (WHERE, "身份证丢了", None),
    (CANTON, "外地户口", "外省"),
    (CANTON, "户口在本地", "广州"),
    (GROUP, "给刚出生的孩子办", "新生儿"),
    (GROUP, "孩子六岁", None),
    (CHILD_AGE, "我35岁", None),
    (CHILD_AGE, "孩子两岁", "不满3岁"),
]


@pytest.mark.parametrize(("asked", "said", "label"), UNASKED)
def test_what_was_told_without_being_asked(asked: Scenario, said: str, label: str | None) -> None:
    found = decide(asked, heard(said)[0])
    assert (found.label if found else None) == label


ANSWERS = [
    (WHOM, "未满16周岁的孩子", "未满16周岁的孩子"),
    (WHOM, "第二个", "未满16周岁的孩子"),
    (WHOM, "2", "未满16周岁的孩子"),
    (WHOM, "选3", "备案的国家工作人员"),
    (WHOM, "最后一个", "现役军人"),
    (WHOM, "普通人", "满16周岁的普通人"),
    (WHOM, "第九个", None),
    (WHO, "我自己去", "本人"),
    (WHO, "让我老公代办", "委托他人代办"),
    (WHO, "委托", "委托他人代办"),
    (WHY, "丢了", "丢了或被盗"),
    (WHY, "被偷了", "丢了或被盗"),
    (WHY, "不是丢了，是过期了", "快到期或签证页用完"),
    (WHY, "签证页用完了", "快到期或签证页用完"),
    (CANTON, "广州", "广州"),
    (CANTON, "在外省", "外省"),
    (WED, "没结婚", "非婚生育"),
    (WED, "结婚了", "已婚"),
    (PERMIT, "有", "有"),
    (PERMIT, "没有", "没有"),
    (PERMIT, "没", "没有"),
    (PERMIT, "是的", "有"),
    (STAGE, "是", None),
    (WHERE, "要多少钱", None),
    (WHERE, "在广州办", None),
    (WHERE, "今天天气怎么样", None),
    (WHERE, "二手车怎么过户", None),
]


@pytest.mark.parametrize(("asked", "said", "label"), ANSWERS)
def test_what_was_answered(asked: Scenario, said: str, label: str | None) -> None:
    found = chosen(asked, said)
    assert (found.label if found else None) == label


@pytest.mark.parametrize("said", ["都要", "全部告诉我", "都列出来", "各种情形都要", "全都给我"])
def test_all_is_wanted(said: str) -> None:
    assert ALL.search(said)


@pytest.mark.parametrize("said", ["不知道", "不清楚", "我不确定", "说不清", "不晓得"])
def test_not_knowing_is_said(said: str) -> None:
    assert UNSURE.search(said)


@pytest.mark.parametrize("said", ["都是内地居民", "丢了", "没有", "本人", "不是"])
def test_an_answer_is_neither(said: str) -> None:
    assert not UNSURE.search(said)
    assert not ALL.search(said) or said.startswith("都是")


QUIT = question("为什么离开单位？", "被辞退、到期、倒闭等", "自己辞职")
PAST = question("以前结过婚吗？", "都没结过", "有一方离过婚", "离过婚、丧偶的都有")
INSURED = question("单位缴生育保险了吗？", "缴了", "没缴")
TRIP = question("为什么去外地看病？", "在外地长期居住", "转院去外地", "急诊抢救", "自己临时去")
BORN = question("孩子是哪种情况？", "在国内出生", "在国外出生、中国籍", "国内出生，父母是华侨")
SIDE = question("双方是哪里人？", "都是内地居民", "一方不是内地居民")


@pytest.mark.parametrize(
    ("scenario", "said", "label"),
    [
        (QUIT, "我自己辞职的，能领失业金吗", "自己辞职"),
        (QUIT, "自己辞职能领失业金吗", None),
        (PAST, "我离过婚，再结婚要带什么", None),
        (WHO, "可以委托他人代办吗", None),
        (WHO, "本人，要带什么", "本人"),
        (WHY, "还没办过护照，怎么办", None),
    ],
)
def test_an_option_said_outright_in_a_statement_is_told(scenario: Scenario, said: str, label: str | None) -> None:
    option = named(scenario, said)
    assert (option.label if option else None) == label


@pytest.mark.parametrize(
    ("said", "label"), [("本人", "本人"), ("本人吧", "本人"), ("我本人", "本人"), ("本人去要带什么", None)]
)
def test_a_whole_sentence_that_is_an_option(said: str, label: str | None) -> None:
    option = exactly(WHO, said)
    assert (option.label if option else None) == label


@pytest.mark.parametrize(
    ("scenario", "said", "label"),
    [
        (TRIP, "是转院过去的", "转院去外地"),
        (BORN, "在国内生的", "在国内出生"),
        (INSURED, "单位一直给交生育保险的", "缴了"),
        (INSURED, "单位没给交生育保险", "没缴"),
        (SIDE, "不是，我说的是结婚证", None),
        (TRIP, "今天好冷啊", None),
    ],
)
def test_a_loosely_worded_reply_picks_its_option(scenario: Scenario, said: str, label: str | None) -> None:
    option = chosen(scenario, said, loosely=True)
    assert (option.label if option else None) == label


def test_of_another_person_the_age_is_theirs() -> None:
    assert heard("那我六岁的孩子呢")[0].age == (6, 6)
