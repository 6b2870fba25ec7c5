"""评测的测试台：一个真的在听端口的假服务，照契约答话，话由测试写好。"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

GREETING = {"kind": "greeting", "text": "您好。", "data": {}, "choices": [], "source": None}
TURN = {
    "id": "t1",
    "outcome": "answered",
    "replies": [GREETING],
    "understanding": {
        "scope": "in",
        "categories": [{"side": "个人", "code": "090", "name": "证件办理", "score": 0.9}],
        "aspects": ["materials"],
        "item": {"code": "A", "name": "居民身份证补领", "region": "000000"},
        "candidates": [{"code": "B", "name": "居民身份证换领", "score": 0.5}],
        "region": None,
    },
}


@dataclass
class FakeServer:
    """`script` 是消息依次得到的（状态码，正文，头），用完之后一律答 TURN。"""

    url: str = ""
    script: list[tuple[int, Any, dict[str, str]]] = field(default_factory=list)
    opening: tuple[int, Any] = (201, {"id": "c1", "token": "t", "greeting": GREETING})
    conversations: int = 0
    asked: list[str] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)

    def answer(self, path: str, body: dict[str, Any], token: str | None) -> tuple[int, Any, dict[str, str]]:
        if path == "/api/v1/conversations":
            self.conversations += 1
            return (*self.opening, {})
        self.asked.append(body["text"])
        self.tokens.append(token)
        return self.script.pop(0) if self.script else (200, TURN, {})


@pytest.fixture
def server() -> Iterator[FakeServer]:
    fake = FakeServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, content, headers = fake.answer(self.path, body, self.headers["Authorization"])
            sent = json.dumps(content).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(sent))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            """测试里不印访问记录。"""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        fake.url = f"http://127.0.0.1:{listening.server_port}"
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield fake
        listening.shutdown()
        thread.join()
