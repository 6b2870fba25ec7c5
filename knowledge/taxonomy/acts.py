"""对话行为，以及按钮载荷的写法：`/<行为>{JSON 对象}`。

载荷对客户端不透明，原样送回；这里是它唯一的语法，写和读都经过这里。
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from knowledge.taxonomy.aspects import ASPECTS

TYPED_ACTS: Final[tuple[str, ...]] = (
    "ask",
    "follow",
    "change_item",
    "change_region",
    "correct",
    "choose",
    "complaint",
    "out_of_scope",
    "ask_person",
    "greet",
    "thank",
    "bye",
    "help",
    "affirm",
    "deny",
    "repeat",
    "restart",
)
"""一句话可能的对话行为，也是引擎的意图。"""

PAYLOAD_KEYS: Final[dict[str, frozenset[str]]] = {
    "choose": frozenset({"item", "entry", "aspect", "region", "question", "option"}),
    "follow": frozenset({"item", "aspect", "step", "option"}),
    "change_region": frozenset({"region"}),
    "ask_person": frozenset({"step", "form", "asks"}),
    "help": frozenset(),
    "greet": frozenset(),
    "restart": frozenset(),
    "complaint": frozenset({"item", "step", "form", "asks"}),
}
"""载荷里允许的行为，以及各自允许的键；值一律是字符串。"""

_LONGEST = 500


class BadPayload(ValueError):
    """载荷读不懂；消息是一句给人看的中文。"""


@dataclass(frozen=True, slots=True)
class Payload:
    """读出来的载荷：行为与它的值。"""

    act: str
    values: dict[str, str]


def make_payload(act: str, **values: str) -> str:
    """写一个载荷；未知的行为或键抛 BadPayload（在写的地方就发现）。"""
    _check(act, dict(values))
    return f"/{act}{json.dumps(values, ensure_ascii=False, sort_keys=True)}"


def parse_payload(text: str) -> Payload:
    """读一个载荷；不合语法、行为或键未知、值不是字符串时抛 BadPayload。"""
    act, brace, rest = text.removeprefix("/").partition("{")
    if not text.startswith("/") or not brace or len(text) > _LONGEST:
        raise BadPayload("按钮载荷的格式不对，请使用答复里给出的按钮。")
    try:
        values = json.loads("{" + rest)
    except ValueError:
        raise BadPayload("按钮载荷的内容读不出来，请使用答复里给出的按钮。") from None
    _check(act, values)
    return Payload(act, values)


def _check(act: str, values: dict[str, str]) -> None:
    if act not in PAYLOAD_KEYS:
        raise BadPayload(f"没有名为“{act[:20]}”的操作，请使用答复里给出的按钮。")
    for key, value in values.items():
        if key not in PAYLOAD_KEYS[act] or not isinstance(value, str):
            raise BadPayload(f"操作“{act}”不接受“{key[:20]}”，请使用答复里给出的按钮。")
    aspect = values.get("aspect")
    if aspect is not None and aspect not in ASPECTS:
        raise BadPayload(f"没有“{aspect[:20]}”这个方面，请使用答复里给出的按钮。")
