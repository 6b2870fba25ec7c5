"""快慢：对话写得对，出错的不算快。"""

from __future__ import annotations

import httpx
import pytest

from api.evaluation.visitor import Timed
from bench.latency import Measured, conversations, said


def timed(status: int, ms: float, outcome: str = "answered") -> Timed:
    return Timed(httpx.Response(status, json={"outcome": outcome}), ms)


def test_conversations_have_an_opening_and_follow_ups() -> None:
    talks = conversations()
    assert len(talks) >= 10
    assert all(2 <= len(talk) <= 3 and all(0 < len(text) <= 300 for text in talk) for talk in talks)


def test_sums_up_what_was_measured() -> None:
    measured = Measured()
    for one in (timed(200, 30), timed(200, 10), timed(200, 20, "no_match"), timed(500, 1)):
        measured.take(one)
    measured.take_search(timed(200, 5))
    measured.take_search(timed(503, 1))
    found = measured.summary()
    assert (found["messages"], found["p50_ms"], found["p99_ms"], found["per_second"]) == (3, 20, 30, 50)
    assert (found["searches"], found["search_p50_ms"], found["ratio"]) == (1, 5, 4)
    assert found["outcomes"] == {"answered": 2, "no_match": 1, "messages 500": 1, "search 503": 1}
    assert "消息的 p50 是检索的 4.0 倍" in said(found)


@pytest.mark.parametrize("name", ["p50_ms", "per_second", "ratio"])
def test_nothing_measured_is_nothing(name: str) -> None:
    assert Measured().summary()[name] is None
