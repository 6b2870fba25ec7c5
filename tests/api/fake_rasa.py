"""一个真的在听端口的假 Rasa：会答，会挂起，会出错，会答非所问。"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.api.fakes import CODE

TURN = {
    "banshi": 1,
    "outcome": "answered",
    "replies": [
        {
            "kind": "materials",
            "text": "带上户口簿。\n换证要交旧证。",
            "data": {"materials": ["户口簿"]},
            "choices": [{"label": "多久办好", "payload": '/follow{"aspect": "time_limit"}'}],
            "source": {
                "name": "居民身份证法",
                "url": "https://example.gov.cn",
                "checked_on": "2026-11-23",
                "region": "000000",
            },
        }
    ],
    "understanding": {
        "scope": "in",
        "categories": [{"side": "个人", "code": "090", "name": "证件办理", "score": 0.9}],
        "aspects": ["materials"],
        "item": {"code": CODE, "name": "居民身份证补领", "region": "000000"},
        "candidates": [{"code": CODE, "name": "居民身份证补领", "score": 0.8}],
        "region": None,
        "region_roles": {"registered": "440100"},
        "corrections": [{"wrong": "身份正", "right": "身份证"}],
    },
}


@dataclass
class FakeRasa:
    """真的 HTTP 服务；`mode` 决定怎样答，`seen` 是收到的请求体。"""

    mode: str = "answer"
    turn: dict[str, Any] = field(default_factory=lambda: TURN)
    seen: list[dict[str, Any]] = field(default_factory=list)
    entered: threading.Event = field(default_factory=threading.Event)
    leave: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def respond(self) -> tuple[int, str]:
        """状态码和正文。"""
        bodies = {
            "status500": (500, "坏了"),
            "junk": (200, "<html>不是 JSON"),
            "not_a_list": (200, '{"custom": {}}'),
            "empty": (200, "[]"),
            "text_only": (200, '[{"text": "你好"}, "x", null, {"custom": null}]'),
            "bad_turn": (200, json.dumps([{"custom": TURN | {"outcome": "made_up"}}])),
            "old_turn": (200, json.dumps([{"custom": TURN | {"banshi": 2}}])),
            "no_reply": (200, json.dumps([{"custom": TURN | {"replies": []}}])),
            "nan": (200, '[{"custom": NaN}]'),
        }
        return bodies.get(self.mode, (200, json.dumps([{"text": "先说一句"}, {"custom": self.turn}])))


def handler(rasa: FakeRasa) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, json.dumps({"model_file": "" if rasa.mode == "no_model" else "m.tar.gz"}))

        def do_POST(self) -> None:
            rasa.seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            rasa.entered.set()
            if rasa.mode == "hang":
                rasa.leave.wait(10)
            elif rasa.mode != "hang_up":
                self._send(*rasa.respond())

        def _send(self, status: int, text: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """不出声。"""

    return Handler
