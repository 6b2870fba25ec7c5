"""错因：每种错有且只有一个名字；手写的题与答案。"""

from __future__ import annotations

import pytest

from api.evaluation.answers import FAILED, Answer
from api.evaluation.causes import CAUSE_OF, CAUSES, causes, confused, wrong_ones
from tests.api.evaluation.pairs import a, q, 户籍, 社保, 证件

OTHER = "法人/设立变更"

CASES = [
    # 题, 答案, 错因
    (q("in", 证件, "fee", "A"), a("answered", "in", 证件, "fee", "A"), ""),
    (q("in", 证件), a(FAILED, ""), "failed"),
    (q("in", 证件), a("engine_unavailable", "in", 证件), "engine"),
    # 范围
    (q("out"), a("out_of_scope", "out"), ""),
    (q("out"), a("answered", "in", 证件, "fee", "A"), "out_answered"),
    (q("out"), a("no_match", "in", 证件), "out_as_in"),
    (q("out"), a("complaint_taken", "complaint"), "out_as_complaint"),
    (q("in", 证件), a("out_of_scope", "out"), "in_as_out"),
    (q("in", 证件), a("complaint_taken", "complaint"), "in_as_complaint"),
    (q("complaint"), a("answered", "in", 证件), "complaint_as_in"),
    (q("complaint"), a("out_of_scope", "out"), "complaint_as_out"),
    (q("complaint"), a("complaint_taken", "complaint"), ""),
    # 范围错了，后面的都不看
    (q("in", 证件, "fee", "A"), a("out_of_scope", "out", 户籍, "place", "B"), "in_as_out"),
    # 类目；没有标类目的不看
    (q("in", 证件), a("clarify_item", "in", f"{户籍} {证件}"), "category_second"),
    (q("in", 证件), a("clarify_item", "in", f"{户籍} {社保} {OTHER} {证件}"), "category_missed"),
    (q("in", 证件), a("clarify_item", "in"), "category_missed"),
    (q("in", f"{证件} {户籍}"), a("clarify_item", "in", 户籍), ""),
    (q("in"), a("clarify_item", "in", 户籍), ""),
    # 事项；没有核对过的不看
    (q("in", 证件), a("answered", "in", 证件, "", "Z"), ""),
    (q("in", 证件, "", ""), a("answered", "in", 证件, "", "Z"), "none_answered"),
    (q("in", 证件, "", "", "Z"), a("answered", "in", 证件, "", "Z"), ""),
    (q("in", 证件, "", ""), a("no_match", "in", 证件, "", "Z"), ""),
    (q("in", 证件, "", "A"), a("answered", "in", 证件, "", "Z A"), "wrong_item"),
    (q("in", 证件, "", "A", "Z"), a("answered", "in", 证件, "", "Z A"), "near_item"),
    (q("in", 证件, "", "A"), a("clarify_item", "in", 证件, "", "A Z"), "held_back"),
    (q("in", 证件, "", "A"), a("no_match", "in", 证件, "", "A Z"), "held_back"),
    (q("in", 证件, "", "A"), a("clarify_region", "in", 证件, "", "A"), ""),
    (q("in", 证件, "", "A"), a("clarify_scenario", "in", 证件, "", "A"), ""),
    (q("in", 证件, "", "A"), a("clarify_item", "in", 证件, "", "Y Z A"), "ranked_low"),
    (q("in", 证件, "", "A"), a("clarify_item", "in", 证件, "", "X Y Z A"), "not_ranked"),
    (q("in", 证件, "", "A"), a("no_match", "in", 证件), "not_ranked"),
    # 方面
    (q("in", 证件, "fee place"), a("answered", "in", 证件, "fee"), "aspects_missed"),
    (q("in", 证件, "fee"), a("answered", "in", 证件, "place fee"), "aspects_extra"),
    (q("in", 证件, "fee"), a("answered", "in", 证件, "place"), "aspects_wrong"),
    # 三轴各错各的
    (
        q("in", 证件, "fee", "A"),
        a("answered", "in", 户籍, "place", "B"),
        "category_missed wrong_item aspects_wrong",
    ),
]


@pytest.mark.parametrize(("asked", "answer", "expected"), CASES)
def test_the_cause_of_each_wrong_one(asked: object, answer: Answer, expected: str) -> None:
    assert causes(asked, answer) == tuple(expected.split())  # type: ignore[arg-type]


def test_the_cases_show_every_cause() -> None:
    shown = {name for _, _, expected in CASES for name in expected.split()}
    assert shown == set(CAUSE_OF)


def test_every_cause_has_words_and_its_own_name() -> None:
    assert len(CAUSE_OF) == len(CAUSES)
    assert len({cause.name for cause in CAUSES}) == len(CAUSES)
    assert all(cause.advice.endswith("。") for cause in CAUSES)


def test_wrong_ones_keep_their_number_in_the_file() -> None:
    right, wrong = (q("out"), a("out_of_scope", "out")), (q("complaint"), a("out_of_scope", "out"))
    found = wrong_ones([right, wrong, right, wrong])
    assert [one.number for one in found] == [2, 4]


def test_confused_categories_are_counted_most_first() -> None:
    pairs = [
        (q("in", 证件), a("clarify_item", "in", 社保)),
        (q("in", f"{户籍} {社保}"), a("clarify_item", "in", 证件)),
        (q("in", 证件), a("clarify_item", "in", 户籍)),
        (q("in", 户籍), a("clarify_item", "in", f"{证件} {户籍}")),
        (q("in", 证件), a("clarify_item", "in")),
        (q("in", 证件, "fee"), a("clarify_item", "in", 证件)),
    ]
    assert confused(wrong_ones(pairs)) == {(户籍, 证件): [2, 4], (证件, ""): [5], (证件, 户籍): [3], (证件, 社保): [1]}
