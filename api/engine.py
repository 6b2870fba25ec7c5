"""问引擎：经本机回环地址访问 Rasa，限时，答复按契约核对；每一种失败都有名字。"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, Literal

import aiohttp
from pydantic import ValidationError

from api.shapes.turns import Answer

SECONDS: Final = 2.2
"""一次问答的总时限；加上检索兜底，来客最多等三秒。"""

_IDLE_SECONDS: Final = 3.0  # 空闲这么久的连接就不再用，比引擎先断，免得用到刚被它关掉的
_WEBHOOK: Final = "/webhooks/rest/webhook"
_HEADERS: Final = {"Content-Type": "application/json"}

Reason = Literal["unreachable", "timeout", "bad_status", "bad_json", "no_turn", "bad_turn"]


class EngineFailure(Exception):
    """引擎没有给出可用的答复。`reason` 是失败的名字，消息不含来客的话。"""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"引擎没有给出可用的答复（{reason}）：{detail}")
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Question:
    """问引擎的一句。`sender` 是对话编号；`message` 已脱敏，是来客的话或按钮载荷。

    `connector` 是替它问外面的系统得到的。
    """

    sender: str
    message: str
    region: str | None
    side: str | None
    channel: str
    connector: dict[str, Any] | None = None

    def body(self) -> dict[str, Any]:
        """REST 渠道要的样子。"""
        about: dict[str, Any] = {"region": self.region, "side": self.side, "channel": self.channel}
        about |= {} if self.connector is None else {"connector": self.connector}
        return {"sender": self.sender, "message": self.message, "metadata": about}


class _Custom(Answer):
    banshi: Literal[1]


def open_session() -> aiohttp.ClientSession:
    """到引擎的客户端：不走代理，不存 cookie（各位来客共用它），连接留着再用。要在事件循环里打开。"""
    connector = aiohttp.TCPConnector(limit=100, keepalive_timeout=_IDLE_SECONDS)
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False)


class RasaEngine:
    """Rasa 的 REST 渠道，根地址是 `url`。`session` 由接线处打开和关闭。"""

    def __init__(self, session: aiohttp.ClientSession, url: str, seconds: float = SECONDS) -> None:
        self._session = session
        self._address = f"{url.rstrip('/')}{_WEBHOOK}"
        self._limit = aiohttp.ClientTimeout(total=seconds)

    async def ask(self, question: Question) -> Answer:
        """问一句，返回核对过的一轮；其余情形抛 EngineFailure。"""
        status, body = await self._post(question)
        if status != 200:
            raise EngineFailure("bad_status", f"状态码 {status}")
        try:
            elements = json.loads(body)
        except ValueError:
            raise EngineFailure("bad_json", "答复不是 JSON") from None
        return _answer(elements)

    async def _post(self, question: Question) -> tuple[int, bytes]:
        body = json.dumps(question.body()).encode()
        try:
            async with self._session.post(
                self._address, data=body, headers=_HEADERS, timeout=self._limit, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise EngineFailure("timeout", f"超过 {self._limit.total} 秒") from None
        except (aiohttp.ClientError, OSError) as fault:
            raise EngineFailure("unreachable", type(fault).__name__) from None


def _answer(elements: Any) -> Answer:
    if not isinstance(elements, list):
        raise EngineFailure("bad_json", "答复不是列表")
    for element in elements:
        if isinstance(element, dict) and isinstance(element.get("custom"), dict):
            return _checked(element["custom"])
    raise EngineFailure("no_turn", f"{len(elements)} 条答复里没有带 custom 的")


def _checked(custom: dict[str, Any]) -> Answer:
    try:
        turn = _Custom.model_validate(custom)
    except ValidationError as fault:
        where = ".".join(str(step) for step in fault.errors(include_input=False)[0]["loc"])
        raise EngineFailure("bad_turn", f"“{where}”不合契约") from None
    return Answer(outcome=turn.outcome, replies=turn.replies, understanding=turn.understanding)
