"""范围由各行为的概率相加。"""

from __future__ import annotations

import pytest

from knowledge.taxonomy.acts import TYPED_ACTS
from nlu.scope import SMALL_TALK, scope_of

TABLE = [
    # 各行为的概率, 范围, 各范围的概率
    ([("ask", 0.9), ("out_of_scope", 0.1)], "in", {"in": 0.9, "out": 0.1, "complaint": 0.0}),
    ([("ask", 0.3), ("follow", 0.3), ("out_of_scope", 0.4)], "in", {"in": 0.6, "out": 0.4, "complaint": 0.0}),
    ([("out_of_scope", 0.4), ("greet", 0.2), ("ask", 0.4)], "out", {"in": 0.4, "out": 0.6, "complaint": 0.0}),
    ([("complaint", 0.7), ("ask", 0.3)], "complaint", {"in": 0.3, "out": 0.0, "complaint": 0.7}),
    ([("change_region", 1.0)], "in", {"in": 1.0, "out": 0.0, "complaint": 0.0}),
    ([("correct", 1.0)], "in", {"in": 1.0, "out": 0.0, "complaint": 0.0}),
    # 校准过的概率之和不一定是 1，这里归一
    ([("ask", 0.6), ("complaint", 0.2)], "in", {"in": 0.75, "out": 0.0, "complaint": 0.25}),
]


@pytest.mark.parametrize(("acts", "scope", "scores"), TABLE)
def test_scope_of(acts: list[tuple[str, float]], scope: str, scores: dict[str, float]) -> None:
    assert scope_of(acts) == (scope, scores)


@pytest.mark.parametrize("act", sorted(SMALL_TALK))
def test_small_talk_is_out(act: str) -> None:
    assert scope_of([(act, 1.0)])[0] == "out"


def test_small_talk_names_only_known_acts() -> None:
    assert set(TYPED_ACTS) >= SMALL_TALK


def test_no_acts_at_all_does_not_divide_by_zero() -> None:
    assert scope_of([])[1] == {"in": 0.0, "out": 0.0, "complaint": 0.0}
