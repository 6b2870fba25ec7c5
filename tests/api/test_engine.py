"""问引擎：每一种坏答复都有自己的名字，消息里没有来客的话；连接留着再用，断了另建，不会拿到别人的答复。"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from api.engine import EngineFailure, Question, RasaEngine, open_session
from tests.api.fake_rasa import TURN

pytestmark = pytest.mark.anyio

ASKED = Question("c1", "身份证丢了", "440100", None, "web")

FAULTS = [
    ("status500", "bad_status"),
    ("junk", "bad_json"),
    ("not_a_list", "bad_json"),
    ("empty", "no_turn"),
    ("text_only", "no_turn"),
    ("nan", "no_turn"),
    ("bad_turn", "bad_turn"),
    ("old_turn", "bad_turn"),
    ("no_reply", "bad_turn"),
    ("hang_up", "unreachable"),
    ("hang", "timeout"),
]


def said(text: str = "带上户口簿。", headers: str = "") -> bytes:
    """一段完整的答复，第一条答复是 text。"""
    turn = TURN | {"replies": [{"kind": "plain", "text": text}]}
    body = json.dumps([{"custom": turn}]).encode()
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


class Desk:
    """照写好的字节答；`requests` 是收到的，`writers` 一条连接一个。"""

    def __init__(self, answer: bytes, hang_up: bool) -> None:
        self.answer, self.hang_up = answer, hang_up
        self.requests: list[bytes] = []
        self.writers: list[asyncio.StreamWriter] = []
        self.tasks: list[asyncio.Task[None] | None] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.tasks.append(asyncio.current_task())
        self.writers.append(writer)
        while not reader.at_eof():
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionResetError):
                break
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            self.requests.append(head + await reader.readexactly(length))
            writer.write(self.answer)
            if self.hang_up:
                break
        writer.close()


OpenDesk = Callable[..., AbstractAsyncContextManager[tuple[Desk, RasaEngine]]]


@pytest.fixture
def open_desk() -> OpenDesk:
    @asynccontextmanager
    async def opened(
        answer: bytes, hang_up: bool = False, host: str = "127.0.0.1"
    ) -> AsyncIterator[tuple[Desk, RasaEngine]]:
        desk = Desk(answer, hang_up)
        server = await asyncio.start_server(desk.serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server:
            async with open_session() as session:
                yield desk, RasaEngine(session, f"http://{host}:{port}/base/", seconds=0.3)
            await asyncio.gather(*filter(None, desk.tasks))

    return opened


async def reason_of(engine: RasaEngine) -> str:
    with pytest.raises(EngineFailure) as caught:
        await engine.ask(ASKED)
    assert "身份证" not in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(("mode", "reason"), FAULTS)
async def test_faults_have_names(rasa: Any, mode: str, reason: str) -> None:
    rasa.mode = mode
    async with open_session() as session:
        assert await reason_of(RasaEngine(session, rasa.url, seconds=0.5)) == reason


async def test_nobody_listening_is_unreachable() -> None:
    async with open_session() as session:
        assert await reason_of(RasaEngine(session, "http://127.0.0.1:9")) == "unreachable"


async def test_the_first_element_with_custom_is_the_turn(rasa: Any) -> None:
    async with open_session() as session:
        answer = await RasaEngine(session, f"{rasa.url}/").ask(ASKED)
    assert answer.outcome == "answered"
    assert rasa.seen[0]["metadata"] == {"region": "440100", "side": None, "channel": "web"}


BROKEN = [
    b"",
    b"nonsense\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[]",
    b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n[]",
    b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
]


@pytest.mark.parametrize("answer", BROKEN)
async def test_what_is_no_http_is_unreachable(answer: bytes, open_desk: OpenDesk) -> None:
    async with open_desk(answer, hang_up=True) as (_, engine):
        assert await reason_of(engine) == "unreachable"


async def test_a_redirect_is_not_followed(open_desk: OpenDesk) -> None:
    async with open_desk(b"HTTP/1.1 307 Go\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n") as (desk, engine):
        assert await reason_of(engine) == "bad_status"
        assert len(desk.requests) == 1


@pytest.mark.parametrize("answer", [b"", said()[:60]])
async def test_the_limit_is_for_everything_together(answer: bytes, open_desk: OpenDesk) -> None:
    """一个字节也不来，或来了一半停住，都到时限为止。"""
    async with open_desk(answer) as (_, engine):
        started = time.perf_counter()
        assert await reason_of(engine) == "timeout"
        assert time.perf_counter() - started < 1


async def test_one_connection_for_one_after_another(open_desk: OpenDesk) -> None:
    async with open_desk(said()) as (desk, engine):
        for sender in ("c1", "c2", "c3"):
            assert (await engine.ask(replace(ASKED, sender=sender))).outcome == "answered"
    assert len(desk.writers) == 1
    assert [json.loads(request.split(b"\r\n\r\n")[1])["sender"] for request in desk.requests] == ["c1", "c2", "c3"]
    for request in desk.requests:
        assert request.startswith(b"POST /base/webhooks/rest/webhook HTTP/1.1\r\n")
        assert b"content-type: application/json\r\n" in request.lower()


async def test_a_cookie_of_one_visitor_is_not_sent_for_another(open_desk: OpenDesk) -> None:
    """地址写成名字才看得出：数字地址的 cookie 本来就不留。"""
    async with open_desk(said(headers="Set-Cookie: who=c1\r\n"), host="localhost") as (desk, engine):
        for sender in ("c1", "c2"):
            await engine.ask(replace(ASKED, sender=sender))
    assert b"cookie" not in b"".join(desk.requests).lower()


async def test_several_at_once_each_have_their_own(open_desk: OpenDesk) -> None:
    async with open_desk(said()) as (desk, engine):
        await asyncio.gather(*(engine.ask(ASKED) for _ in range(4)))
        assert len(desk.writers) == 4


async def test_a_connection_the_other_side_closed_is_not_used(open_desk: OpenDesk) -> None:
    async with open_desk(said()) as (desk, engine):
        await engine.ask(ASKED)
        desk.writers[0].close()
        await asyncio.sleep(0.05)
        assert (await engine.ask(ASKED)).outcome == "answered"
        assert len(desk.writers) == 2


async def test_a_late_answer_reaches_nobody_else(open_desk: OpenDesk) -> None:
    async with open_desk(b"") as (desk, engine):
        assert await reason_of(engine) == "timeout"
        desk.writers[0].write(said("给第一位的"))
        desk.answer = said("给第二位的")
        assert (await engine.ask(ASKED)).replies[0].text == "给第二位的"
        assert len(desk.writers) == 2


async def test_no_proxy_is_used(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with open_desk(said()) as (_, engine):
        assert (await engine.ask(ASKED)).outcome == "answered"
