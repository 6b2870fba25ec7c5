"""资格和金额：这句话里说的事实规则用得上，就把条件、金额也答上；先后说的不一样，两样都说出来。"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from actions.followups import telling
from actions.rendering.eligibility import TABLED, has_conditions, has_tables
from actions.rendering.telling import FACT, named, spoken_value
from actions.state import State
from actions.turn import Reply
from knowledge.cases.facts import Facts
from knowledge.cases.measures import Value
from knowledge.eligibility.kinds import ANY_FUND, FOR_WORKERS, name_of
from knowledge.eligibility.rules import Rule
from knowledge.model import Item
from knowledge.taxonomy.acts import parse_payload
from knowledge.text import normalise
from knowledge.words import say

_HOW_MUCH: Final = re.compile(
    r"(?:领|拿|发|给|补|休|放|享受)(?:取|到)?(?:的)?(?:多久|多长|几个?(?:月|年|天)|多少|几天)|多少天|几天(?:假|产假)|(?:几个点|税率|多少税|交多少)"
)
_HOW_LONG_VALID: Final = re.compile(r"有效期|管(?:几|多少|多久)|用(?:几|多少)年|几年(?:的|有效)")
_MAY_I: Final = re.compile(r"能不能|能.{0,8}吗|可以.{0,8}吗|可不可以|够不够|够.{0,3}吗|符合|资格|条件|算不算")
_OPEN: Final = frozenset(("overview", "conditions", "amount"))
"""问的是这几面，或者没有明问哪一面的，才把比得了的添上。"""


def fact_names(item: Item, aspect: str | None = None) -> set[str]:
    """规则用到的事实的键；aspect：只看这一面的。"""
    rules = [one for one in item.rules or () if aspect is None or _aspect_of(one) == aspect]
    names = set().union(*(named(one) for one in rules)) if rules else set()
    workers = {name_of("paid", fund) for fund in FOR_WORKERS}
    return names | ({name_of("paid", ANY_FUND)} if names & workers else set())


def _aspect_of(rule: Rule) -> str:
    return "conditions" if rule.needs is not None else rule.about


def heard_names(state: State) -> set[str]:
    """这句话里说到的事实的键。"""
    return set(state.heard_facts.measures) | ({"age"} if state.heard_facts.age else set())


def with_rules(state: State, item: Item, aspects: Sequence[str]) -> Sequence[str]:
    """这句话里说的，条件或金额用得上：那一面也答。问能领多久的，答表；只问材料、费用的，不添。"""
    if not item.rules or state.replying:
        return aspects
    said = normalise(state.said)
    asked = {"amount": _HOW_MUCH.search(said), "validity": _HOW_LONG_VALID.search(said)}
    open_to = not state.aspects or bool(set(state.aspects) & _OPEN) or bool(_MAY_I.search(said))
    heard = heard_names(state) if open_to else set()
    added = ["conditions"] if has_conditions(item) and heard & fact_names(item, "conditions") else []
    for aspect in [one for one in TABLED if has_tables(item, one)]:
        if asked[aspect] or (aspect == "amount" and heard & fact_names(item, aspect)):
            added.append(aspect)
    if not added:
        return aspects
    kept = [one for one in aspects if one != "overview"]
    return list(dict.fromkeys([*kept, *added]))


def asks_how_much(item: Item, said: str) -> bool:
    """只问能领多久、能领多少，没有提别的，而这件事有表。"""
    rest, found = _HOW_MUCH.subn("", said)
    return bool(found) and has_tables(item, "amount") and not telling(rest)


def with_fund(state: State, item: Item) -> State:
    """只说“交了14个月”、没说是哪一种的：这件事只看一种，就是那一种。"""
    generic = name_of("paid", ANY_FUND)
    funds = [name for name in fact_names(item) if name.startswith("paid.") and name != generic]
    heard = state.heard_facts
    if len(funds) != 1 or generic not in heard.measures or re.search(r"社保|社会保险|五险", state.said):
        return state
    named = {funds[0] if name == generic else name: values for name, values in heard.measures.items()}
    return replace(state, heard_facts=Facts(heard.values, heard.age, named))


def with_change_told(state: State, item: Item, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """先前说的和这次说的对不上的，两样都说出来，按这次的比。"""
    changed = [say("eligibility.changed", before=before, after=after) for before, after in _changes(state, item)]
    if not changed or not replies:
        return replies
    first, *rest = replies
    return replace(first, text="\n".join([*changed, first.text])), *rest


def _changes(state: State, item: Item) -> list[tuple[str, str]]:
    if state.other_person:
        return []
    names = fact_names(item) & set(state.heard_facts.measures) & set(state.kept_facts.measures)
    found = []
    for name in sorted(names):
        before, after = state.kept_facts.measures[name], state.heard_facts.measures[name]
        if len(before) == len(after) == 1 and _clash(before[0], after[0]):
            found.append((spoken_value(name, before[0]), spoken_value(name, after[0])))
    return found


def _clash(before: Value, after: Value) -> bool:
    """两个值不会都对。"""
    if isinstance(before, str) or isinstance(after, str):
        return before != after
    return before.unit == after.unit and (before.high < after.low or after.high < before.low)


def fact_payloads(replies: Sequence[Reply]) -> list[str]:
    """答复里答事实的按钮：说“第二个”就是它们里的第二个。"""
    payloads = [choice.payload for reply in replies for choice in reply.choices]
    return [one for one in payloads if is_fact(parse_payload(one).values)]


def is_fact(values: Mapping[str, str]) -> bool:
    """点的是不是答事实的按钮。"""
    return values.get("question", "").startswith(FACT)
