"""点选：点按钮，或说“第二个”。给过的选项都是载荷，点的和说的走同一条路。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from actions import offering
from actions.answering import answer_item
from actions.asking import ask_which, gone
from actions.cases import RESUME, live_record
from actions.desk import Desk
from actions.measuring import fact_picked, is_fact
from actions.picking import picked, resume
from actions.placing import change_region
from actions.repeating import listed, past
from actions.returning import go_on
from actions.state import State
from actions.turn import Turn
from knowledge.taxonomy.acts import parse_payload
from knowledge.text import normalise

_ORDINAL: Final = re.compile(
    r"(?:第|选择|选|要|看)?\s*(?<![0-9十])([一二三四五六七八九1-9])(?![0-9十])\s*(?:个|项|条|号|步)?(?![次回年月天日代胎页套])"
)
_STEP: Final = re.compile(r"^.{0,4}第(?:[一二三四五六七八九]|[1-9])步.{0,6}$")
_ELSEWHERE: Final = ("complaint", "ask_person", "restart")
_NUMBERS: Final = {char: place for place, char in enumerate("一二三四五六七八九", 1)}


def choose(desk: Desk, state: State) -> Turn:
    """选定一个事项或一个地方；听不出选的是哪个，就再问；正问着情形的，再问那一句。以前的“接着说”，就接着前面的。"""
    if state.values.get("option") == RESUME:
        return go_on(desk, state)
    if is_fact(state.values):
        return fact_picked(desk, state)
    if "question" in state.values or "option" in state.values:
        return picked(desk, state)
    if "item" in state.values:
        item = desk.valid_item(state.values["item"])
        return (
            gone(desk, state.values["item"]) if item is None else answer_item(desk, state, item, _chosen_aspects(state))
        )
    said = _said_choice(state)
    if said is None:
        ended = past(desk, state)
        return gone(desk, ended) if ended else listed(state) or _asked_again(desk, state) or ask_which(state)
    return _take(desk, state, said)


def _take(desk: Desk, state: State, said: str) -> Turn:
    """照这个选项的载荷答。"""
    payload = parse_payload(said)
    aspects = (payload.values["aspect"],) if "aspect" in payload.values else ()
    chosen = replace(state, values=payload.values, aspects=aspects)
    return change_region(desk, chosen) if payload.act == "change_region" else choose(desk, chosen)


def _asked_again(desk: Desk, state: State) -> Turn | None:
    """正问着情形，说的不是哪个选项（“19”，只有五个）：再问那一句。没有在问，None。"""
    record = live_record(state)
    item = desk.valid_item(record["item"]) if record else None
    return resume(desk, replace(state, aspects=()), item, {**record, "asking": None}) if record and item else None


def narrowed(desk: Desk, state: State) -> Turn | None:
    """列出几件事之后只说它们不同的地方，合的只有一件：就是选了它；说不是哪一件的，列剩下的。"""
    if state.act in _ELSEWHERE or not state.offered:
        return None
    said = offering.narrowed(desk, state)
    return _take(desk, replace(state, aspects=()), said) if isinstance(said, str) else said


def step(desk: Desk, state: State) -> Turn | None:
    """“第一步是什么”：一件事的各步里的那一步，不管听成了问什么。"""
    text = normalise(state.said)
    return choose(desk, state) if state.offered and not state.values and _STEP.search(text) else None


def _said_choice(state: State) -> str | None:
    """“第二个”“选1”“最后一个”“好的”（只有一个选项时）→ 那个选项的载荷。"""
    offered = state.offered
    text = normalise(state.said)
    if offered and ("最后" in text or "末" in text):
        return offered[-1]
    match = _ORDINAL.search(text)
    place = (_NUMBERS.get(match[1]) or int(match[1])) if match else (1 if len(offered) == 1 else 0)
    return offered[place - 1] if 1 <= place <= len(offered) else None


def _chosen_aspects(state: State) -> Sequence[str]:
    """按钮只带第一个方面；与上一问的首个相同，就把上一问的方面都答了。"""
    chosen = state.aspects
    if not chosen or (state.kept_aspects and chosen[0] == state.kept_aspects[0]):
        return state.kept_aspects
    return chosen
