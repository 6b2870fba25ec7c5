"""一件事：说了生活里的一件事、没有问具体哪一样的，先把整件事铺开；接着问的，问是哪一步。"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.desk import Desk
from actions.rendering.bundle import KIND, choices, render
from actions.state import State
from actions.turn import Reply, Turn
from knowledge.bundles import Bundles, Opened, bundles, told
from knowledge.search import Hit
from knowledge.text import normalise
from knowledge.words import say

ALIKE = 0.02
"""分数在这以上的，才算像。"""

Answering = Callable[[Desk, State], Turn]


def whole_event(desk: Desk, state: State) -> Turn | None:
    """这句话说的是一件事，就铺开；不是，或者目录里一步也没有，返回 None。"""
    heard = told(state.said) if state.said and not state.values and not _names_an_item(desk, state) else None
    opened = _open(desk, state, heard.bundle.id) if heard else None
    return _turn(state, opened) if opened else None


def event_first(ask: Answering, otherwise: Answering) -> Answering:
    """先看说的是不是一件事：是，就当作新的问题由 ask 去铺开；不是，照 otherwise 答。"""

    def answer(desk: Desk, state: State) -> Turn:
        if state.values or told(state.said) is None or _names_an_item(desk, state):
            return otherwise(desk, state)
        return ask(desk, replace(state, act="ask", scope="in"))

    return answer


def _names_an_item(desk: Desk, state: State) -> bool:
    """话里写着一个事项的全名的，问的是那一个。先看说的是不是一件事，是的才检索。"""
    if told(state.said) is None:
        return False
    found = desk.search.find(state.said, region=state.region, side=state.side, limit=1)
    return bool(found.hits) and normalise(found.hits[0].name) in normalise(state.said)


def bundle_before(state: State) -> str | None:
    """上一轮铺开的是哪件事；不是的 None。"""
    last = state.last_replies[-1] if state.last_replies else {}
    return str(last["data"]["bundle"]["id"]) if last.get("kind") == KIND and state.item is None else None


def again(desk: Desk, state: State) -> Turn | None:
    """上一轮铺开的那件事，按现在的地方再铺开；上一轮不是的 None。"""
    before = bundle_before(state)
    opened = _open(desk, state, before) if before else None
    return _turn(state, opened) if opened else None


def which_step(desk: Desk, state: State, aspects: Sequence[str]) -> Turn | None:
    """铺开之后问“要多久”：问是哪一步；上一轮不是一件事的 None。"""
    before = bundle_before(state)
    opened = _open(desk, state, before) if before else None
    if opened is None:
        return None
    buttons = choices(opened, aspects[0] if aspects else None)
    lines = [say("bundle.which"), *(f"{one.number}. {one.item.name}" for one in opened.steps)]
    reply = Reply("choices", "\n".join(lines), {"items": [_named(one) for one in _hits(opened)]}, buttons)
    remember = {"offered": [choice.payload for choice in buttons], "aspects": list(aspects), "region": state.region}
    return Turn("clarify_item", (reply,), None, _hits(opened), remember)


def step_of(desk: Desk, state: State, hits: Sequence[Hit]) -> Hit | None:
    """上一轮铺开的那件事里，或者谈着的事项所在的那件事里，恰有一步在像的几个里的，就是它；不是的 None。"""
    before, item = bundle_before(state), desk.valid_item(state.item)
    held = [{step.entry_code for step in one.steps} for one in bundles() if before in (None, one.id)]
    if before is None:
        held = [steps for steps in held if item is not None and item.entry_code in steps]
    alike = [hit for hit in hits if hit.score >= ALIKE]
    among = [hit for hit in alike if any(hit.entry_code in steps for steps in held)]
    return among[0] if len(among) == 1 else None


def _open(desk: Desk, state: State, bundle_id: str) -> Opened | None:
    return Bundles(desk.catalogue).open(bundle_id, state.region, desk.today())


def _turn(state: State, opened: Opened) -> Turn:
    reply = render(opened)
    remember: dict[str, Any] = {"item": None, "aspects": [], "region": state.region, "pending": None}
    remember["offered"] = [choice.payload for choice in reply.choices]
    return Turn("answered", (reply,), None, _hits(opened), remember)


def _hits(opened: Opened) -> tuple[Hit, ...]:
    """各步作为候选；说的是整件事，不偏哪一步，分数平分。"""
    share = round(1 / len(opened.steps), 4)
    items = [one.item for one in opened.steps]
    return tuple(Hit(i.code, i.entry_code, i.name, i.region, i.authority, share, "一件事") for i in items)


def _named(hit: Hit) -> Mapping[str, str]:
    return {"code": hit.code, "name": hit.name, "region": hit.region}
