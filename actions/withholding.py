"""找到了也不拿来作答的事项：暂停办理的，写明的依据全部废止了的。说明缘由，不当作没有这个事项。"""

from __future__ import annotations

from typing import Any

from actions.desk import Desk
from actions.rendering.answer import source_line
from actions.state import State
from actions.turn import Reply, Turn, source_json
from knowledge.laws import ended_grounds, has_lost_its_ground
from knowledge.model import Item
from knowledge.search import Hit
from knowledge.words import say


def withheld(desk: Desk, state: State, item: Item, hits: tuple[Hit, ...] = ()) -> Turn | None:
    """不拿 item 作答时的那一轮；可以作答的为 `None`。"""
    if has_lost_its_ground(item, desk.today()):
        return _without_ground(desk, state, item, hits)
    return _paused(state, item, hits) if item.status == "暂停" else None


def _without_ground(desk: Desk, state: State, item: Item, hits: tuple[Hit, ...]) -> Turn:
    law = ended_grounds(item, desk.today())[0]
    text = say(
        "no_match.law_ended",
        name=item.name,
        basis=law.name,
        checked_on=law.ended_on.isoformat(),
        other=law.by,
        phone=_whom_to_ask(item),
    )
    remember: dict[str, Any] = {"item": None, "offered": [], "region": state.region}
    return Turn("no_match", (Reply("no_match", text),), None, hits, remember)


def _paused(state: State, item: Item, hits: tuple[Hit, ...]) -> Turn:
    told = say("answered.paused", name=item.name, phone=_whom_to_ask(item))
    named = {"code": item.code, "name": item.name, "region": item.region}
    source = source_json(item.source, item.region)
    data: dict[str, Any] = {"item": named, "sections": [], "remarks": [told], "source_lines": 1, "sources": [source]}
    remember: dict[str, Any] = {"item": item.code, "offered": [], "pending": None, "region": state.region}
    reply = Reply("item", f"{told}\n{source_line(item.source)}", data, source=source)
    return Turn("answered", (reply,), named, hits, remember)


def _whom_to_ask(item: Item) -> str:
    return say("answered.ask_phone", phone=item.phone) if item.phone else say("answered.ask_12345")
