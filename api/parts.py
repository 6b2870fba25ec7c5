"""部件：应用用到的一切，由接线处打开、由接线处关闭。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

import anyio.to_thread
from starlette.requests import Request

from api.connectors import Board
from api.duty import Duty
from api.greeting import Greeter
from api.health import Health
from api.live import Bells
from api.metrics import Metrics
from api.problems import Problem
from api.seams import Catalogue, Engine, Search
from api.throttle import Throttle
from api.tokens import is_id, recognise
from knowledge.settings import Settings
from records.handovers import Handovers
from records.models import Conversation
from records.store import Records
from records.tickets import Tickets

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parts:
    """一个进程的全部部件。"""

    settings: Settings
    engine: Engine
    search: Search
    greeter: Greeter
    catalogue: Catalogue
    records: Records
    throttle: Throttle
    health: Health
    metrics: Metrics
    tickets: Tickets
    handovers: Handovers
    duty: Duty
    board: Board
    bells: Bells = field(default_factory=Bells)


def parts_of(request: Request) -> Parts:
    """路由的依赖：这个应用的部件。"""
    return cast(Parts, request.app.state.parts)


async def limit(parts: Parts, door: str, client: str) -> None:
    """限流；超出时抛 429 的 Problem，带 Retry-After。"""
    wait = await parts.throttle.wait(door, client)
    if wait is not None:
        parts.metrics.rate_limited(door)
        raise Problem(429, f"一分钟内的请求太多了，请过 {wait} 秒再试。", {"Retry-After": str(wait)})


def client_of(request: Request) -> str:
    """来客的地址，只认连接本身的；转发头谁都能写，不看。"""
    return request.client.host if request.client else "unknown"


async def in_thread(work: Callable[[], T]) -> T:
    """把会阻塞的短活放到线程里做。"""
    return await anyio.to_thread.run_sync(work)


async def in_time(seconds: float, work: Callable[[], T], otherwise: Callable[[], T]) -> T:
    """在线程里做，到时没做完就用 `otherwise`（线程自己做完，结果不要了）。"""
    with anyio.move_on_after(seconds):
        return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)
    return otherwise()


async def speaker(parts: Parts, conversation_id: str, token: str | None) -> Conversation:
    """认人：对话不存在抛 404，令牌不对抛 401。"""
    known = is_id(conversation_id)
    found = await in_thread(lambda: parts.records.conversation(conversation_id)) if known else None
    return recognise(found, token)
