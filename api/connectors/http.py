"""HTTP 的连接：照连接文件送出去，限两秒，不跟着转，只收 JSON，太大不收。每一种失败都有名字，不抛异常。"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlsplit, urlunsplit

import aiohttp
import anyio

from api.connectors.mapping import read
from api.connectors.port import Asked, Failure, Told
from knowledge.connectors import Connector, Operation
from knowledge.connectors.templates import filled, with_secrets

SECONDS: Final = 2.0
"""从连到读完，一共这么久。"""
BIGGEST: Final = 256 * 1024
"""答复最多这么多字节。"""
_AGENT: Final = "banshi/1"


class _Unreached(Exception):
    """没有问到；`failure` 是原因。"""

    def __init__(self, failure: Failure, status: int | None = None) -> None:
        super().__init__(failure)
        self.failure, self.status = failure, status


def open_outside() -> aiohttp.ClientSession:
    """到外面去的客户端：不走代理，不存 cookie，不解压（解开会有多大，没有解之前不知道）。要在事件循环里打开。"""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=50, keepalive_timeout=15.0),
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
    )


class HttpConnector:
    """一个连接，两种端口（Progress、Appointments）都是它。"""

    def __init__(
        self, session: aiohttp.ClientSession, about: Connector, secrets: Mapping[str, str], seconds: float = SECONDS
    ) -> None:
        self._session, self._about, self._secrets, self._seconds = session, about, secrets, seconds

    async def progress(self, asked: Asked) -> Told:
        """查进度。"""
        return await self._ask("progress", asked, None)

    async def slots(self, asked: Asked) -> Told:
        """列空的时间。"""
        return await self._ask("slots", asked, None)

    async def book(self, asked: Asked, key: str) -> Told:
        """约。"""
        return await self._ask("book", asked, key)

    async def cancel(self, asked: Asked, key: str) -> Told:
        """取消。"""
        return await self._ask("cancel", asked, key)

    async def _ask(self, name: str, asked: Asked, key: str | None) -> Told:
        operation = self._about.operations[name]
        try:
            with anyio.fail_after(self._seconds):
                status, body = await self._send(operation, asked, key)
        except _Unreached as fault:
            return Told("unreachable", status=fault.status, failure=fault.failure)
        except TimeoutError:
            return Told("unreachable", failure="timeout")
        except (aiohttp.ClientError, OSError, ValueError):
            return Told("unreachable", failure="unreachable")
        return read(name, operation, status, body)

    async def _send(self, operation: Operation, asked: Asked, key: str | None) -> tuple[int, Any]:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": _AGENT}
        headers |= {name: with_secrets(value, self._secrets) for name, value in operation.headers.items()}
        headers |= {} if key is None else {operation.key_header: key}
        async with self._session.request(
            operation.method,
            _address(operation.address, asked),
            params=filled(operation.query, asked),
            json=None if operation.body is None else filled(operation.body, asked),
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=self._seconds),
            allow_redirects=False,
        ) as response:
            return response.status, await _body(response, operation)


def _address(template: str, asked: Asked) -> str:
    """填好的网址：路径里的值都转义，斜杠也转，带不出这条路去。"""
    parts = urlsplit(template)
    path, query = filled(parts.path, asked, _quoted), filled(parts.query, asked, _quoted)
    return str(urlunsplit((parts.scheme, parts.netloc, path, query, "")))


def _quoted(value: str) -> str:
    """转义；只有点的（.、..）会被当作上一级，换成横线。"""
    return quote(value, safe="") if value.strip(".") else "-" * len(value)


async def _body(response: aiohttp.ClientResponse, operation: Operation) -> Any:
    """读好的 JSON；有名字的状态码和别的出错的，不读正文。"""
    status = response.status
    if 300 <= status < 400:
        raise _Unreached("redirect", status)
    if status in operation.result.statuses or not 200 <= status < 300:
        return None
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    if not (kind == "application/json" or kind.endswith("+json")) or encoding != "identity":
        raise _Unreached("not_json", status)
    try:
        return json.loads(await _read(response))
    except (ValueError, RecursionError):
        raise _Unreached("not_json", status) from None


async def _read(response: aiohttp.ClientResponse) -> bytes:
    size, parts = 0, []
    async for part in response.content.iter_chunked(16 * 1024):
        size += len(part)
        if size > BIGGEST:
            raise _Unreached("too_big", response.status)
        parts.append(part)
    return b"".join(parts)
