"""来客：像网页客户端那样经 HTTP 说话，一次一句，数毫秒；被限流就按 Retry-After 等。"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import httpx
from pydantic import ValidationError

from api.problems import ProblemDocument
from api.shapes.asked import TEXT_LIMIT
from api.shapes.turns import Opened

SECONDS: Final = 30.0
WAITS: Final = 20
"""同一个请求最多等几回限流。"""

Sleep = Callable[[float], None]


class ServerUnavailable(RuntimeError):
    """服务连不上，或答得不合契约；消息是完整的一句中文，带地址与改法。"""


@dataclass(frozen=True, slots=True)
class Timed:
    """一个答复和它用的毫秒（不含等限流的时间）。"""

    response: httpx.Response
    ms: float


class Visitor:
    """`client` 由 `open_visitor` 打开和关闭；`sleep` 供测试换掉。"""

    def __init__(self, client: httpx.Client, sleep: Sleep = time.sleep) -> None:
        self._client = client
        self._sleep = sleep

    def begin(self) -> Opened:
        """开始一次对话（渠道 web）；不成则抛 ServerUnavailable。"""
        response = self._timed("POST", "/api/v1/conversations", json={"channel": "web"}).response
        if response.status_code != 201:
            raise ServerUnavailable(
                f"{self._client.base_url} 没有开始对话（状态码 {response.status_code}：{_detail(response)}），"
                "请检查地址是不是办事服务，以及 /readyz。"
            )
        try:
            return Opened.model_validate_json(response.content)
        except ValidationError:
            raise ServerUnavailable(f"{self._client.base_url} 的答复不合契约，请检查地址和版本。") from None

    def say(self, conversation: Opened, text: str) -> Timed:
        """在对话里说一句，返回随便什么状态码的答复（429 除外）。"""
        address = f"/api/v1/conversations/{conversation.id}/messages"
        return self._timed(
            "POST", address, json={"text": text}, headers={"Authorization": f"Bearer {conversation.token}"}
        )

    def search(self, text: str) -> Timed:
        """只检索目录。"""
        return self._timed("GET", "/api/v1/search", params={"q": text})

    def _timed(self, method: str, address: str, **about: Mapping[str, Any]) -> Timed:
        for _ in range(WAITS):
            started = time.perf_counter()
            response = self._send(method, address, about)
            spent = (time.perf_counter() - started) * 1000
            if response.status_code != 429:
                return Timed(response, spent)
            self._sleep(_seconds(response))
        raise ServerUnavailable(
            f"{self._client.base_url} 一直在限流，等了 {WAITS} 回；请用 BANSHI_RATE_LIMIT=0 启动服务后再测。"
        )

    def _send(self, method: str, address: str, about: dict[str, Any]) -> httpx.Response:
        try:
            return self._client.request(method, address, **about)
        except httpx.TransportError as fault:
            raise ServerUnavailable(
                f"连不上 {self._client.base_url}（{type(fault).__name__}），请先用 make serve 启动服务，或改正地址。"
            ) from None


@contextmanager
def open_visitor(url: str, sleep: Sleep = time.sleep) -> Iterator[Visitor]:
    """到 `url`（服务的根地址）去的来客；不走代理。地址写得不对则抛 ServerUnavailable。"""
    try:
        client = httpx.Client(base_url=url, timeout=SECONDS, trust_env=False, limits=httpx.Limits(keepalive_expiry=3.0))
    except httpx.InvalidURL:
        raise ServerUnavailable(f"地址“{url}”不对，请写成 http://127.0.0.1:8000 这样。") from None
    with client:
        yield Visitor(client, sleep)


def fit(text: str) -> str:
    """像输入框那样截到字数上限。"""
    return text[:TEXT_LIMIT]


def _seconds(response: httpx.Response) -> int:
    given = response.headers.get("Retry-After", "")
    return int(given) if given.isdecimal() else 1


def _detail(response: httpx.Response) -> str:
    try:
        return ProblemDocument.model_validate_json(response.content).detail
    except ValidationError:
        return "没有说明"
