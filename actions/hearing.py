"""一句话里听出几样诉求：拆开的各自检索，认准了各有各的事项，才算几样；一样东西几种情况的，引出各自的事。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from actions.desk import Desk
from actions.state import State
from knowledge.cases.facts import heard as heard_facts
from knowledge.compound.asked import asked
from knowledge.compound.circumstances import Raised, raised_by, told
from knowledge.compound.splitting import Part, split
from knowledge.model import Item
from knowledge.search import Found, Hit
from knowledge.taxonomy.regions import NATION, chain
from knowledge.text import normalise

STRONG: Final = 0.5
"""检索到的第一个，概率到了这里才算认准。"""
_FIRM: Final = 0.75
"""检索嫌多认了一步（补、换、转）而不敢定的：话里说了这样的动作、概率又到了这里，也算认准。"""
_PLAIN: Final = 0.9
"""不到这么明白的，背景里的情况引出了自己的事，就信它：去国外定居，公积金怎么退。"""
_SAYS_STEP: Final = re.compile(r"补|换|改|转|过户|迁|退(?!休|伍|役)|续|注销|恢复")
_FEWEST: Final = 2
_CONTEXT: Final = 0.15
"""带上背景去找，概率低这么多以内，就信带背景的：去世了，房子过户是继承，不是买卖。"""


@dataclass(frozen=True, slots=True)
class Need:
    """一样诉求。said：说它的话，连同背景；label：只有说它的那几个字；thing：哪样东西，不知道的为空；aspects：明说的方面；found：检索的结果；item：认准的事项。"""

    said: str
    label: str
    thing: str
    aspects: tuple[str, ...]
    found: Found
    item: Item | None

    def within(self, state: State) -> State:
        """只就这一样诉求来说的状态：情形的事实只看说它的那几个字。"""
        facts, rest = heard_facts(self.said)
        return replace(state, said=self.said, heard_facts=facts, rest=rest, aspects=self.aspects, values={})


@dataclass(frozen=True, slots=True)
class Heard:
    """听到的几样诉求，按说的先后；circumstances：说了哪几种情况。"""

    needs: tuple[Need, ...]
    circumstances: tuple[str, ...] = ()


def heard(desk: Desk, state: State) -> Heard | None:
    """几样诉求；只有一样的，None。"""
    text = normalise(state.said)
    parts = split(text)
    if parts and (needs := _verified(desk, state, parts)):
        return Heard(needs)
    raised = told(text)
    if raised is None:
        return None
    needs = tuple(_raised(desk, state, one) for one in raised.raised)
    kept = tuple(one for one in needs if one.item is not None)
    return Heard(kept, raised.names) if len(kept) >= _FEWEST else None


def _verified(desk: Desk, state: State, parts: Sequence[Part]) -> tuple[Need, ...]:
    """各样各有各的事项的，才算几样；找到的是同一件的合成一样。至少一样认准了，别的是明明白白另说的，找不准也算。"""
    pairs = [(part, _need(desk, state, part)) for part in parts]
    sure = [need.item for _, need in pairs if need.item is not None]
    if not any(_first(need.found, need.label) >= STRONG for _, need in pairs):
        return ()
    kept: dict[str, Need] = {}
    for part, need in pairs:
        if need.item is None or not _is_material(part, need.item, sure):
            kept.setdefault(need.item.entry_code if need.item else need.said, need)
    return tuple(kept.values()) if len(kept) >= _FEWEST else ()


def _is_material(part: Part, item: Item, others: Sequence[Item]) -> bool:
    """没有自己的问法、又没有连着说的，而别的事项正要它作材料：是在说材料。"""
    if part.joined or part.kind in ("asked", "problem"):
        return False
    rows = [row for other in others if other.entry_code != item.entry_code for row in other.materials or ()]
    return any(part.thing in row.name for row in rows)


def _need(desk: Desk, state: State, part: Part) -> Need:
    """去找：说它的话；带上前面的背景（去世了，房子过户是继承，不是买卖）；都找不准的，只看东西和后面的话。"""
    said = f"{part.context},{part.text}" if part.context else part.text

    def sure(found: Found) -> float:
        return _first(found, part.text)

    found = _find(desk, state, part.text)
    if part.context:
        wider = _find(desk, state, said)
        found = wider if sure(wider) >= max(sure(found) - _CONTEXT, STRONG) else found
    if sure(found) < STRONG and part.core != part.text:
        found = max(found, _find(desk, state, part.core), key=sure)
    raised = raised_by(part.thing, part.context) if part.context and sure(found) < _PLAIN else ()
    if raised and found.hits and found.hits[0].entry_code in {one.entry for one in raised}:
        raised = () if sure(found) else raised
    if raised and (need := _raised(desk, state, raised[0])).item is not None:
        return replace(need, said=said, thing=part.thing, aspects=asked(part.text))
    item = desk.valid_item(found.hits[0].code) if sure(found) else None
    return Need(said, part.text, part.thing, asked(part.text), found, item)


def _find(desk: Desk, state: State, text: str) -> Found:
    return desk.search.find(text, region=state.region, side=state.side)


def _first(found: Found, said: str) -> float:
    """第一个的概率；没有认准的，0。"""
    score = found.hits[0].score if found.hits else 0.0
    firm = found.outcome == "ambiguous" and score >= _FIRM and _SAYS_STEP.search(said)
    return score if found.outcome == "found" or firm else 0.0


def _raised(desk: Desk, state: State, raised: Raised) -> Need:
    """一种情况引出的：先按基本编码取，目录里没有这个编码的，照名称检索。"""
    regions = [one.code for one in chain(state.region)] if state.region else [NATION]
    items = desk.catalogue.items_of_entry(raised.entry, regions, desk.today())
    if not items:
        found = _find(desk, state, raised.name)
        sure = _first(found, raised.name) >= STRONG
        return Need(state.said, raised.name, "", (), found, desk.valid_item(found.hits[0].code) if sure else None)
    return known(items[0], state.said)


def known(item: Item, said: str, thing: str = "", aspects: tuple[str, ...] = ()) -> Need:
    """已经知道是哪一件的一样诉求。"""
    hit = Hit(item.code, item.entry_code, item.name, item.region, item.authority, 1.0, "已知")
    return Need(said, item.name, thing, aspects, Found("found", [hit]), item)
