"""认定事项之后，定下情形：听到的、答过的、记得的都用上，看还要问哪一句，或者其实该办另一件。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from actions.cases import Record, forget_person, record_of, told_by
from actions.desk import Desk
from actions.rendering.answer import relevant
from actions.state import State
from knowledge.cases.facts import Facts
from knowledge.cases.matching import decide, named
from knowledge.cases.narrowing import Case, Part, narrow, next_question, settled
from knowledge.model import Item, Option, Scenario
from knowledge.taxonomy.regions import NATION, chain

GUIDED: Final[dict[str, frozenset[Part]]] = {
    "overview": frozenset(("materials", "fees", "notes", "others")),
    "process": frozenset(("materials", "fees", "notes", "others")),
    "materials": frozenset(("materials", "others")),
    "conditions": frozenset(("notes", "others", "rules")),
    "fee": frozenset(("fees",)),
}
"""要看情形的方面 → 情形不同，这一面的哪些会不同。"""
_MOST_LEADS: Final = 3


@dataclass(frozen=True, slots=True)
class Settled:
    """定下来的：事项（可能转到了别的）、这一条记录、情形、还要问的一句、一路转来的（事项，选项），目录里没有的另一件。"""

    item: Item
    record: Record
    case: Case
    question: Scenario | None
    led: tuple[tuple[Item, Option], ...] = ()
    lacking: Option | None = None


def about(item: Item, aspects: Sequence[str]) -> frozenset[Part]:
    """问这几面，情形要看哪几样；都不看情形的，空。"""
    parts: frozenset[Part] = frozenset()
    return parts.union(*(GUIDED.get(aspect, parts) for aspect in relevant(item, aspects)))


def settle(desk: Desk, state: State, item: Item, aspects: Sequence[str]) -> Settled:
    """定情形。选定的选项指到别的事项的，转过去接着定；转来转去的，停在第三件。"""
    led: list[tuple[Item, Option]] = []
    state = _with_same_elsewhere(desk, state, item)
    while True:
        found = _settle_one(state, item, aspects)
        other = found.case.other
        if other is None or len(led) == _MOST_LEADS:
            return Settled(found.item, found.record, found.case, found.question, tuple(led))
        target = _other(desk, state, item, other)
        if target is None:
            return Settled(found.item, found.record, found.case, None, tuple(led), other)
        led.append((item, other))
        item = target


def _with_same_elsewhere(desk: Desk, state: State, item: Item) -> State:
    """换了地方，还是这一件：在那边说过的情形（到期了、给孩子办），这边也算数。"""
    if state.other_person or any(one["item"] == item.code for one in state.cases):
        return state
    for one in reversed(state.cases):
        other = desk.valid_item(one["item"])
        if other is not None and other.entry_code == item.entry_code:
            told = told_by(other, one["answers"]).updated(state.kept_facts)
            return replace(state, kept_facts=told)
    return state


def _settle_one(state: State, item: Item, aspects: Sequence[str]) -> Settled:
    record, facts, parts = record_of(state, item.code), known_facts(state, item), about(item, aspects)
    kept = forget_person(item, record["answers"]) if state.other_person else record["answers"]
    answers = {**settled(item, kept), **(_revised(item, kept, state.heard_facts))}
    while (question := next_question(item, answers, parts)) is not None:
        option = decide(question, facts) or named(question, state.said)
        if option is None:
            break
        answers[question.id] = option.id
    answers = settled(item, {**_volunteered(item, facts, state.said), **answers})
    record = {**record, "answers": answers}
    return Settled(item, record, narrow(item, answers), question)


def _volunteered(item: Item, facts: Facts, said: str) -> dict[str, str]:
    """不问也听到了的：这一面用不上，也写进情形；要办另一件的不算，没有问到就不转。"""
    told = {one.id: decide(one, facts) or named(one, said) for one in item.scenarios or ()}
    return {question: option.id for question, option in told.items() if option is not None and not option.other}


def _revised(item: Item, answers: dict[str, str], heard: Facts) -> dict[str, str]:
    """这句话里说的与先前答的不同，以这句为准。"""
    told = {one.id: decide(one, heard) for one in item.scenarios or () if one.id in answers}
    return {question: option.id for question, option in told.items() if option is not None}


def known_facts(state: State, item: Item) -> Facts:
    """说过的事实；户口所在地和要办的地方都知道的，算出在不在户口所在地。"""
    if "home" in state.facts.values:
        return state.facts
    home = _home(state, item)
    return Facts({**state.facts.values, "home": frozenset((home,))}, state.facts.age) if home else state.facts


def _home(state: State, item: Item) -> str | None:
    """要办的地方在户口所在地之内是 local，不在同一个省是 away；同省不同市的，看各地规定，不猜。"""
    registered = state.roles.get("registered")
    here = state.region or (item.region if item.region != NATION else None)
    if not registered or not here or NATION in (registered, here):
        return None
    home, place = [one.code for one in chain(registered)], [one.code for one in chain(here)]
    if registered in place or here in home:
        return "local"
    return "away" if home[-2:-1] != place[-2:-1] else None


def _other(desk: Desk, state: State, item: Item, option: Option) -> Item | None:
    regions = [one.code for one in chain(state.region or item.region)]
    found = desk.catalogue.items_of_entry(option.other or "", regions, desk.today())
    return found[0] if found else None
