"""Rasa 3.6.21 的两处白做的工，各换一个不重复做的写法；结论一点不变。

RemoteAction._validate_action_result 每次调用都让 jsonschema 把同一份规格重新检查一遍，一轮里约二十毫秒都花在这里
（见 docs/decisions）。规格是固定的：检查一次，编好留着，之后只校验答复。校验的内容一点不少。

Event.resolve_by_type 每读一个事件，就把全部事件类走一遍；类是固定的，查过的记着。
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event


@cache
def _validator() -> Any:
    specification = RemoteAction.action_response_format_spec()
    kind = validator_for(specification)
    kind.check_schema(specification)
    return kind(specification)


def validate_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """同 RemoteAction._validate_action_result：合规返回 True，不合规抛 ValidationError。"""
    _validator().validate(result)
    return True


def install() -> None:
    """换上；可以重复调用。"""
    RemoteAction._validate_action_result = validate_result
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(lru_cache(maxsize=256)(Event.resolve_by_type))
