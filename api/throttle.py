"""限流：每个来客、每个入口、每分钟若干次。次数放在内存里，设了 Redis 就放在 Redis 里由各进程共用。"""

from __future__ import annotations

import logging
import math
import time
from typing import Final

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError

LOG: Final = logging.getLogger("banshi.api")


class Throttle:
    """`per_minute` 为 0 表示不限。Redis 连不上时放行并记日志：宁可多答，不可不答。"""

    def __init__(self, per_minute: int, redis_url: str | None = None) -> None:
        self._item = RateLimitItemPerMinute(per_minute) if per_minute else None
        storage = MemoryStorage() if redis_url is None else _redis(redis_url)
        self._limiter = FixedWindowRateLimiter(storage)

    async def wait(self, door: str, client: str) -> int | None:
        """记一次；没超出返回 None，超出返回还要等的秒数（至少 1）。"""
        if self._item is None:
            return None
        try:
            if await self._limiter.hit(self._item, door, client):
                return None
            reset = (await self._limiter.get_window_stats(self._item, door, client)).reset_time
        except StorageError:
            LOG.warning("限流的 Redis 不可用，本次放行；请检查 BANSHI_REDIS_URL。")
            return None
        return max(1, math.ceil(reset - time.time()))


def _redis(url: str) -> RedisStorage:
    return RedisStorage(
        f"async+{url}", wrap_exceptions=True, implementation="redispy", socket_timeout=0.2, socket_connect_timeout=0.2
    )
