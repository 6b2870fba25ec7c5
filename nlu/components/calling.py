"""问动作服务：校验答复、用同一条连接。结论与 Rasa 3.6.21 自己的一样，只是不重复做（由 lean 换上）。

- RemoteAction._validate_action_result 每次都让 jsonschema 把同一份规格重新检查一遍，再拿每个事件和二十三种写法
  逐个比。规格是固定的：编好留着；我们的动作只回槽位事件，这一种照规格的条文直接看，别的仍交给编好的校验器。
- EndpointConfig.session 每次新开一个客户端、新建一条连接。留着一个；空闲三秒就断，比动作服务先断，
  不会用到刚被对方关掉的连接。
"""

from __future__ import annotations

import asyncio
import json
from functools import cache, partial
from typing import Any, Final

import aiohttp
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.utils.endpoints import EndpointConfig

IDLE_SECONDS: Final = 3.0
_SLOT_KEYS: Final = frozenset(("event", "timestamp", "name", "value", "metadata"))
_dumps: Final = partial(json.dumps, ensure_ascii=False)


@cache
def _validator() -> Any:
    specification = RemoteAction.action_response_format_spec()
    kind = validator_for(specification)
    kind.check_schema(specification)
    return kind(specification)


def validate_result(self: RemoteAction, result: Any) -> bool:
    """同 RemoteAction._validate_action_result：合规返回 True，不合规抛 ValidationError。"""
    if not _is_plain(result):
        _validator().validate(result)
    return True


def _is_plain(result: Any) -> bool:
    """只有槽位事件和答复，而且样样合规；不是这样的不一定不合规，要细查。"""
    return (
        type(result) is dict
        and result.keys() == {"events", "responses"}
        and type(result["events"]) is type(result["responses"]) is list
        and all(type(response) is dict for response in result["responses"])
        and all(map(_is_slot, result["events"]))
    )


def _is_slot(event: Any) -> bool:
    return (
        type(event) is dict
        and event.keys() <= _SLOT_KEYS
        and event.get("event") == "slot"
        and type(event.get("name")) is str
        and "value" in event
        and (event.get("timestamp") is None or type(event["timestamp"]) in (int, float))
        and (event.get("metadata") is None or type(event["metadata"]) is dict)
    )


class KeptSession:
    """`async with` 之后不关的客户端；换了事件循环就另开一个。"""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def of(self, endpoint: EndpointConfig) -> KeptSession:
        """备好给 endpoint 用的客户端。"""
        loop = asyncio.get_running_loop()
        if self._session is None or self._session.closed or self._loop is not loop:
            self._session, self._loop = _open(endpoint), loop
        return self

    async def __aenter__(self) -> aiohttp.ClientSession:
        assert self._session is not None
        return self._session

    async def __aexit__(self, *_: object) -> None:
        pass


def _open(endpoint: EndpointConfig) -> aiohttp.ClientSession:
    """同 EndpointConfig.session，另加：连接空闲三秒才断，JSON 里的汉字照写。"""
    account = endpoint.basic_auth
    return aiohttp.ClientSession(
        headers=endpoint.headers,
        auth=aiohttp.BasicAuth(account["username"], account["password"]) if account else None,
        timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
        connector=aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS),
        json_serialize=_dumps,
    )


def kept_session(self: EndpointConfig) -> KeptSession:
    """换下 EndpointConfig.session；每个地址留一个客户端，存在它自己身上。"""
    kept = self.__dict__.setdefault("_banshi_session", KeptSession())
    found: KeptSession = kept.of(self)
    return found
