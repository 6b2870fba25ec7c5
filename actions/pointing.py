"""几样诉求列过之后，接着问其中的一样：“第二件要多久”“那护照呢”“先说第一个”，或者“都要多少钱”。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from actions.answering import answer_found, answer_item
from actions.asking import gone
from actions.cases import live_record
from actions.compounding import IN_SHORT, told
from actions.desk import Desk
from actions.followups import Mention, mention, telling
from actions.hearing import Heard, known
from actions.listing import Listed, listed
from actions.repeating import listed as nth_line
from actions.state import State
from actions.turn import Turn
from knowledge.compound.vocabulary import vocabulary
from knowledge.model import Item
from knowledge.search.operations import agreement, operations
from knowledge.text import normalise

_LONGEST: Final = 20
_NTH: Final = re.compile(r"第([一二两三四五六七八九1-9])(件|个|样|项|条)?(?![步次年天代胎页套0-9])")
_LAST: Final = re.compile(r"最后(?:一|那)?(件|个|样|项)")
_NUMBERS: Final = {char: place for place, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_EACH: Final = re.compile(r"(?<!不)都|分别|各(?!种)|全部|每[一件样]|这[两几三]")
_LISTS: Final = ("several", "comparison")


def pointed(desk: Desk, state: State) -> Turn | None:
    """指的是列过的哪一样，答它；没有列过、指的不是它们，None。"""
    text = normalise(state.said)
    needs = listed(state.last_replies, state.item)
    if not needs or state.values or len(text) > _LONGEST:
        return None
    if _is_each(state, text):
        return _each(desk, state, needs)
    one = _nth(state, needs, text) or (None if live_record(state) else _named(desk, needs, text))
    return None if one is None else _answer(desk, state, one)


def _just_listed(state: State) -> bool:
    return any(reply.get("kind") in _LISTS for reply in state.last_replies)


def _nth(state: State, needs: Sequence[Listed], text: str) -> Listed | None:
    """第几件。只说“第二个”的，可能是在选别的、指上一答清单里的第二项：都不是的才算。"""
    match = _NTH.search(text) or _LAST.search(text)
    if match is None:
        return None
    last = match.re is _LAST
    word = match[1] if last else match[2]
    other = state.offered or (not state.aspects and nth_line(state))
    sure = word in ("件", "样") or _just_listed(state) or not other
    if not sure or (live_record(state) and word not in ("件", "样")):
        return None
    place = len(needs) if last else _NUMBERS.get(match[1]) or int(match[1])
    return needs[place - 1] if place <= len(needs) else None


def _named(desk: Desk, needs: Sequence[Listed], text: str) -> Listed | None:
    """“那护照呢”：说的东西只有一样里有，没有另说别的动作、别的事。"""
    names = {one.name for one in vocabulary().things(text)}
    found = [one for one in needs if one["code"] and one["thing"] in names]
    if len(names) != 1 or len(found) != 1:
        return None
    item = desk.valid_item(found[0]["code"])
    if item is None or agreement(operations(text), operations(normalise(item.name))) < 0:
        return None
    return found[0] if _says_nothing_else(text, item) else None


def _says_nothing_else(text: str, item: Item) -> bool:
    rest = vocabulary().thing.sub(" ", text)
    return mention(rest, item) is not Mention.OTHER


def _answer(desk: Desk, state: State, one: Listed) -> Turn:
    """答这一样：问的方面；没有问的，刚列完用列的时候问的，谈过别的一样了用上一问的。"""
    item = desk.valid_item(one["code"])
    before = one["aspects"] if _just_listed(state) else state.kept_aspects
    aspects = list(state.aspects or before or IN_SHORT)
    if item is None and one["code"]:
        return gone(desk, one["code"])
    if item is None:
        found = desk.search.find(one["said"], region=state.region, side=state.side)
        return answer_found(desk, state, found, aspects)
    here = desk.in_region(item, state.region) if state.region else None
    return answer_item(desk, state, here or item, aspects)


def _is_each(state: State, text: str) -> bool:
    return bool(_just_listed(state) and state.aspects and _EACH.search(text) and not telling(text))


def _each(desk: Desk, state: State, given: Sequence[Listed]) -> Turn | None:
    """“都要多少钱”：几样各答这一面。"""
    pairs = [(one, desk.valid_item(one["code"])) for one in given]
    needs = tuple(known(item, one["said"], one["thing"]) for one, item in pairs if item is not None)
    return told(desk, state, Heard(needs)) if needs else None
