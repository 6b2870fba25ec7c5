"""好差评的清单。出处：GB/T 39735-2020、GB/T 39734-2020。"""

from __future__ import annotations

import pytest

from knowledge.ratings import feedback_reasons, levels, promises

PROMISED = [
    ("conditions", {"108"}),
    ("materials", {"109", "208", "210"}),
    ("statutory_limit", {"110"}),
    ("promised_limit", {"209", "309"}),
    ("sample", {"111", "207", "308"}),
    ("online", {"112", "211", "513"}),
    ("visits", {"114", "313", "411"}),
    ("appointment", {"212", "410"}),
    ("guide", {"310", "311"}),
]


@pytest.mark.parametrize(("promise", "codes"), PROMISED)
def test_each_promise_is_named_by_its_reasons(promise: str, codes: set[str]) -> None:
    assert {reason.code for level in levels() for reason in level.reasons if reason.promise == promise} == codes


def test_every_promise_has_a_name_and_a_reason() -> None:
    assert set(promises()) == {promise for promise, _ in PROMISED}
    assert {reason.promise for level in levels() for reason in level.reasons} - {None} == set(promises())


def test_levels_run_from_best_to_worst() -> None:
    assert [(one.level, one.name) for one in levels()] == [
        (5, "非常满意"),
        (4, "满意"),
        (3, "基本满意"),
        (2, "不满意"),
        (1, "非常不满意"),
    ]


def test_reasons_of_a_useless_answer_are_told_apart() -> None:
    assert "other" in feedback_reasons()
    assert len(set(feedback_reasons().values())) == len(feedback_reasons())
