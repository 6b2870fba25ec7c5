"""上一轮列出几件事请来客选、还没有选：只问了一面的，问是哪一件的这一面；换了地方的，按新的地方再问一遍原来的话。"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from actions.desk import Desk
from actions.followups import telling
from actions.state import State
from actions.turn import Choice, Reply, Turn
from knowledge.search.operations import agreement, operations
from knowledge.taxonomy.acts import make_payload, parse_payload
from knowledge.text import normalise
from knowledge.words import say

ASKED: Final = "asked"
"""列选项的那条答复里记着的问题（见 actions.answering.pending）。"""
_CATEGORIES: Final = 3
_LEAD: Final = re.compile(r"^(?:那|嗯|哦|对|就|我们?|我家|想?要|想|选|[办问说]的|办|问)*(?:是|要|选)?,?")
_TAIL: Final = re.compile(r"(?:的)?(?:那|这)?(?:个|种|一个|一种|一项|情况)?[吧呢啊呀哈]*[。.!！]?$")
_WORDS: Final = range(2, 7)
"""只说不同处的，去掉客气话剩这么多字。"""


def remembered(question: Mapping[str, Any]) -> dict[str, Any]:
    """记在答复里的问题；类目只记头几个。"""
    return {**question, "categories": list(question["categories"])[:_CATEGORIES]}


def asked_before(state: State) -> Mapping[str, Any] | None:
    """上一轮没有答上、列了选项的那个问题。"""
    last = _listed(state)
    return last["data"].get(ASKED) if last else None


def again(state: State, aspects: Sequence[str]) -> Turn | None:
    """选项还在：再列一遍，各带上这一面；上一轮没有列选项的，None。"""
    last = _listed(state)
    if last is None or not state.offered or not aspects:
        return None
    codes = [parse_payload(payload).values.get("item") for payload in state.offered]
    labels = [str(one["label"]) for one in last["choices"]]
    if None in codes or len(codes) != len(labels):
        return None
    choices = tuple(
        Choice(label, make_payload("choose", item=str(code), aspect=aspects[0]))
        for label, code in zip(labels, codes, strict=True)
    )
    text = "\n".join([say("clarify_item.which"), *(f"{place}. {one}" for place, one in enumerate(labels, 1))])
    reply = Reply("choices", text, dict(last["data"]), choices)
    remember = {"offered": [one.payload for one in choices], "aspects": list(aspects), "region": state.region}
    return Turn("clarify_item", (reply,), remember=remember)


def narrowed(desk: Desk, state: State) -> str | None:
    """只说了几个选项不同的地方（“补领的”“个体户那个”“丢了的”），合的只有一个：它的载荷；不是，None。"""
    last = _listed(state)
    if last is None or state.values:
        return None
    text = normalise(state.said)
    core = _TAIL.sub("", _LEAD.sub("", text))
    items = [desk.valid_item(parse_payload(payload).values.get("item")) for payload in state.offered]
    if len(core) not in _WORDS or None in items or len(items) != len(last["choices"]):
        return None
    names = [normalise(item.name) for item in items if item is not None]
    labels = [f"{normalise(str(one['label']))} {name}" for one, name in zip(last["choices"], names, strict=True)]
    fits = [place for place, label in enumerate(labels) if core in label]
    if not fits and not telling(core):
        asked = operations(core)
        fits = [place for place, name in enumerate(names) if agreement(asked, operations(name)) > 0]
    return state.offered[fits[0]] if len(fits) == 1 else None


def resumed(state: State, question: Mapping[str, Any]) -> State:
    """当作来客这一句说的就是那个问题。"""
    categories, aspects = tuple(question["categories"]), tuple(question["aspects"])
    return replace(state, act="ask", said=question["text"], values={}, aspects=aspects, categories=categories)


def _listed(state: State) -> Mapping[str, Any] | None:
    last = state.last_replies[-1] if state.last_replies and state.item is None else None
    return last if last and last["kind"] == "choices" and ASKED in last["data"] else None
