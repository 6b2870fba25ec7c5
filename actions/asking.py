"""问事项：新的问题、追问另一面、换一个事项、纠正、点选。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from actions.answering import answer_found, answer_item
from actions.desk import Desk
from actions.state import State
from actions.turn import Reply, Turn
from knowledge.model import Item
from knowledge.search import Found
from knowledge.text import normalise
from knowledge.words import say

_SHORT: Final = 14
"""不超过这么多个字、又没认出事项的话，多半是在追问。"""

_ORDINAL: Final = re.compile(r"(?:第|选|选择|要|看)?\s*([一二三四五六1-6])\s*(?:个|项|条|号)?")
_NUMBERS: Final = {char: place for place, char in enumerate("一二三四五六", 1)}
_NOT_THIS: Final = re.compile(r"^.*?(?:不是|不对|错了|没问|不要)[^,，。;；]*[,，。;；\s]+")
_I_MEAN: Final = re.compile(
    r"^.*?(?:我?(?:说|问|指|讲)的?是|我(?:想问|要办|是要|是说|想办)的?是?|应该是|而是|是要|换成|改成|如果是|要是)"
)
_RATHER: Final = re.compile(r"[,，。;；\s]*(?:而)?(?:不是|没问|不要).*$")


def ask(desk: Desk, state: State) -> Turn:
    """新的问题：检索，找到就答。短话没找到而正谈着一个事项的，当作追问。"""
    found = _find(desk, state, state.said)
    if found.outcome == "not_found" and _is_short(state) and state.aspects:
        item = desk.valid_item(state.item)
        if item is not None:
            return answer_item(desk, state, item, state.aspects, tuple(found.hits))
    return answer_found(desk, state, found, state.aspects)


def follow(desk: Desk, state: State) -> Turn:
    """追问另一面：同一个事项。话里其实另有事项、或还没谈到事项的，当作新的问题。"""
    item = desk.valid_item(state.values.get("item") or state.item)
    aspects = state.aspects or state.kept_aspects
    if state.values.get("item"):
        return answer_item(desk, state, item, aspects) if item else _gone(state)
    found = _find(desk, state, state.said)
    if item is None:
        return _ask_which(state) if found.outcome == "not_found" else answer_found(desk, state, found, aspects)
    if _names_another(found, item, state):
        return answer_found(desk, state, found, aspects)
    return answer_item(desk, state, item, aspects)


def change_item(desk: Desk, state: State) -> Turn:
    """换一个事项，问的方面不变：“换成护照呢”。"""
    return _with_kept_operation(desk, state, _object_of(state.said))


def correct(desk: Desk, state: State) -> Turn:
    """纠正：先看是不是换了事项，再看是不是换了方面。"""
    item = desk.valid_item(state.item)
    found = _find(desk, state, _object_of(state.said))
    only_aspect = bool(state.aspects) and not state.entities and found.outcome != "found"
    if item is not None and only_aspect:
        return answer_item(desk, state, item, state.aspects)
    return _with_kept_operation(desk, state, _object_of(state.said))


def choose(desk: Desk, state: State) -> Turn:
    """点按钮，或说“第二个”。"""
    code = state.values.get("item") or _ordinal(state)
    if code is None:
        return _ask_which(state)
    item = desk.valid_item(code)
    return _gone(state) if item is None else answer_item(desk, state, item, _chosen_aspects(state))


def _with_kept_operation(desk: Desk, state: State, wanted: str) -> Turn:
    """只说了事物（护照）的，带上正谈的事项的动作（补领）再找；直接能找到的就用直接的。"""
    aspects = state.aspects or state.kept_aspects
    current = desk.valid_item(state.item)
    found = _find(desk, state, wanted)
    if current is not None and found.outcome != "found":
        operation = _operation_words(current.name)
        with_operation = _find(desk, state, f"{wanted}{operation}") if operation else found
        found = with_operation if with_operation.outcome == "found" or found.outcome == "not_found" else found
    return answer_found(desk, state, found, aspects)


def _operation_words(name: str) -> str:
    match = re.search(r"(首次申领|首次申请|补领|补发|换领|换发|申领|注销|变更|转移|登记|查询|办理)", name)
    return match[1] if match else ""


def _object_of(said: str) -> str:
    """“不是，我说的是居住证”→“居住证”；“我问的是时间不是材料”→“时间”。"""
    text = normalise(said)
    rest = _NOT_THIS.sub("", text) or text
    rest = _I_MEAN.sub("", rest) or rest
    return _RATHER.sub("", rest) or rest


def _find(desk: Desk, state: State, text: str) -> Found:
    return desk.search.find(text, region=state.region, side=state.side, categories=state.category_scores)


def _is_short(state: State) -> bool:
    return len(normalise(state.said)) <= _SHORT and not _documents(state)


def _names_another(found: Found, item: Item, state: State) -> bool:
    """追问的话里点了另一件证件，并且找得到。"""
    if found.outcome != "found" or found.hits[0].entry_code == item.entry_code:
        return False
    return any(name not in item.name for name in _documents(state))


def _documents(state: State) -> list[str]:
    return [str(one["value"]) for one in state.entities if one.get("entity") == "document"]


def _ordinal(state: State) -> str | None:
    """“第二个”“选1”“最后一个”“好的”（只有一个选项时）→ 事项编码。"""
    if not state.offered:
        return None
    text = normalise(state.said)
    if "最后" in text or "末" in text:
        return state.offered[-1]
    match = _ORDINAL.search(text)
    place = (_NUMBERS.get(match[1]) or int(match[1])) if match else (1 if len(state.offered) == 1 else 0)
    return state.offered[place - 1] if 1 <= place <= len(state.offered) else None


def _chosen_aspects(state: State) -> Sequence[str]:
    """按钮只带第一个方面；与上一问的首个相同，就把上一问的方面都答了。"""
    chosen = state.aspects
    if not chosen or (state.kept_aspects and chosen[0] == state.kept_aspects[0]):
        return state.kept_aspects
    return chosen


def _ask_which(state: State) -> Turn:
    return Turn(
        "clarify_item", (Reply("question", say("clarify_item.again")),), remember={"aspects": list(state.aspects)}
    )


def _gone(state: State) -> Turn:
    return Turn("no_match", (Reply("no_match", say("no_match.gone")),), remember={"item": None, "offered": []})
