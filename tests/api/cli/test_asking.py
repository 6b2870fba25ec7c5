"""ask 与 evaluate：服务没有在运行、或那里不是我们的服务，都以 4 结束并说怎么启动。"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.api.cli.conftest import Banshi


@pytest.fixture
def questions(tmp_path: Path) -> str:
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"text": "身份证丢了怎么补", "scope": "in"}) + "\n", encoding="utf-8")
    return str(file)


class Stranger(BaseHTTPRequestHandler):
    """别人的服务：什么都答 200，但不是 JSON。"""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_: object) -> None:
        """测试里不印。"""


@pytest.fixture
def stranger() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Stranger) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield str(server.server_port)
        server.shutdown()
        thread.join()


def test_ask_without_a_service_says_how_to_start_it(banshi: Banshi) -> None:
    ended = banshi("ask", "身份证丢了怎么补")
    assert (ended.code, ended.out) == (4, "")
    assert "make serve" in ended.err


def test_evaluate_without_a_service_says_how_to_start_it(banshi: Banshi, questions: str) -> None:
    ended = banshi("evaluate", questions)
    assert (ended.code, ended.out) == (4, "")
    assert "make serve" in ended.err


def test_somebody_elses_service_is_told_from_ours(banshi: Banshi, stranger: str, questions: str) -> None:
    for words in (("ask", "身份证丢了怎么补"), ("evaluate", questions)):
        ended = banshi(*words, port=stranger)
        assert (ended.code, ended.out) == (4, "")
        assert f"127.0.0.1:{stranger}" in ended.err
        assert "Traceback" not in ended.err


BAD_QUESTIONS = {
    "empty": "",
    "not JSON": "{",
    "no scope": '{"text": "身份证"}',
    "unknown aspect": '{"text": "身份证", "scope": "in", "aspects": ["colour"]}',
}


@pytest.mark.parametrize("content", BAD_QUESTIONS.values(), ids=BAD_QUESTIONS.keys())
def test_questions_that_cannot_be_read_are_wrong_use(banshi: Banshi, tmp_path: Path, content: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(content, encoding="utf-8")
    ended = banshi("evaluate", str(file))
    assert ended.code == 2
    assert "bad.jsonl" in ended.err


def test_a_report_that_cannot_be_written_is_wrong_use(banshi: Banshi, questions: str) -> None:
    ended = banshi("evaluate", questions, "--report", questions)
    assert (ended.code, ended.out) == (2, "")
    assert "请换一个可以写的目录" in ended.err
