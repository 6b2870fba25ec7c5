"""到引擎的连接：留着再用，断了另建；答得不成样子的有一种错。"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from api import loopback
from api.loopback import BrokenAnswer, Loopback

pytestmark = pytest.mark.anyio

GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: y\r\n\r\n[]"


class Desk:
    """照写好的字节答；requests 是收到的，connections 是连接的数目。"""

    def __init__(self, answer: bytes, hang_up: bool = False) -> None:
        self.answer, self.hang_up = answer, hang_up
        self.requests: list[bytes] = []
        self.connections = 0
        self.writers: list[asyncio.StreamWriter] = []
        self.tasks: list[asyncio.Task[None]] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.tasks.append(asyncio.current_task())  # type: ignore[arg-type]
        self.connections += 1
        self.writers.append(writer)
        while not reader.at_eof():
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                break
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            self.requests.append(head + await reader.readexactly(length))
            writer.write(self.answer)
            if self.hang_up:
                break
        writer.close()


Opened = tuple[Desk, Loopback]


@pytest.fixture
def desk() -> Callable[..., Any]:
    @asynccontextmanager
    async def opened(answer: bytes = GOOD, hang_up: bool = False) -> AsyncIterator[Opened]:
        held = Desk(answer, hang_up)
        server = await asyncio.start_server(held.serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server:
            async with Loopback(f"http://127.0.0.1:{port}/base/") as line:
                yield held, line
            await asyncio.gather(*held.tasks)

    return opened


async def test_one_connection_for_one_after_another(desk: Any) -> None:
    async with desk() as (held, line):
        for _ in range(3):
            assert await line.post("/a", b'{"x": 1}') == (200, b"[]")
        assert held.connections == 1
        assert held.requests[0].startswith(b"POST /base/a HTTP/1.1\r\n")
        assert held.requests[0].endswith(b'\r\n\r\n{"x": 1}')


async def test_several_at_once_each_have_their_own(desk: Any) -> None:
    async with desk() as (held, line):
        assert await asyncio.gather(*(line.post("/a", b"{}") for _ in range(4))) == [(200, b"[]")] * 4
        assert held.connections == 4
        await line.post("/a", b"{}")
        assert held.connections == 4


async def test_a_connection_the_other_side_closed_is_not_used(desk: Any) -> None:
    async with desk() as (held, line):
        await line.post("/a", b"{}")
        held.writers[0].close()
        await asyncio.sleep(0.05)
        assert await line.post("/a", b"{}") == (200, b"[]")
        assert held.connections == 2


async def test_a_connection_left_idle_is_not_used(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk() as (held, line):
        await line.post("/a", b"{}")
        monkeypatch.setattr(loopback, "IDLE_SECONDS", 0.0)
        await line.post("/a", b"{}")
        assert held.connections == 2


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n[]",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: Close\r\n\r\n[]",
    ],
)
async def test_a_connection_that_will_close_is_not_used(answer: bytes, desk: Any) -> None:
    async with desk(answer) as (held, line):
        assert [await line.post("/a", b"{}"), await line.post("/a", b"{}")] == [(200, b"[]")] * 2
        assert held.connections == 2


async def test_without_a_length_it_reads_to_the_end(desk: Any) -> None:
    async with desk(b"HTTP/1.1 500 Oops\r\n\r\nabc", hang_up=True) as (_, line):
        assert await line.post("/a", b"{}") == (500, b"abc")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[]",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n[]",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
    ],
)
async def test_what_cannot_be_read_is_broken(answer: bytes, desk: Any) -> None:
    async with desk(answer, hang_up=True) as (_, line):
        with pytest.raises(BrokenAnswer):
            await line.post("/a", b"{}")


async def test_given_up_halfway_the_connection_is_not_used_again(desk: Any) -> None:
    async with desk(b"") as (held, line):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(line.post("/a", b"{}"), 0.05)
        held.answer = GOOD
        assert await line.post("/a", b"{}") == (200, b"[]")
        assert held.connections == 2


@pytest.mark.parametrize("url", ["https://127.0.0.1:5005", "127.0.0.1:5005", "http://"])
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="BANSHI_RASA_URL"):
        Loopback(url)
