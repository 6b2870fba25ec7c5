"""指标：十题手工数过的数据。改了定义，先改这张表，再改代码。"""

from __future__ import annotations

import pytest

from api.evaluation.answers import FAILED, Answer
from api.evaluation.figures import figures, percentile
from tests.api.evaluation.pairs import a, q, 户籍, 社保, 证件

PAIRS = [
    # 类目第一个就对；事项第一个就对；方面猜 2 对 1，标 1
    (q("in", 证件, "materials", "A B"), a("answered", "in", f"{证件} {户籍}", "materials fee", "B", 10)),
    # 类目第三个才对；事项第三个才对，反问也算找到；方面猜 1 对 0，标 2
    (q("in", 证件, "fee place", "A"), a("clarify_item", "in", f"{户籍} {社保} {证件}", "online", "C D A", 20)),
    # 可取的类目有两个，第二个也算对；事项第四个才对，不算；方面猜 0，标 1
    (q("in", f"{户籍} {证件}", "fee", "A"), a("answered", "in", 证件, "", "C D E A", 30)),
    # 类目不在前三；没有核对过事项，答了什么都不计；方面猜 1 对 1，标 1
    (q("in", 社保, "fee"), a("answered", "in", f"{户籍} {证件}", "fee", "Z", 40)),
    # 目录里没有能回答的：答了不相干的，错
    (q("in", 社保, "", ""), a("answered", "complaint", 社保, "", "Z", 50)),
    # 目录里没有能回答的：答了沾边的，不算错
    (q("in", 社保, "", "", related="Y"), a("answered", "in", 社保, "", "Y Z", 60)),
    # 目录里没有能回答的：没有答，不算错
    (q("in", 社保, "", ""), a("no_match", "in", "", "", "Z", 70)),
    # 范围外：答了，误答；核对过，也算错事项
    (q("out", codes=""), a("answered", "in", 社保, "fee", "Z", 80)),
    # 范围外：没有答
    (q("out"), a("out_of_scope", "out", ms=90)),
    # 投诉：服务出错，范围算错
    (q("complaint", 社保, "complaint"), Answer(FAILED, ms=1000)),
]

COUNTED = {
    "questions": 10,
    "category_top1": 4 / 7,
    "category_top3": 5 / 7,
    "scope_accuracy": 7 / 10,
    "false_answer_rate": 1 / 2,
    "item_r1": 1 / 3,
    "item_r3": 2 / 3,
    "wrong_item_rate": 2 / 4,
    "no_match_rate": 1 / 10,
    "aspect_precision": 2 / 4,
    "aspect_recall": 2 / 5,
    "p50_ms": 50,
    "p99_ms": 1000,
    "in_questions": 7,
    "out_questions": 2,
    "complaint_questions": 1,
    "item_questions": 3,
    "no_item_questions": 4,
    "cut_questions": 0,
    "failed_questions": 1,
    "outcomes": {"answered": 6, "clarify_item": 1, "no_match": 1, "out_of_scope": 1, FAILED: 1},
}


@pytest.mark.parametrize("name", COUNTED)
def test_figures_are_as_counted_by_hand(name: str) -> None:
    assert figures(PAIRS)[name] == COUNTED[name]


def test_nothing_else_is_counted() -> None:
    assert list(figures(PAIRS)) == list(COUNTED)


def test_empty_sets_have_no_rate() -> None:
    rates = [value for name, value in figures([]).items() if not name.endswith("questions") and name != "outcomes"]
    assert rates == [None] * 12


def test_answered_without_an_item_is_no_wrong_item() -> None:
    assert figures([(q("in", 社保, "", ""), a("answered", "in"))])["wrong_item_rate"] == 0


@pytest.mark.parametrize(
    ("values", "percent", "found"),
    [([7], 50, 7), ([7], 99, 7), ([3, 1, 2], 50, 2), ([4, 3, 2, 1], 50, 2), (list(range(1, 201)), 99, 198)],
)
def test_percentile_is_the_nearest_rank(values: list[float], percent: int, found: float) -> None:
    assert percentile(values, percent) == found
