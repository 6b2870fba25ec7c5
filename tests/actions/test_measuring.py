"""条件逐条比、金额看哪一行：说过的用上，缺的问一句，先后不一样的都说，从不许诺。"""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

from actions.eligibility import fact_names
from knowledge.model import Item
from knowledge.words import say
from tests.actions.fakes import found, make_desk, make_item
from tests.actions.guided import Talk, labels_of, text_of

ASKED: Final = "失业保险金的规定"
BASIS: Final = {"name": "失业保险条例", "article": "第十四条"}
SOURCE: Final = {"name": "失业保险条例", "url": "https://example.cn/law", "checked_on": "2026-11-23"}


def paid(compare: str, years: int) -> dict[str, Any]:
    return {"fact": "paid", "of": "失业保险", "compare": compare, "value": years, "unit": "年"}


RULES: Final[list[dict[str, Any]]] = [
    {"id": "paid", "text": "缴费满1年", "needs": [paid("at_least", 1)], "basis": BASIS, "source": SOURCE},
    {
        "id": "left",
        "text": "不是自己要走的",
        "needs": [{"fact": "left", "compare": "is", "value": "不是自己要走的"}],
        "basis": BASIS,
    },
    {
        "id": "months",
        "text": "最长领多久",
        "rows": [
            {"text": "满1年不足5年", "needs": [paid("at_least", 1), paid("less_than", 5)], "gives": "12个月"},
            {"text": "满5年", "needs": [paid("at_least", 5)], "gives": "18个月"},
        ],
        "basis": {"name": "失业保险条例", "article": "第十七条"},
    },
]
JOBLESS: Final[Item] = make_item(
    1, "失业保险金申领", rules=RULES, conditions="办了失业登记。", authority="社会保险经办机构（区里）"
)
WED: Final[Item] = make_item(
    2,
    "结婚登记",
    rules=[
        {
            "id": sex,
            "text": f"{sex}满{age}周岁",
            "only": [{"fact": "sex", "compare": "is", "value": sex}],
            "needs": [{"fact": "age", "compare": "at_least", "value": age, "unit": "周岁"}],
            "basis": {"name": "民法典"},
        }
        for sex, age in (("男", 22), ("女", 20))
    ],
)


def talk(item: Item = JOBLESS, **answers: Item) -> Talk:
    return Talk(
        make_desk(JOBLESS, WED, answers={ASKED: found(item)} | {said: found(one) for said, one in answers.items()})
    )


def test_what_was_not_said_is_asked_with_buttons() -> None:
    turn = talk().say(ASKED, aspects=["conditions"])
    assert turn["outcome"] == "answered"
    assert "? 没说：缴费满1年（《失业保险条例》第十四条）" in text_of(turn)
    assert "还缺一样：失业保险一共交了多久？" in text_of(turn)
    assert "□ 办了失业登记。" in text_of(turn)
    assert "能不能办，以社会保险经办机构审核为准。" in text_of(turn)
    assert labels_of(turn)[:3] == ["不到1年", "1年以上、不到5年", "5年以上"]


def test_a_short_answer_is_compared_and_the_next_is_asked() -> None:
    one = talk()
    one.say(ASKED, aspects=["conditions"])
    turn = one.say("14个月", "out_of_scope")
    assert "✓ 符合：缴费满1年（您说失业保险交了14个月）" in text_of(turn)
    assert "还缺一样：怎么离开单位的？" in text_of(turn)
    turn = one.say("被辞退的")
    assert "✓ 符合：不是自己要走的" in text_of(turn)
    assert "能比的几条，照您说的都够了" in text_of(turn)
    assert "还缺一样" not in text_of(turn)


def test_a_button_is_an_answer() -> None:
    one = talk()
    one.say(ASKED, aspects=["conditions"])
    turn = one.click("1年以上、不到5年")
    assert "✓ 符合：缴费满1年（您说失业保险交了1年以上、不到5年）" in text_of(turn)


def test_what_falls_short_decides_and_nothing_more_is_asked() -> None:
    one = talk()
    one.say(ASKED, aspects=["conditions"])
    turn = one.say("交了8个月")
    assert "✗ 还差：缴费满1年（您说失业保险交了8个月）" in text_of(turn)
    assert "起决定作用的是“缴费满1年”这一条（《失业保险条例》第十四条，2026-11-23核对），照您说的还不够。" in text_of(
        turn
    )
    assert "还缺一样" not in text_of(turn)


def test_what_is_said_later_counts_and_both_are_told() -> None:
    one = talk()
    one.say(ASKED, aspects=["conditions"])
    one.say("交了8个月")
    turn = one.say("不对，失业保险交了14个月")
    assert "先前您说8个月，这次说14个月，按这次的比。" in text_of(turn)
    assert "✓ 符合：缴费满1年" in text_of(turn)


def test_two_figures_in_one_sentence_are_both_told() -> None:
    one = talk()
    one.say(ASKED, aspects=["conditions"])
    turn = one.say("失业保险交了8个月，失业保险交了14个月")
    assert "? 两种说法：缴费满1年（您说失业保险交了8个月或者14个月）" in text_of(turn)


def test_not_knowing_is_not_asked_again() -> None:
    one = talk()
    one.say(ASKED, aspects=["conditions"])
    turn = one.say("不知道")
    assert "还缺一样：怎么离开单位的？" in text_of(turn)


@pytest.mark.parametrize(
    ("said", "gives"),
    [("失业保险交了一年半", "满1年不足5年，12个月"), ("失业保险交了六年", "满5年，18个月")],
)
def test_the_row_that_fits_is_named(said: str, gives: str) -> None:
    one = talk()
    one.say(ASKED, aspects=["amount"])
    turn = one.say(said)
    assert f"“最长领多久”看这一行：{gives}（《失业保险条例》第十七条）。" in text_of(turn)
    assert "实际由社会保险经办机构核定。" in text_of(turn)


def test_without_a_fact_all_rows_are_listed() -> None:
    turn = talk().say(ASKED, aspects=["amount"])
    assert "· 满1年不足5年：12个月" in text_of(turn)
    assert "· 满5年：18个月" in text_of(turn)


def test_general_social_insurance_can_be_compared() -> None:
    one = talk()
    one.say(ASKED, aspects=["conditions"])
    turn = one.say("社保交了三年")
    assert "✓ 符合：缴费满1年（您说社保交了3年）" in text_of(turn)


@pytest.mark.parametrize(
    ("said", "wanted", "unwanted"),
    [
        ("我25岁", "✓ 符合：男满22周岁（您说25岁）", "✗"),
        ("我19岁", "✗ 还差：女满20周岁（您说19岁）", "✓"),
        ("我21岁，女", "✓ 符合：女满20周岁（您说21岁）", "男满"),
        ("我21岁", "? 没说：男满22周岁（您说21岁）", "✗"),
        ("男，21岁", "✗ 还差：男满22周岁（您说21岁）", "女满"),
    ],
)
def test_whom_a_rule_is_for(said: str, wanted: str, unwanted: str) -> None:
    one = talk(WED)
    one.say(ASKED, aspects=["conditions"])
    turn = one.say(said)
    assert wanted in text_of(turn)
    assert unwanted not in text_of(turn)


def test_nothing_is_ever_promised() -> None:
    one = talk()
    told = [one.say(ASKED, aspects=["conditions", "amount"])]
    told += [one.say(said) for said in ("交了14个月", "被辞退的", "失业保险交了11年", "自己辞职的")]
    for turn in told:
        assert not re.search(r"可以领|能领到|一定|保证|您符合|可以办", text_of(turn))
        assert "以社会保险经办机构审核为准" in text_of(turn) or "实际由社会保险经办机构核定" in text_of(turn)


def test_an_item_without_rules_answers_as_before() -> None:
    plain = make_item(3, "居住证申领", conditions="住满半年。")
    turn = Talk(make_desk(plain, answers={ASKED: found(plain)})).say(ASKED, aspects=["conditions"])
    assert say("checklist.decides") in text_of(turn)
    assert fact_names(plain) == set()
