"""听出要查自己的办件、要预约、要取消：接着系统的开一张表；不知道哪里办的问地方；没有接的，说到哪里去。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from actions import ties
from actions.answering import answer_here, answer_item, clarify_item, pending
from actions.applying import about_item, begin, sent, turn_of
from actions.desk import Desk
from actions.directing import ASPECT, nowhere
from actions.followups import telling
from actions.state import State
from actions.turn import Reply, Turn
from knowledge.connectors import Connector
from knowledge.connectors.days import When, said_when
from knowledge.connectors.recognising import MARK, Wanted, wanted
from knowledge.model import Item
from knowledge.text import normalise
from knowledge.words import say

_ANY_DAY: Final = date(2000, 1, 1)
"""只要说日子的那几段，是哪一天不要紧。"""


def begun(desk: Desk, state: State) -> Turn | None:
    """这句话是要办自己的事，而且该由这里答；不是，None，照常答。"""
    heard = heard_in(state)
    if heard is None:
        return None
    when = said_when(normalise(state.said), desk.today())
    named, current = _named(heard), desk.valid_item(state.item)
    if heard.how and (named or current):
        return None
    known = None if named else current
    if heard.operation == "progress":
        return _progress(desk, state, heard, known, named)
    if heard.operation == "cancel":
        return cancelling(desk, state, heard)
    return _booking(desk, state, heard, known, named, when)


def heard_in(state: State) -> Wanted | None:
    """话里要办的自己的事；点按钮的不看。"""
    typed = state.said and not state.values and not state.said.startswith("/")
    return wanted(normalise(state.said)) if typed else None


def _named(heard: Wanted) -> bool:
    """话里另说了一件事：去掉这些说法和日子，还有指明了什么的词。"""
    when = said_when(heard.rest, _ANY_DAY)
    rest = list(heard.rest)
    for start, end in when.spans:
        rest[start:end] = " " * (end - start)
    return bool(telling("".join(rest)))


def _progress(desk: Desk, state: State, heard: Wanted, current: Item | None, named: bool) -> Turn | None:
    items: Sequence[Item | None] = [current] if current else (_like(desk, state) if named else []) or [None]
    for item in items:
        connector = desk.connectors.fitting("progress", state.region, item)
        if connector is not None:
            return progress_of(desk, state, connector, item)
    if state.region is None and any(desk.connectors.elsewhere("progress", item) for item in items):
        return _ask_where(state, heard)
    if current is not None:
        return answer_here(desk, state, current, ("progress",))
    return None if named else nowhere(desk, state, heard)


def progress_of(desk: Desk, state: State, connector: Connector, item: Item | None) -> Turn:
    """查进度的表；话里已经写了编号的不再问。"""
    given = ("number",) if MARK.search(state.said) else ()
    values = dict.fromkeys(given, say("form.given"))
    form = begin("progress", connector, about_item(item, state.region), values)
    return turn_of(desk, form, connector, state, took=given)


def _booking(desk: Desk, state: State, heard: Wanted, current: Item | None, named: bool, when: When) -> Turn | None:
    if current is None and not named:
        asked = nowhere(desk, state, heard)
        return replace(asked, remember={**asked.remember, "form": _offer(when)})
    item = current
    if item is None:
        found = desk.search.find(state.said, region=state.region, side=state.side, categories=state.category_scores)
        hits = tuple(found.hits)
        if found.outcome == "not_found" or hits[0].elsewhere:
            return None
        if found.outcome != "found" and ties.remembered(state, ties.near(hits)) is None:
            return _which(desk, state, hits, when)
        held = hits[0] if found.outcome == "found" else ties.remembered(state, ties.near(hits))
        item = desk.valid_item(held.code if held else None)
    if item is None or desk.is_withheld(item):
        return None
    connector = desk.connectors.fitting("slots", state.region, item)
    if connector is not None:
        return booking_of(desk, state, connector, item, when)
    if state.region is None and desk.connectors.elsewhere("slots", item):
        return _ask_where(state, heard)
    return answer_here(desk, state, item, ("appointment",)) if current else None


def _which(desk: Desk, state: State, hits: tuple[Any, ...], when: When) -> Turn | None:
    """几件都像的，先问是哪一件；没有接系统的照常问。日子先记着。"""
    if not desk.connectors.able("slots"):
        return None
    asked = clarify_item(desk, state, ties.near(hits), ("appointment",), hits)
    return replace(asked, remember={**asked.remember, "form": _offer(when)})


def booking_of(desk: Desk, state: State, connector: Connector, item: Item, when: When) -> Turn:
    """预约的表；说了日子的不再问，过去了的说一声。"""
    today = desk.today().isoformat()
    past = when.day is not None and when.day < today
    values = {"day": when.day} if when.day and not past else {}
    about = {**about_item(item, state.region), "half": when.half}
    form = begin("booking", connector, about, values)
    before = say("connector.past_day") if past else None
    turn = turn_of(desk, form, connector, state, before)
    return replace(turn, remember={**turn.remember, "item": item.code, "aspects": ["appointment"]})


def clicked(desk: Desk, state: State, kept: Mapping[str, Any]) -> Turn | None:
    """点了“在这里查”“在这里预约”；事项没有了、不再接着系统的，照目录答。"""
    aspect = state.values.get("aspect", "")
    item = desk.valid_item(state.values.get("item"))
    operation = "progress" if aspect == "progress" else "slots"
    connector = desk.connectors.fitting(operation, state.region, item)
    if connector is None or (item is None and operation == "slots"):
        return answer_item(desk, state, item, [aspect]) if item and aspect else None
    if operation == "progress" or item is None:
        return progress_of(desk, state, connector, item)
    return booking_of(desk, state, connector, item, When(kept.get("day"), kept.get("half")))


def cancelling(desk: Desk, state: State, heard: Wanted) -> Turn:
    """取消的表；刚在这里约的不用再写编号。"""
    before = sent(state)
    given = ("booking",) if MARK.search(state.said) else ()
    if before is not None and before.name == "booking" and not given:
        held = desk.connectors.of(before.about.get("connector"))
        about = {**before.about, "of": before.id, "slots": None}
        if held is not None:
            form = begin("cancelling", held, about, {"booking": say("form.given")})
            return turn_of(desk, form, held, state)
    connector = _canceller(desk, state)
    if connector is not None:
        values = dict.fromkeys(given, say("form.given"))
        form = begin("cancelling", connector, about_item(None, state.region), values)
        return turn_of(desk, form, connector, state, took=given)
    if state.region is None and desk.connectors.able("cancel"):
        return _ask_where(state, heard)
    return nowhere(desk, state, heard)


def _canceller(desk: Desk, state: State) -> Connector | None:
    """谈着的事项的；没有的，这个地方只有一个能取消的，就是它。"""
    fit = desk.connectors.fitting("cancel", state.region, desk.valid_item(state.item))
    here = desk.connectors.within("cancel", state.region)
    return fit or (here[0] if len(here) == 1 else None)


def _like(desk: Desk, state: State) -> list[Item]:
    """话里说的事项：找到的一个，或者分不清的几个；没有找到的，空。"""
    found = desk.search.find(state.said, region=state.region, side=state.side, categories=state.category_scores)
    hits = [] if found.outcome == "not_found" else found.hits[:1] if found.outcome == "found" else ties.near(found.hits)
    items = (desk.valid_item(hit.code) for hit in hits)
    return [one for one in items if one is not None]


def _offer(when: When) -> dict[str, Any]:
    """还不知道约哪一件：日子先记着。"""
    about = {"day": when.day, "half": when.half}
    return {"name": "booking", "id": "", "asks": "offered", "values": {}, "about": about}


def _ask_where(state: State, heard: Wanted) -> Turn:
    """说了地方才知道向哪个系统问：这句话先记着，知道了接着办。"""
    key = "ask_region" if heard.operation == "progress" else "ask_region_booking"
    remember = {"pending": pending(state, [ASPECT[heard.operation]]), "offered": []}
    return Turn("clarify_region", (Reply("question", say(f"connector.{key}")),), remember=remember)
