"""每个请求都要过的三道门：体积、响应头、访问日志。都是纯 ASGI，不碰正文之外的东西。"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from typing import Final

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem_response

BODY_LIMIT: Final = 64 * 1024
BODY_SECONDS: Final = 10.0
ACCESS: Final = logging.getLogger("banshi.access")

_SECURITY: Final[tuple[tuple[str, str], ...]] = (
    (
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


class BodyLimit:
    """正文最多 64 KiB：说了长度的当场拒绝，没说长度的（分块）读到超出为止。"""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        told = Headers(scope=scope).get("content-length", "0")
        if told.isdecimal() and int(told[:20]) > BODY_LIMIT:
            return await _refuse(scope, receive, send, 413)
        try:
            with anyio.fail_after(BODY_SECONDS):
                messages = await _read(receive)
        except TimeoutError:
            return await _refuse(scope, receive, send, 408)
        if messages is None:
            return await _refuse(scope, receive, send, 413)
        await self._app(scope, _again(messages, receive), send)


async def _read(receive: Receive) -> list[Message] | None:
    messages, size, more = [], 0, True
    while more:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if size > BODY_LIMIT:
            return None
        more = message["type"] == "http.request" and message.get("more_body", False)
    return messages


def _again(messages: Iterable[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def replay() -> Message:
        message = next(waiting, None)
        return await receive() if message is None else message

    return replay


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    details = {413: "请求体超过 64 KiB，请缩短后重发。", 408: f"请求体在 {BODY_SECONDS:.0f} 秒内没有发完，请重发。"}
    response = problem_response(scope["path"], status, details[status], {"Connection": "close"})
    await response(scope, receive, send)


class SecurityHeaders:
    """每个答复都带上的安全响应头；接口的答复不许缓存。"""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SECURITY:
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store" if scope["path"].startswith("/api/") else "no-cache")
            await send(message)

        await self._app(scope, receive, dressed)


class AccessLog:
    """访问日志：方法、路由的样板、状态、毫秒。不写查询串、正文、编号，它们可能是来客的话。"""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started, status = time.perf_counter(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            ACCESS.info("%s %s %s %.1fms", scope["method"], route, status, 1000 * (time.perf_counter() - started))
