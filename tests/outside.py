"""外面的办件和预约系统的替身：真的在听端口，会答，会拒，会慢，会坏。端到端的测试和 api 的测试合用。"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "outside-token-0123456789"
CASE, HOLDER = "440100202611230001", "1231"
SLOTS: tuple[tuple[str, str, str, int], ...] = (
    ("S-0900", "09:00", "09:30", 3),
    ("S-1000", "10:00", "10:30", 1),
    ("S-1400", "14:00", "14:30", 2),
)


@dataclass
class Outside:
    """`mode` 是 answer 以外的，不论问什么都那样坏；seen 是收到的请求，bookings 是约好的（幂等键 → 编号）。

    slot_id：空的时间的编号怎样写。
    """

    mode: str = "answer"
    seen: list[dict[str, Any]] = field(default_factory=list)
    bookings: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    leave: threading.Event = field(default_factory=threading.Event)
    url: str = ""
    slot_id: str = "{day}-{name}"

    def answer(self, path: str, asked: dict[str, Any], key: str | None) -> tuple[int, Any]:
        """状态码和答复。"""
        if path == "/progress":
            return 200, self._progress(asked)
        if path == "/slots":
            day = asked.get("rq", "")
            rows = [_row(self.slot_id.format(day=day, name=name), day, *about) for name, *about in SLOTS]
            free = [row for row in rows if row["id"] not in self.taken]
            return 200, {"code": 0, "data": {"list": free}}
        if path == "/book":
            return self._book(asked, key or "")
        return self._cancel(path, asked)

    def _progress(self, asked: dict[str, Any]) -> dict[str, Any]:
        if asked["bh"] != CASE:
            return {"code": "1001", "msg": "无此办件"}
        if asked.get("wh") != HOLDER:
            return {"code": "1002", "msg": "核对不一致"}
        data = {
            "zt": "05",
            "hj": "审查",
            "sj": "2026-11-23T09:30:12+08:00",
            "bm": "广州市公安局",
            "bz": "联系人张三13800138000",
        }
        return {"code": "0", "data": data}

    def _book(self, asked: dict[str, Any], key: str) -> tuple[int, Any]:
        if key in self.bookings:
            return 200, {"code": 0, "data": {"no": self.bookings[key]}}
        if asked["slot"] in self.taken:
            return 409, {"code": 9}
        if asked.get("tel") == "13900000000":
            return 403, {"code": 9}
        self.taken.add(asked["slot"])
        self.bookings[key] = f"YY2026112500{len(self.bookings) + 1}"
        return 200, {"code": 0, "data": {"no": self.bookings[key], "tip": "请提前十分钟到"}}

    def _cancel(self, path: str, asked: dict[str, Any]) -> tuple[int, Any]:
        number = path.removeprefix("/bookings/")
        if number not in self.bookings.values():
            return 404, {"code": 9}
        self.bookings = {key: one for key, one in self.bookings.items() if one != number}
        return 200, {"code": 0}


def _row(name: str, day: str, begin: str, end: str, left: int) -> dict[str, Any]:
    row = {"id": name, "d": day, "b": begin, "e": end, "n": left}
    return row | {"hall": {"name": "越秀区政务服务中心"}}


def _handler(outside: Outside) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._handle(dict((key, one[0]) for key, one in parse_qs(urlsplit(self.path).query).items()))

        def do_POST(self) -> None:
            self._handle(json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))) or b"{}"))

        do_DELETE = do_GET

        def _handle(self, asked: dict[str, Any]) -> None:
            path, key = urlsplit(self.path).path, self.headers.get("Idempotency-Key")
            outside.seen.append({"path": path, "asked": asked, "key": key, "token": self.headers.get("Authorization")})
            broken = getattr(self, f"_{outside.mode}", None)
            if broken is not None:
                broken()
            elif self.headers.get("Authorization") != f"Bearer {TOKEN}":
                self._send(401, b"{}")
            else:
                status, body = outside.answer(path, asked, key)
                self._send(status, json.dumps(body).encode())

        def _slow(self) -> None:
            outside.leave.wait(10)

        def _trickle(self) -> None:
            """头来得快，正文一点一点来：总时限也要管住。"""
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "1000")
            self.end_headers()
            while not outside.leave.wait(0.05):
                try:
                    self.wfile.write(b" ")
                except OSError:
                    return

        def _status500(self) -> None:
            self._send(500, b'{"code": "0"}')

        def _broken(self) -> None:
            self._send(200, b'{"code": "0", "data": {')

        def _deep(self) -> None:
            self._send(200, b"[" * 100_000)

        def _html(self) -> None:
            self._send(200, b"<html>login</html>", kind="text/html")

        def _gzip(self) -> None:
            self._send(200, b"\x1f\x8b", encoding="gzip")

        def _huge(self) -> None:
            self._send(200, b'{"code": "0", "data": "' + b"x" * 1_000_000 + b'"}')

        def _redirect(self) -> None:
            self._send(302, b"", location=f"{outside.url}/elsewhere")

        def _unknown(self) -> None:
            self._send(200, b'{"code": "7777"}')

        def _empty(self) -> None:
            self._send(200, b'{"code": "0"}')

        def _hang_up(self) -> None:
            self.close_connection = True

        def _send(
            self, status: int, body: bytes, kind: str = "application/json", encoding: str = "", location: str = ""
        ) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in (("Content-Encoding", encoding), ("Location", location)):
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """不出声。"""

    return Handler


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """对方先走了，不必说。"""


@contextmanager
def served() -> Iterator[Outside]:
    """在空闲端口上听着的替身。"""
    outside = Outside()
    with _Server(("127.0.0.1", 0), _handler(outside)) as server:
        outside.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield outside
        finally:
            outside.leave.set()
            server.shutdown()
            thread.join()


def configured(url: str) -> str:
    """接着这个替身的连接文件：广州的办件进度，和身份证的预约。"""
    return f"""\
connectors:
  - id: gz-cases
    name: 广州办件查询
    page: https://example.gov.cn/cases
    regions: ["440100"]
    labels: {{number: 回执上的办件编号, holder: 申请人证件号码的后四位}}
    progress:
      address: {url}/progress
      headers: {{Authorization: "Bearer ${{OUTSIDE_TOKEN}}"}}
      body: {{bh: "{{number}}", wh: "{{holder}}"}}
      result: {{path: code, found: ["0"], not_found: ["1001"], refused: ["1002"]}}
      fields: {{state: data.zt, step: data.hj, when: data.sj, where: data.bm, note: data.bz}}
      codes: {{state: {{"02": 收件, "05": 已受理, "10": 已办结}}}}
  - id: gz-booking
    name: 广州政务预约
    regions: ["440100"]
    appointments:
      slots:
        method: GET
        address: {url}/slots
        headers: {{Authorization: "Bearer ${{OUTSIDE_TOKEN}}"}}
        query: {{sx: "{{item}}", rq: "{{day}}"}}
        result: {{path: code, found: ["0"]}}
        rows: data.list
        fields: {{id: id, day: d, begin: b, end: e, place: hall.name, left: n}}
      book:
        address: {url}/book
        headers: {{Authorization: "Bearer ${{OUTSIDE_TOKEN}}"}}
        body: {{slot: "{{slot}}", sx: "{{item}}", tel: "{{phone}}"}}
        result: {{statuses: {{404: not_found, 409: not_found, 403: refused}}}}
        fields: {{booking: data.no, note: data.tip}}
      cancel:
        method: DELETE
        address: {url}/bookings/{{booking}}
        headers: {{Authorization: "Bearer ${{OUTSIDE_TOKEN}}"}}
        result: {{statuses: {{404: not_found, 403: refused}}}}
"""
