"""比较两件：“补领和换领有什么不同”“和护照有什么区别”。两件都找到了，同一面对着说；只有一件的，明说另一件目录里没有。"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from actions.answering import answer_item
from actions.cases import without_asking
from actions.desk import Desk
from actions.followups import Mention, mention
from actions.hearing import STRONG
from actions.rendering.comparison import comparison_reply
from actions.state import State
from actions.turn import Reply, Turn
from knowledge.compound.comparison import Sides, named, sides
from knowledge.compound.vocabulary import vocabulary
from knowledge.model import Item
from knowledge.search import Hit
from knowledge.search.operations import operations
from knowledge.taxonomy.acts import make_payload
from knowledge.text import normalise
from knowledge.words import say

_OPERATION: Final = re.compile(
    r"(?:首次|初次)?(?:申领|申请|补领|补发|补办|换领|换发|换证|注销|变更|转移|迁移|登记|查询|办理|签注|领取|提取|到期换|丢了补|补|换)+|(?:丢|过期|到期)了?"
)
_NOTES: Final = re.compile(r"（.*?）")

Answering = Callable[[Desk, State], Turn]


def compared(desk: Desk, state: State, otherwise: Answering) -> Turn | None:
    """比较的一轮；不是在比较，或者两件都找不到，None。otherwise：照平常怎么答。"""
    asked = sides(normalise(state.said))
    if asked is None:
        return None
    current = desk.valid_item(state.item)
    one, other = _named(desk, state, asked, current)
    if one is None and other is None:
        return None
    if one is None or other is None:
        return _only(desk, state, asked, current, (one, other), otherwise)
    if one.entry_code == other.entry_code:
        turn = answer_item(desk, state, one, state.aspects or ["conditions"])
        return _noted(turn, say("comparison.same", name=asked.one or one.name, other=asked.other))
    return _both(desk, state, one, other, asked.better)


def _both(desk: Desk, state: State, one: Item, other: Item, better: bool) -> Turn:
    reply = comparison_reply((one, other), stale_before=desk.stale_before(), better=better)
    payloads = [make_payload("choose", item=item.code, aspect="overview") for item in (one, other)]
    remember: dict[str, Any] = {"item": one.code, "aspects": [], "region": state.region, "pending": None}
    remember |= {"offered": payloads, "cases": without_asking(state)}
    return Turn("answered", (reply,), _told(one), tuple(map(_hit, (one, other))), remember)


def _only(
    desk: Desk,
    state: State,
    asked: Sides,
    current: Item | None,
    pair: tuple[Item | None, Item | None],
    otherwise: Answering,
) -> Turn | None:
    """只有一件：答那一件，明说另一件目录里没有。没有谈着的，照平常去找，找到的正是那一件才这样说。"""
    one, other = pair
    found = one or other
    assert found is not None
    missing = asked.other if one is not None else asked.one
    if current is not None and not asked.one:
        turn = answer_item(desk, state, found, ["conditions"])
        return _noted(turn, say("comparison.absent", text=missing, name=found.name))
    turn = otherwise(desk, state)
    same = turn.outcome == "answered" and turn.item is not None and turn.item["code"] == found.code
    return _noted(turn, say("comparison.absent", text=missing, name=found.name)) if same else turn


def _noted(turn: Turn, note: str) -> Turn:
    return replace(turn, replies=(Reply("note", note), *turn.replies))


def _named(desk: Desk, state: State, asked: Sides, current: Item | None) -> tuple[Item | None, Item | None]:
    """两样各是哪一件。省去的从另一样、从谈着的补上：“补领”补上东西，“护照”补上动作。"""
    thing_of = _object(asked.one) or _object(asked.other) or (_object(current.name) if current else "")
    one = _find(desk, state, _with_thing(asked.one, thing_of)) if asked.one else current
    return one, _other(desk, state, asked, thing_of, current)


def _other(desk: Desk, state: State, asked: Sides, thing_of: str, current: Item | None) -> Item | None:
    """另一样。只说了东西的，先带上这一样的动作去找。"""
    source = asked.one or (current.name if current else "")
    found = _OPERATION.search(_NOTES.sub("", source))
    if (
        found
        and not operations(normalise(asked.other))
        and (item := _find(desk, state, asked.other + found[0], asked.other))
    ):
        return item
    return _find(desk, state, _with_thing(asked.other, thing_of))


def _with_thing(side: str, thing: str) -> str:
    return side if _object(side) else thing + side


def _object(side: str) -> str:
    """说的东西：认得的东西，或者去掉动作剩下的。"""
    known = vocabulary().things(normalise(side))
    if known:
        return normalise(side)[known[0].start : known[0].end]
    return _OPERATION.sub("", _NOTES.sub("", side)).strip("、 ")


def _find(desk: Desk, state: State, text: str, said: str = "") -> Item | None:
    """认准了的一件：概率够，说的词（said，不另给就是 text）又都是它自己的；暂停的、依据废止了的不拿来比。"""
    wanted = named(text)
    found = desk.search.find(wanted, region=state.region, side=state.side)
    if found.outcome != "found" or found.hits[0].score < STRONG or found.hits[0].elsewhere:
        return None
    item = desk.valid_item(found.hits[0].code)
    if item is None or desk.is_withheld(item) or mention(said or wanted, item) is Mention.OTHER:
        return None
    return item


def _told(item: Item) -> dict[str, str]:
    return {"code": item.code, "name": item.name, "region": item.region}


def _hit(item: Item) -> Hit:
    return Hit(item.code, item.entry_code, item.name, item.region, item.authority, 1.0, "比较")
