"""一次本机来回的代价：两个现成的客户端，发同样的请求给同一个只会照抄的小服务，轮流量 CPU 和用时。"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import time
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from statistics import median
from typing import Final

import uvloop

from api.engine import Question, open_session
from api.health import open_client

ROUNDS: Final = 7
TIMES: Final = 500
ASKED: Final = json.dumps(Question("0" * 32, "身份证丢了怎么补办", "440100", None, "web").body()).encode()
ANSWERED: Final = json.dumps([{"custom": {"replies": [{"text": "带上户口簿。" * 40}]}}]).encode()
_HEADERS: Final = {"Content-Type": "application/json"}

Post = Callable[[], Awaitable[bytes]]


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """小服务：收一段请求，照抄一段答复。"""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(ANSWERED)
    while not reader.at_eof():
        try:
            await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(len(ASKED))
        except asyncio.IncompleteReadError:
            break
        writer.write(head + ANSWERED)
    writer.close()


async def _serve(told: Connection) -> None:
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    told.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def _server(told: Connection) -> None:
    uvloop.run(_serve(told))


async def measured(post: Post, times: int) -> tuple[float, float]:
    """一次来回的 (CPU 毫秒，用时毫秒)，各是 times 次的平均；CPU 只算客户端这一边。"""
    spent, started = time.process_time(), time.perf_counter()
    for _ in range(times):
        assert await post() == ANSWERED
    return (time.process_time() - spent) * 1000 / times, (time.perf_counter() - started) * 1000 / times


async def compare(address: str, rounds: int = ROUNDS, times: int = TIMES) -> dict[str, list[tuple[float, float]]]:
    """两个客户端轮流，先各空跑一遍，不计。"""
    async with open_session() as session, open_client() as client:

        async def by_aiohttp() -> bytes:
            async with session.post(address, data=ASKED, headers=_HEADERS) as response:
                return await response.read()

        async def by_httpx() -> bytes:
            return (await client.post(address, content=ASKED, headers=_HEADERS)).content

        posts: dict[str, Post] = {"aiohttp": by_aiohttp, "httpx": by_httpx}
        for post in posts.values():
            await measured(post, times)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in posts}
        for _ in range(rounds):
            for name, post in posts.items():
                found[name].append(await measured(post, times))
        return found


def main() -> None:
    """印出各客户端的中位数。"""
    told, tell = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.Process(target=_server, args=(tell,), daemon=True)
    server.start()
    found = uvloop.run(compare(f"http://127.0.0.1:{told.recv()}/webhooks/rest/webhook"))
    server.terminate()
    for name, pairs in found.items():
        cpu, wall = (median(column) for column in zip(*pairs, strict=True))
        print(f"{name}：CPU {cpu:.2f} 毫秒，用时 {wall:.2f} 毫秒（{ROUNDS} 轮的中位数，每轮 {TIMES} 次）")


if __name__ == "__main__":
    main()
