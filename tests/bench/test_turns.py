"""整轮吞吐：用手写的小引擎，数得对；答不出来的不算快。"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bench.common import Absent
from bench.engines import Running
from bench.turns import Round, compare, drive, said, summary

TALKS = [("甲一", "甲二"), ("乙一",), ("丙一", "丙二", "丙三")]


class Engine(ThreadingHTTPServer):
    """记下听到的话；replies 是答复。"""

    daemon_threads = True

    def __init__(self, replies: list[dict[str, str]]) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.replies = replies
        self.heard: list[tuple[str, str]] = []


class _Desk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Engine

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append((asked["sender"], asked["message"]))
        body = json.dumps(self.server.replies).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def engine() -> Iterator[Engine]:
    server = Engine([{"text": "好"}])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def running(engine: Engine) -> Running:
    return Running("小引擎", f"http://127.0.0.1:{engine.server_address[1]}", {})


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_every_talk_is_said_once_and_in_order(engine: Engine, at_once: int) -> None:
    done = drive(running(engine), TALKS, at_once)
    assert done.messages == 6
    assert done.per_second == pytest.approx(6 / done.seconds)
    talks: dict[str, list[str]] = {}
    for sender, text in engine.heard:
        talks.setdefault(sender, []).append(text)
    assert sorted(map(tuple, talks.values())) == sorted(TALKS)


def test_no_answer_is_not_fast(engine: Engine) -> None:
    engine.replies = []
    with pytest.raises(Absent, match="小引擎没有答完：ValueError"):
        drive(running(engine), TALKS, 1)


def test_no_engine_is_told() -> None:
    with pytest.raises(Absent, match="ConnectionRefusedError"):
        drive(Running("没有", "http://127.0.0.1:9", {}), TALKS, 1)


def test_they_take_turns(engine: Engine) -> None:
    first, second = compare([running(engine), running(engine)], TALKS, 2, 1)
    assert [len(first), len(second)] == [2, 2]
    assert len(engine.heard) == 2 * 6 + 4 * 6


def test_the_ratio_is_the_median_of_the_rounds() -> None:
    ours = [Round(100, 1.0, {"rasa": 500.0}), Round(100, 2.0, {"rasa": 600.0}), Round(100, 0.5, {"rasa": 700.0})]
    stock = [Round(100, 10.0, {"rasa": 3000.0})] * 3
    found = summary(ours, stock)
    assert (found["ours_per_second"], found["stock_per_second"], found["ratio"]) == (100, 10, 10)
    assert found["ratios"] == [10, 5, 20]
    assert (found["ours_cpu_ms"], found["stock_cpu_ms"]) == (7, 30)
    assert "是它的 10.0 倍（各遍 10.0、5.0、20.0）" in said(found, 4)
    assert "CPU" in said(found, 4)


def test_without_proc_the_cpu_is_left_out() -> None:
    found = summary([Round(10, 1.0, {})], [Round(10, 1.0, {})])
    assert found["ours_cpu_ms"] is None
    assert "CPU" not in said(found, 1)
