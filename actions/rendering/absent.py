"""目录没有写明的一面怎么说：一般的请问办理部门；法律交给各地规定的，说各地不同，怎么查到当地的。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from knowledge.model import Item
from knowledge.taxonomy.regions import NATION, spoken_name
from knowledge.words import say

_OF_ASPECT: Final[dict[str, tuple[str, ...]]] = {
    "materials": ("materials",),
    "time_limit": ("statutory_limit", "promised_limit"),
    "conditions": ("conditions",),
    "fee": ("fees",),
    "place": ("places", "handling_scope"),
    "process": ("steps",),
    "online": ("online",),
    "phone": ("phone",),
    "office_hours": ("places",),
    "basis": ("basis",),
    "progress": ("online", "phone"),
    "appointment": ("online", "phone"),
    "agent": ("conditions", "steps"),
    "amount": ("fees", "conditions", "result"),
    "validity": ("validity",),
    "record": ("online",),
    "remedy": ("conditions", "steps"),
    "complaint": ("complaint",),
}
"""方面 → 要是写明了，会在哪个字段。"""


def absent(item: Item, aspect: str, national: Sequence[str] = ()) -> str:
    """没有写明这一面时的一句话。national：全国那一条里交给各地规定的字段。"""
    name = say(f"aspect.{aspect}.absent")
    if _left(item, aspect, national):
        here = say("answered.local_here", region=spoken_name(item.region)) if item.region != NATION else ""
        return here + say("answered.left_to_regions", aspect=name, how=_how(item))
    return say("answered.absent", aspect=name, phone=_whom_to_ask(item))


def _left(item: Item, aspect: str, national: Sequence[str]) -> bool:
    left = {*item.left_to_regions, *national}
    return any(field in left and getattr(item, field) is None for field in _OF_ASPECT.get(aspect, ()))


def _how(item: Item) -> str:
    """全国的：说了地方，有当地的就按当地的答；当地的：问当地。"""
    if item.region == NATION:
        return say("answered.say_where")
    return _whom_to_ask(item)


def _whom_to_ask(item: Item) -> str:
    return say("answered.ask_phone", phone=item.phone) if item.phone else say("answered.ask_12345")
