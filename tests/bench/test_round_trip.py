"""一次来回的代价：两个客户端都真的问到了；答得不对就不算数。"""

from __future__ import annotations

import asyncio

import pytest

from bench.round_trip import answer, compare, measured


def test_both_clients_are_measured_in_turn() -> None:
    async def run() -> dict[str, list[tuple[float, float]]]:
        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            return await compare(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", rounds=2, times=3)

    found = asyncio.run(run())
    assert {name: len(pairs) for name, pairs in found.items()} == {"aiohttp": 2, "httpx": 2}
    assert all(wall > 0 for pairs in found.values() for _, wall in pairs)


def test_another_answer_is_not_measured() -> None:
    async def wrong() -> bytes:
        return b"[]"

    with pytest.raises(AssertionError):
        asyncio.run(measured(wrong, 1))
