"""比较：够、差、说不准、两种说法；管不管得着；合一条就行；表里看哪一行；规则写错的退回。"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final, get_args

import pytest
import yaml
from pydantic import ValidationError

from knowledge.cases.facts import heard
from knowledge.eligibility.judging import Judged, judge, known
from knowledge.eligibility.kinds import EVENTS, KINDS, month_number, split_name
from knowledge.eligibility.rules import Fact, Rule

HEARD: Final = Path(__file__).parents[3] / "knowledge" / "cases" / "measures.yaml"
TODAY: Final = date(2026, 11, 23)
BASIS: Final = {"name": "某法", "article": "第一条"}


def rule(**fields: Any) -> Rule:
    return Rule.model_validate({"id": "一", "text": "一条", "basis": BASIS} | fields)


def need(fact: str, compare: str, value: Any, unit: str | None = None) -> dict[str, Any]:
    name, _, of = fact.partition(".")
    more = ({"of": of} if of else {}) | ({"unit": unit} if unit else {})
    return {"fact": name, "compare": compare, "value": value, **more}


def judged(said: str, *rules: Rule) -> Judged:
    return judge(rules, known(heard(said)[0], TODAY))


YEAR: Final = need("paid.失业保险", "at_least", 1, "年")
SOON: Final = need("since.离职", "at_most", 60, "日")

MARKS = [
    ("失业保险交了14个月", YEAR, "fits"),
    ("失业保险交了一年", YEAR, "fits"),
    ("失业保险交了八个月", YEAR, "lacks"),
    ("失业保险快一年了", YEAR, "lacks"),
    ("失业保险交了大概一年", YEAR, "unclear"),
    ("社保交了两年", YEAR, "fits"),
    ("公积金交了两年", YEAR, "unknown"),
    ("失业保险交了8个月，失业保险交了14个月", YEAR, "two"),
    ("失业保险交了18个月，失业保险交了14个月", YEAR, "fits"),
    ("", YEAR, "unknown"),
    ("离职20天", SOON, "fits"),
    ("离职一个月", SOON, "fits"),
    ("离职两个月", SOON, "unclear"),
    ("离职三个月", SOON, "over"),
    ("离职一年", need("since.离职", "at_most", 1, "年"), "fits"),
    ("离职一年多", need("since.离职", "at_most", 1, "年"), "over"),
    ("离职40天", need("since.离职", "at_most", 1, "个月"), "over"),
    ("住了半年", need("lived", "at_least", 6, "个月"), "fits"),
    ("住了半年", need("lived", "more_than", 6, "个月"), "lacks"),
    ("我17岁", need("age", "at_least", 18, "周岁"), "lacks"),
    ("我35岁", need("age", "less_than", 35, "周岁"), "over"),
    ("我70多岁", need("age", "at_least", 60, "周岁"), "fits"),
    ("1978年5月出生", need("age", "at_least", 48, "周岁"), "fits"),
    ("1978年5月出生", need("born", "at_least", "1978-06"), "lacks"),
    ("大专毕业", need("schooling", "at_least", "高中"), "fits"),
    ("大学毕业", need("schooling", "at_least", "本科"), "unclear"),
    ("初中毕业", need("schooling", "at_least", "高中"), "lacks"),
    ("我自己辞职的", need("left", "is", "不是自己要走的"), "differs"),
    ("伤残七级", need("injury", "is", 7, "级"), "fits"),
    ("有两个孩子", need("children", "at_most", 1, "个"), "over"),
    ("年收入十万", need("income", "at_most", 120000, "元"), "fits"),
]


@pytest.mark.parametrize(("said", "test", "mark"), MARKS)
def test_how_a_rule_is_met(said: str, test: dict[str, Any], mark: str) -> None:
    (verdict,) = judged(said, rule(needs=[test])).verdicts
    assert verdict.mark == mark
    assert bool(verdict.asks) is (mark in ("unknown", "unclear", "two"))


def test_one_of_a_group_is_enough() -> None:
    rules = [
        rule(id="a", needs=[need("age", "at_least", 60, "周岁")], any_of="甲"),
        rule(id="b", needs=[need("disability", "at_most", 2, "级")], any_of="甲"),
    ]
    assert [one.mark for one in judged("我65岁", *rules).verdicts] == ["fits", "spared"]
    assert judged("我65岁", *rules).missing is None
    assert judged("我50岁", *rules).against == ()
    assert judged("我50岁", *rules).missing == "disability"
    assert len(judged("我50岁，残疾三级", *rules).against) == 2


def test_once_a_rule_fails_nothing_more_is_asked() -> None:
    rules = [rule(id="a", needs=[YEAR]), rule(id="b", needs=[need("age", "at_least", 18, "周岁")])]
    assert judged("失业保险交了8个月", *rules).missing is None
    assert judged("失业保险交了14个月", *rules).missing == "age"


ROWS: Final = [
    {"text": "满1年不足5年", "needs": [YEAR, need("paid.失业保险", "less_than", 5, "年")], "gives": "12个月"},
    {"text": "满5年", "needs": [need("paid.失业保险", "at_least", 5, "年")], "gives": "18个月"},
]


@pytest.mark.parametrize(
    ("said", "gives", "possible"),
    [
        ("失业保险交了三年", "12个月", 1),
        ("失业保险交了五年", "18个月", 1),
        ("失业保险交了大概五年", None, 2),
        ("失业保险交了两年多", "12个月", 1),
        ("失业保险交了三个月", None, 0),
        ("", None, 2),
    ],
)
def test_which_row(said: str, gives: str | None, possible: int) -> None:
    (table,) = judged(said, rule(rows=ROWS)).tables
    assert (table.row.gives if table.row else None) == gives
    assert len(table.rows) == possible


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"needs": [YEAR], "rows": ROWS},
        {"needs": []},
        {"rows": ROWS, "any_of": "甲"},
        {"needs": [need("paid", "at_least", 1, "年")]},
        {"needs": [need("paid.房租", "at_least", 1, "年")]},
        {"needs": [need("age", "at_least", 18)]},
        {"needs": [need("age", "at_least", 18, "年")]},
        {"needs": [need("age", "at_least", "十八", "周岁")]},
        {"needs": [need("sex", "at_least", "男")]},
        {"needs": [need("sex", "is", "不详")]},
        {"needs": [need("born", "at_least", "1978年")]},
        {"needs": [need("身高", "at_least", 170)]},
    ],
)
def test_a_wrong_rule_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        rule(**fields)


def test_the_list_of_facts_is_closed() -> None:
    assert set(get_args(Fact)) == set(KINDS)
    assert split_name("paid.失业保险") == ("paid", "失业保险")
    assert split_name("age") == ("age", None)
    assert month_number("1976-09") == 1976 * 12 + 8
    assert set(yaml.safe_load(HEARD.read_text(encoding="utf-8"))["events"]) == set(EVENTS)
    for name in ("paid", "age.失业保险", "height"):
        with pytest.raises(KeyError):
            split_name(name)
