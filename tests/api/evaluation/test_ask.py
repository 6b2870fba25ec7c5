"""逐题去问：每题一次新对话，截短，只数消息的时间，限流就等，连不上就停。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.evaluation import run
from api.evaluation.answers import FAILED
from api.evaluation.ask import ask, ask_all
from api.evaluation.questions import Question
from api.evaluation.visitor import WAITS, ServerUnavailable, open_visitor

ASKED = Question(text="身份证丢了", scope="in")
BUSY = (429, {}, {"Retry-After": "7"})


def test_each_question_has_its_own_conversation(server: Any) -> None:
    seen: list[tuple[int, int]] = []
    ask_all([ASKED, ASKED], server.url, lambda done, whole: seen.append((done, whole)))
    assert (server.conversations, server.asked) == (2, ["身份证丢了"] * 2)
    assert server.tokens == ["Bearer t"] * 2
    assert seen == [(1, 2), (2, 2)]


def test_the_answer_is_taken_from_the_turn(server: Any) -> None:
    ((_, answer),) = ask_all([ASKED], f"{server.url}/")
    assert (answer.outcome, answer.scope, answer.categories) == ("answered", "in", ("个人/证件办理",))
    assert (answer.aspects, answer.candidates, answer.cut) == (("materials",), ("A", "B"), False)
    assert 0 < answer.ms < 1000


@pytest.mark.parametrize(("length", "cut"), [(300, False), (301, True)])
def test_long_texts_are_cut(server: Any, length: int, cut: bool) -> None:
    ((_, answer),) = ask_all([Question(text="问" * length, scope="in")], server.url)
    assert (len(server.asked[0]), answer.cut) == (300, cut)


def test_the_wait_is_honoured_and_not_measured(server: Any) -> None:
    server.script = [BUSY, (429, {}, {}), (429, {}, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"})]
    waits: list[float] = []
    with open_visitor(server.url, waits.append) as visitor:
        answer = ask(visitor, ASKED)
    assert (waits, answer.outcome, server.conversations) == ([7, 1, 1], "answered", 1)


def test_waiting_has_an_end(server: Any) -> None:
    server.script = [BUSY] * WAITS
    with (
        open_visitor(server.url, lambda _: None) as visitor,
        pytest.raises(ServerUnavailable, match="BANSHI_RATE_LIMIT=0"),
    ):
        ask(visitor, ASKED)


def test_a_fault_of_one_question_does_not_stop_the_rest(server: Any) -> None:
    server.script = [(500, {"detail": "坏了"}, {})]
    outcomes = [answer.outcome for _, answer in ask_all([ASKED, ASKED], server.url)]
    assert outcomes == [FAILED, "answered"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:9", "连不上 http://127.0.0.1:9"),
        ("127.0.0.1:8000", "连不上"),
        ("http://127.0.0.1:port", "地址“http://127.0.0.1:port”不对"),
    ],
)
def test_nobody_there_is_told(url: str, said: str) -> None:
    with pytest.raises(ServerUnavailable, match=said):
        ask_all([ASKED], url)


PROBLEM = {"type": "t", "title": "没有找到", "status": 404, "detail": "没有这个地址。", "instance": "/"}


@pytest.mark.parametrize(
    ("opening", "said"),
    [((404, PROBLEM), "状态码 404：没有这个地址。"), ((200, "你好"), "状态码 200：没有说明"), ((201, {}), "不合契约")],
)
def test_another_server_is_told(server: Any, opening: tuple[int, Any], said: str) -> None:
    server.opening = opening
    with pytest.raises(ServerUnavailable, match=said):
        ask_all([ASKED], server.url)


def test_a_turn_outside_the_contract_is_told(server: Any) -> None:
    server.script = [(200, {"outcome": "answered"}, {})]
    with pytest.raises(ServerUnavailable, match="不合契约"):
        ask_all([ASKED], server.url)


def test_run_reads_asks_and_counts(server: Any, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"text":"身份证丢了","scope":"in","categories":["个人/090"],"codes":["A"]}\n', encoding="utf-8")
    found = run(path, server.url)
    assert (found["questions"], found["category_top1"], found["item_r1"], found["aspect_precision"]) == (1, 1, 1, 0)
    assert found["aspect_recall"] is None
