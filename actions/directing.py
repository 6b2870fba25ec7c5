"""到哪里查、到哪里约：没有接外面的系统时，给目录里的便民应用；接着的，给“在这里办”的按钮。不编网址。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from actions.applying import offered
from actions.desk import Desk
from actions.rendering.answer import answer
from actions.state import State
from actions.turn import Choice, Reply, Turn
from knowledge.connectors.recognising import Wanted, plain
from knowledge.model import Item
from knowledge.taxonomy.acts import make_payload
from knowledge.text import normalise
from knowledge.words import say

ASPECT: Final = {"progress": "progress", "slots": "appointment", "cancel": "appointment"}
"""操作 → 问的方面。"""
_FIRST: Final = {"progress": "progress", "appointment": "slots"}
_ASKED: Final = {"progress": "办理进度查询", "appointment": "网上预约"}
_TELLS: Final = {"progress": re.compile(r"进度|到哪一?步"), "appointment": re.compile(r"预约")}
_HELPERS: Final = re.compile(r"办到哪一?|到哪一?|在哪里?|怎么|如何|入口|网站|[办查了的吗呢\s]")
_PORTAL: Final = re.compile(r"政务服务(?:网|平台)")
_OTHERS: Final = frozenset({"个人/其他", "法人/其他"})


def directed(desk: Desk, state: State, turn: Turn) -> Turn:
    """答了进度、预约这两面的：接着系统的给按钮，没有接的附上便民应用。"""
    item = desk.valid_item((turn.item or {}).get("code"))
    if turn.outcome != "answered" or item is None or turn.replies[-1].kind == "form":
        return turn
    told = {part["aspect"] for reply in turn.replies for part in reply.data.get("sections") or ()}
    aspects = [one for one in _FIRST if one in told or (one == "appointment" and offered(state))]
    for aspect in aspects:
        here = _here(desk, state, item, aspect)
        turn = _with_choice(turn, here) if here else _with_replies(turn, _applications(desk, state, item, aspect))
    return turn


def _here(desk: Desk, state: State, item: Item, aspect: str) -> Choice | None:
    region = state.heard_region or state.region
    if desk.connectors.fitting(_FIRST[aspect], region, item) is None:
        return None
    key = "here_progress" if aspect == "progress" else "here_booking"
    return Choice(say(f"connector.{key}"), make_payload("follow", aspect=aspect, step="begin", item=item.code))


def nowhere(desk: Desk, state: State, heard: Wanted) -> Turn:
    """没有接系统，也不知道是哪件事：说不能替他查，请说出事项，另给各地办事网站的总入口。"""
    if desk.connectors.able(heard.operation) and heard.operation != "cancel":
        replies: tuple[Reply, ...] = (Reply("question", say(f"connector.which.{heard.operation}")),)
    else:
        replies = (Reply("question", say(f"connector.none.{heard.operation}")), *_portal(desk, state))
    remember = {"aspects": [ASPECT[heard.operation]], "offered": [], "region": state.region}
    return Turn("clarify_item", replies, remember=remember)


def _applications(desk: Desk, state: State, item: Item, aspect: str) -> tuple[Reply, ...]:
    """写明能查这件事的进度（能预约这件事）的一个便民应用；事项自己就是便民应用的不用。"""
    if item.kind == "便民应用":
        return ()
    for one in _found(desk, state, f"{item.short_name or item.name}{_ASKED[aspect]}"):
        if set(one.categories) & set(item.categories) and _serves(one, item, aspect):
            return _written(desk, one, aspect, f"look_{aspect}")
    return ()


def _serves(application: Item, item: Item, aspect: str) -> bool:
    """它的一条名称或问法既说到这一面，说的又正是这件事：“港澳通行证预约”。同类而没有点名的不算。"""
    names = normalise("\n".join([item.name, item.short_name or "", *item.aliases]))
    labels = [application.name, *application.aliases, *application.questions]
    told = (_HELPERS.sub("", plain(normalise(label))) for label in labels if _TELLS[aspect].search(label))
    return any(len(thing) > 1 and thing in names for thing in told)


def _portal(desk: Desk, state: State) -> tuple[Reply, ...]:
    for one in _found(desk, state, "政务服务平台网站"):
        if set(one.categories) & _OTHERS and _PORTAL.search(one.name):
            return _written(desk, one, "online", "look_portal")
    return ()


def _found(desk: Desk, state: State, text: str) -> Sequence[Item]:
    hits = desk.search.find(text, region=state.region, side=state.side).hits
    items = (desk.valid_item(hit.code) for hit in hits if not hit.elsewhere)
    return [one for one in items if one is not None and one.kind == "便民应用" and not desk.is_withheld(one)]


def _written(desk: Desk, item: Item, aspect: str, head: str) -> tuple[Reply, ...]:
    """照目录写，不带“目录没有写明”，另起一条，各带各的来源。"""
    (reply,) = answer(item, [aspect], asked_region=None, national=None, stale_before=desk.stale_before())
    text = f"{say(f'connector.{head}')}\n{reply.text}"
    data = {key: value for key, value in reply.data.items() if key != "sections"}  # 那几面是谈着的事项的
    return (Reply("application", text, data, (), reply.source),)


def _with_choice(turn: Turn, choice: Choice) -> Turn:
    *others, last = turn.replies
    return replace(turn, replies=(*others, replace(last, choices=(choice, *last.choices))))


def _with_replies(turn: Turn, added: tuple[Reply, ...]) -> Turn:
    """附在后面；按钮仍在最后一条。"""
    if not added:
        return turn
    *others, last = turn.replies
    moved = (*added[:-1], replace(added[-1], choices=last.choices))
    return replace(turn, replies=(*others, replace(last, choices=()), *moved))
