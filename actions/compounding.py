"""一句话里几样诉求：分开来答，先急后缓，各有各的来源；多于三样的，其余列名和按钮。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from actions import ties
from actions.answering import clarify_item, offer_elsewhere
from actions.cases import without_asking
from actions.desk import Desk
from actions.hearing import Heard, Need, heard
from actions.rendering.several import Line, absent_reply, head_reply, need_replies, place_reply
from actions.settling import settle
from actions.state import State
from actions.turn import Choice, Reply, Turn
from actions.withholding import withheld
from knowledge.compound.urgency import CALM, Urgent, urgent
from knowledge.search import Hit
from knowledge.taxonomy.acts import make_payload

MOST: Final = 3
"""一轮里细说这么多样；再多看不过来。"""
IN_SHORT: Final = ("materials", "process")
"""没有说问哪一面的，材料和怎么办，只说要紧的。"""


@dataclass(frozen=True, slots=True)
class Ready:
    """一样诉求，排好了先后：就它来说的状态，问的方面，急在哪里；aspects 空的是没有说问哪一面。"""

    need: Need
    state: State
    aspects: tuple[str, ...]
    urgent: Urgent | None


def several(desk: Desk, state: State) -> Turn | None:
    """几样诉求的一轮；只有一样的，None。"""
    found = heard(desk, state)
    return None if found is None else told(desk, state, found)


def told(desk: Desk, state: State, found: Heard) -> Turn:
    """排好先后，前三样细说，其余列名。"""
    ready = _in_order([_ready(desk, state, one, found) for one in found.needs])
    first, rest = ready[:MOST], ready[MOST:]
    replies = [_one(desk, one) for one in first]
    lines = [_line(one) for one in ready]
    head = head_reply(lines, found.circumstances, count=len(first), choices=tuple(_button(one) for one in rest))
    items = [one.need.item for one in ready if one.need.item is not None]
    item = {"code": items[0].code, "name": items[0].name, "region": items[0].region}
    remember = _remember(state, ready)
    return Turn("answered", (head, *(one for part in replies for one in part)), item, _hits(ready), remember)


def _ready(desk: Desk, state: State, need: Need, found: Heard) -> Ready:
    """情形听得出该办另一件的（丢了的不是换领），换成那一件；问的方面：各说各的，都没有说的看整句。"""
    own = need.within(state)
    aspects = need.aspects if any(one.aspects for one in found.needs) else _shared(state)
    if need.item is not None:
        need = replace(need, item=settle(desk, own, need.item, aspects or IN_SHORT).item)
    items = [one.item for one in found.needs if one.item is not None]
    others = [one for one in items if need.item is not None and one.entry_code != need.item.entry_code]
    return Ready(need, own, aspects, urgent(need.item, others) if need.item else None)


def _shared(state: State) -> tuple[str, ...]:
    """整句问的方面。“丢了怎么补”不算另问了一面。"""
    asked = tuple(one for one in state.aspects if one not in ("remedy", "overview", "comparison"))
    return () if asked == ("process",) else asked


def _in_order(ready: Sequence[Ready]) -> list[Ready]:
    """急的在前，同样急的按说的先后；没有认准的不抢在前面。"""
    return sorted(ready, key=lambda one: one.urgent.rank if one.urgent else CALM)


def _one(desk: Desk, one: Ready) -> list[Reply]:
    """一样诉求的答复。认不准的，在自己这一条里问；没有的，在自己这一条里说没有。"""
    need, item = one.need, one.need.item
    if item is None:
        return [_unsettled(desk, one)]
    hit = need.found.hits[0]
    if hit.elsewhere and hit.code == item.code:
        return list(offer_elsewhere(one.state, item, one.aspects).replies)
    if hit.several and hit.code == item.code:
        return [place_reply(item, _choose(one))]
    held = withheld(desk, one.state, item)
    if held is not None:
        return list(held.replies)
    return need_replies(desk, one.state, item, one.aspects or IN_SHORT, short=not one.aspects, choice=_button(one))


def _unsettled(desk: Desk, one: Ready) -> Reply:
    hits = tuple(one.need.found.hits)
    if one.need.found.outcome != "ambiguous":
        return absent_reply(one.need.label)
    (reply,) = clarify_item(desk, one.state, ties.near(hits), one.aspects, hits).replies
    return replace(reply, text=f"【{one.need.label}】\n{reply.text}")


def _line(one: Ready) -> Line:
    item = one.need.item
    return Line(
        code=item.code if item else None,
        name=item.name if item else one.need.label,
        region=item.region if item else None,
        said=one.need.said,
        thing=one.need.thing,
        aspects=one.aspects,
        urgent=one.urgent,
    )


def _button(one: Ready) -> Choice:
    return Choice(one.need.item.name if one.need.item else one.need.label, _choose(one))


def _choose(one: Ready) -> str:
    aspect = (one.aspects or IN_SHORT)[0]
    hits = one.need.found.hits
    code = one.need.item.code if one.need.item else hits[0].code if hits else ""
    return make_payload("choose", item=code, aspect=aspect)


def _hits(ready: Sequence[Ready]) -> tuple[Hit, ...]:
    """候选：各样的第一个，再是其余的，不重复。"""
    rows = [one.need.found.hits for one in ready]
    rest = sorted((hit for row in rows for hit in row[1:]), key=lambda hit: -hit.score)
    found: dict[str, Hit] = {}
    for hit in (*(row[0] for row in rows if row), *rest):
        found.setdefault(hit.code, hit)
    return tuple(found.values())


def _remember(state: State, ready: Sequence[Ready]) -> dict[str, Any]:
    known = [one for one in ready if one.need.item is not None]
    first = known[0]
    assert first.need.item is not None
    return {
        "item": first.need.item.code,
        "aspects": list(first.aspects or ("materials",)),
        "region": state.region,
        "offered": [_choose(one) for one in known],
        "pending": None,
        "cases": without_asking(state),
    }
