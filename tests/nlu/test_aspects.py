"""问的是哪几面：分数与问法合起来。分数是写明的，不靠训练好的模型。"""

from __future__ import annotations

import re

import pytest

from knowledge.taxonomy.aspects import ASPECTS
from nlu.aspects import SAID, SURE, asked_aspects
from nlu.signs import aspect_signs, instead_rows


def asked(text: str, **scores: float) -> list[str]:
    """scores 里没有的方面是 0.01 分。"""
    known = dict.fromkeys(ASPECTS, 0.01) | scores
    return asked_aspects(sorted(known.items(), key=lambda one: -one[1]), text)


def test_a_sure_score_needs_no_saying() -> None:
    assert asked("身份证", fee=SURE) == ["fee"]
    assert asked("身份证", fee=SURE - 0.01) == []


def test_a_saying_needs_less_of_a_score() -> None:
    assert "fee" in aspect_signs("收费吗")
    assert asked("收费吗", fee=SAID) == ["fee"]
    assert asked("收费吗", fee=SAID - 0.01) == []


def test_what_is_asked_outright_needs_no_score() -> None:
    assert asked("窗口电话是多少") == ["phone"]


def test_the_likelier_comes_first() -> None:
    assert asked("要带什么，多少钱", materials=0.7, fee=0.9) == ["fee", "materials"]


@pytest.mark.parametrize(
    ("text", "scores", "wanted"),
    [
        ("开店需要什么条件", {"materials": 0.9, "conditions": 0.8}, {"conditions"}),
        ("需要什么条件和材料", {"materials": 0.9, "conditions": 0.8}, {"conditions", "materials"}),
        ("护照可以代办吗", {"agent": 0.9, "conditions": 0.7}, {"agent"}),
        ("代办的人要什么条件", {"agent": 0.9, "conditions": 0.7}, {"agent", "conditions"}),
        ("旧身份证还能用吗", {"validity": 0.8, "conditions": 0.6}, {"validity"}),
        ("公司这样做合法吗", {"conditions": 0.7}, {"basis"}),
        ("怎么查我的缴费", {"record": 0.9, "process": 0.9}, {"record"}),
        ("怎么查，怎么补缴", {"record": 0.9, "process": 0.9}, {"record", "process"}),
        ("在哪个部门办理", {"place": 0.9, "process": 0.55}, {"place"}),
        ("在哪个部门办理", {"place": 0.9, "process": 0.65}, {"place", "process"}),
        ("申请表怎么写", {"process": 0.9, "materials": 0.3}, {"materials"}),
        ("什么时间去办", {"time_limit": 0.7}, {"office_hours"}),
        ("现场能领到证吗", {"conditions": 0.8}, {"time_limit"}),
        ("当天可以拿吗，有什么条件", {"conditions": 0.8}, {"time_limit", "conditions"}),
        ("当场必须本人在吗", {"conditions": 0.8}, {"conditions"}),
    ],
)
def test_what_only_looks_asked_is_struck(text: str, scores: dict[str, float], wanted: set[str]) -> None:
    assert set(asked(text, **scores)) == wanted


def test_striking_never_leaves_nothing() -> None:
    assert asked("办理护照", process=0.55) == ["process"]


def test_an_overview_only_when_nothing_else_or_outright() -> None:
    assert asked("介绍一下费用", overview=0.9, fee=0.9) == ["fee"]
    assert asked("介绍一下", overview=0.9) == ["overview"]
    assert set(asked("这是什么意思，多少钱", overview=0.9, fee=0.9)) == {"overview", "fee"}


def test_every_row_names_known_aspects_and_says_something() -> None:
    for row in instead_rows():
        assert set(row) <= {"aspect", "said", "unless", "beside", "doubtful"}
        assert {row["aspect"], row.get("beside", row["aspect"])} <= set(ASPECTS)
        assert len(row) > 1
        assert not any(re.compile(row[key]).match("") for key in ("said", "unless") if key in row)
