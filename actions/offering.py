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
from knowledge.search.lexicon import expand
from knowledge.search.operations import agreement, operations
from knowledge.taxonomy.acts import make_payload, parse_payload
from knowledge.text import normalise
from knowledge.words import say

ASKED: Final = "asked"
"""列选项的那条答复里记着的问题（见 actions.answering.pending）。"""
_CATEGORIES: Final = 3
_LEAD: Final = re.compile(r"^(?:那|嗯|哦|对|就|我们?|我家|想?要|想|选|[办问说]的|办|问)*(?:是|要|选)?,?")
_TAIL: Final = re.compile(r"(?:的)?(?:那|这)?(?:个|种|一个|一种|一项|情况)?[吧呢啊呀哈]*[。.!！]?$")
_REFUSED: Final = re.compile(
    r"^(?:那|嗯|哦|都|我)*(?:不是|不要|不想要?|不办)(?:要|办|说|问)*([^,，。;；\s]{1,8})(?:[,，。;；\s]+(.*))?$"
)
_WORDS: Final = range(2, 7)
"""只说不同处的，去掉客气话剩这么多字。"""
_VERB: Final = 2
"""不超过这么多个字、说了办理动作的词（补办、挂失），没有另指什么。"""


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
    if None in codes or len(codes) != len(last["choices"]):
        return None
    payloads = [make_payload("choose", item=str(code), aspect=aspects[0]) for code in codes]
    return _listing(state, last, dict(enumerate(payloads)), aspects)


def narrowed(desk: Desk, state: State) -> str | Turn | None:
    """只说了几个选项不同的地方（“补领的”“个体户那个”“丢了的”），合的只有一个：它的载荷。

    说不是哪一个的（“不是补领的”“不是补办，是到期了”），去掉它：剩一个就是它的载荷，剩几个再列一遍。
    合的不止一个（“公司的”，两个都是公司），又没有问哪一面的，再列合的这几个。都不合，None。
    """
    last = _listed(state)
    if last is None or state.values:
        return None
    text = normalise(state.said)
    refused = _REFUSED.match(text)
    left = _without(desk, state, last, refused) if refused else _fitting(desk, state, last, text)
    if len(left) == 1:
        return state.offered[left[0]]
    if not left or (state.aspects and not refused):
        return None
    return _listing(state, last, {place: state.offered[place] for place in left}, state.kept_aspects)


def _without(desk: Desk, state: State, last: Mapping[str, Any], refused: re.Match[str]) -> list[int]:
    """“不是……”“不要……”之后剩下的；后半句另说了要哪一个的，只剩那一个。说的哪一个也不是的，空。"""
    those = _fitting(desk, state, last, refused[1])
    left = [place for place in range(len(state.offered)) if place not in those] if those else []
    wanted = _fitting(desk, state, last, refused[2] or "")
    return [place for place in left if place in wanted] or left


def _fitting(desk: Desk, state: State, last: Mapping[str, Any], text: str) -> list[int]:
    """选项里合这几个字的：短名、全名里有的；都没有的，有它的官方说法的；再没有的，办理动作合得上的。"""
    core = _TAIL.sub("", _LEAD.sub("", text))
    items = [desk.valid_item(parse_payload(payload).values.get("item")) for payload in state.offered]
    if len(core) not in _WORDS or None in items or len(items) != len(last["choices"]):
        return []
    names = [normalise(item.name) for item in items if item is not None]
    labels = [f"{normalise(str(one['label']))} {name}" for one, name in zip(last["choices"], names, strict=True)]
    bare = core.removesuffix("了")
    fits = [place for place, label in enumerate(labels) if core in label or (len(bare) > 1 and bare in label)]
    if not fits:
        official = [word for word in expand(core) if len(word) > _VERB]
        fits = [place for place, label in enumerate(labels) if any(word in label for word in official)]
    if fits or any(len(word) > _VERB or not operations(word) for word in telling(core)):
        return fits
    asked = operations(core)
    return [place for place, name in enumerate(names) if agreement(asked, operations(name)) > 0]


def _listing(state: State, last: Mapping[str, Any], kept: Mapping[int, str], aspects: Sequence[str]) -> Turn:
    """上一轮的选项里留下的（位置 → 载荷）再列一遍。"""
    choices = tuple(Choice(str(last["choices"][place]["label"]), payload) for place, payload in kept.items())
    lines = [f"{number}. {one.label}" for number, one in enumerate(choices, 1)]
    data = {**last["data"], "items": [last["data"]["items"][place] for place in kept]}
    reply = Reply("choices", "\n".join([say("clarify_item.which"), *lines]), data, choices)
    remember = {"offered": [one.payload for one in choices], "aspects": list(aspects), "region": state.region}
    return Turn("clarify_item", (reply,), remember=remember)


def resumed(state: State, question: Mapping[str, Any]) -> State:
    """当作来客这一句说的就是那个问题。"""
    categories, aspects = tuple(question["categories"]), tuple(question["aspects"])
    return replace(state, act="ask", said=question["text"], values={}, aspects=aspects, categories=categories)


def _listed(state: State) -> Mapping[str, Any] | None:
    last = state.last_replies[-1] if state.last_replies and state.item is None else None
    return last if last and last["kind"] == "choices" and ASKED in last["data"] else None
