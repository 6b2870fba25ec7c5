"""限流：每个来客、每个入口各算各的；0 是不限；Redis 不在就放行。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from api.throttle import Throttle

pytestmark = pytest.mark.anyio


async def test_doors_and_clients_are_counted_apart() -> None:
    throttle = Throttle(2)
    assert [await throttle.wait("messages", "a") is None for _ in range(3)] == [True, True, False]
    assert await throttle.wait("messages", "b") is None
    assert await throttle.wait("search", "a") is None
    assert 1 <= (await throttle.wait("messages", "a") or 0) <= 60


async def test_zero_is_off() -> None:
    throttle = Throttle(0)
    assert [await throttle.wait("messages", "a") for _ in range(100)] == [None] * 100


async def test_without_redis_everyone_passes(caplog: pytest.LogCaptureFixture) -> None:
    throttle = Throttle(1, "redis://127.0.0.1:9/0")
    assert [await throttle.wait("messages", "a") for _ in range(2)] == [None, None]
    assert "BANSHI_REDIS_URL" in caplog.text


async def test_too_many_messages_are_told_when_to_come_back(assemble: Any, open_door: Callable[..., Any]) -> None:
    async with assemble(rate_limit=3) as parts, open_door(parts) as door:
        speaker = await door.begin()
        forged = {"X-Forwarded-For": "1.2.3.4"}
        speaker.headers |= forged
        responses = [await speaker.say("补办") for _ in range(4)]
        metrics = (await door.client.get("/metrics")).text
    assert [response.status_code for response in responses] == [200, 200, 200, 429]
    assert responses[3].json()["title"] == "请求太频繁"
    assert 1 <= int(responses[3].headers["Retry-After"]) <= 60
    assert 'banshi_rate_limited_total{door="messages"} 1.0' in metrics
