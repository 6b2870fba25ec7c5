"""接着条件说事实：答问的那一样（“14个月”“女”），或者又说了一样；按说了的再比一遍。"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from actions.answering import answer_item
from actions.asking import gone
from actions.desk import Desk
from actions.eligibility import asks_how_much, fact_names, heard_names, is_fact
from actions.followups import telling
from actions.rendering.eligibility import TABLED, has_conditions, has_tables
from actions.rendering.telling import FACT, read_option
from actions.state import State
from actions.turn import Turn
from knowledge.cases.answers import bare_value
from knowledge.cases.facts import Facts
from knowledge.cases.matching import UNSURE
from knowledge.cases.measures import Value
from knowledge.model import Item

__all__ = ["fact_picked", "is_fact", "told_more"]

_COMPARED: Final = ("conditions", *TABLED)
_SHORT: Final = 16
_ASKS: Final = re.compile(r"[?？]$|吗|呢$|怎么|多少|什么|哪|几天|能不能|可不可以")


def fact_picked(desk: Desk, state: State) -> Turn:
    """点了一个段、一样：记下，再比一遍。"""
    item = desk.valid_item(state.values.get("item"))
    if item is None:
        return gone(desk, state.values.get("item"))
    name = state.values["question"].removeprefix(FACT)
    value = read_option(name, state.values.get("option", "")) if name in fact_names(item) else None
    return _again(desk, state, item, {name: (value,)} if value is not None else {})


def told_more(desk: Desk, state: State, text: str) -> Turn | None:
    """谈着一件有规则的事，话里只是事实；不是，None。"""
    item = desk.valid_item(state.item)
    if item is None or not item.rules or state.pending or state.heard_regions or state.other_person:
        return None
    asked = asked_fact(state)
    if asked is not None and len(text) <= _SHORT:
        value = bare_value(asked, text)
        if value is not None:
            return _again(desk, state, item, {asked: (value,)})
        if UNSURE.search(text) and not state.aspects:
            return _again(desk, state, item, {asked: ()})
    if asks_how_much(item, text):
        return answer_item(desk, state, item, ["amount"])
    heard = heard_names(state) & fact_names(item)
    only_told = not _ASKS.search(text) and not telling(state.rest)
    return _again(desk, state, item, {}) if heard and only_told else None


def asked_fact(state: State) -> str | None:
    """上一答里问的那一样；谈的还是那一件才算。"""
    asked = next((one["data"]["asks"] for one in state.last_replies if "asks" in one.get("data", {})), None)
    return asked["fact"] if asked is not None and asked["item"] == state.item else None


def _again(desk: Desk, state: State, item: Item, more: Mapping[str, tuple[Value, ...]]) -> Turn:
    heard = state.heard_facts
    told = replace(state, heard_facts=Facts(heard.values, heard.age, {**heard.measures, **more}), aspects=())
    turn = answer_item(desk, told, item, _aspects(state, item))
    facts = turn.remember.get("facts") or told.facts.lasting().as_json()
    return replace(turn, remember={**turn.remember, "facts": facts})


def _aspects(state: State, item: Item) -> Sequence[str]:
    """先前问的条件、金额；都没有问的，有什么比什么。"""
    asked = [one for one in (*state.kept_aspects, *state.aspects) if one in _COMPARED]
    has = [one for one in _COMPARED if (has_conditions(item) if one == "conditions" else has_tables(item, one))]
    return list(dict.fromkeys(asked)) or has[:1]
