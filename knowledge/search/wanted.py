"""要的是什么：认出的诉求，和它的官方名称与候选的名称有多像。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from knowledge.needs import Need
from knowledge.search.candidate import Candidate
from knowledge.search.operations import agreement, operations
from knowledge.search.qualifiers import NEUTRAL, qualifiers
from knowledge.search.rarity import Rarity
from knowledge.text import cut, normalise

LEAST: Final = 0.04
"""概率不到这么多的诉求不看。"""
LOOKED_AT: Final = 6
_CLASH: Final = 0.35
_STRAY: Final = 0.8
"""动作相斥的、多出或少了限定词的，相像打折。"""


@dataclass(frozen=True, slots=True)
class Name:
    """一个官方名称读成的三样：单元、动作、限定。"""

    text: str
    units: frozenset[str]
    operations: frozenset[str]
    qualifiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """一个诉求的名称和它的概率。"""

    id: str
    names: tuple[Name, ...]
    chance: float


def wanted(recognised: Sequence[tuple[Need, float]]) -> tuple[Wanted, ...]:
    """认出的诉求里够像的几个，最像的在前。"""
    kept = [(need, chance) for need, chance in recognised[:LOOKED_AT] if chance >= LEAST]
    return tuple(Wanted(need.id, tuple(map(read_name, need.names)), chance) for need, chance in kept)


@cache
def read_name(name: str) -> Name:
    """读一个官方名称。"""
    clean = normalise(name)
    return Name(clean, frozenset(cut(clean)), operations(clean), qualifiers(clean))


class Likeness:
    """诉求与候选的名称有多像（0 到 1）；算过的留着，一代索引用一份。"""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._known: dict[tuple[str, str], float] = {}

    def of(self, one: Wanted, candidate: Candidate) -> float:
        """这个诉求的各个名称里，与候选的名称最像的一对。"""
        held = self._known.get((one.id, candidate.entry_code))
        if held is None:
            held = max(self._computed(name, candidate) for name in one.names)
            self._known[one.id, candidate.entry_code] = held
        return held

    def _computed(self, name: Name, candidate: Candidate) -> float:
        rarity = self._rarity.of(name.units)
        own = sum(rarity[unit] for unit in name.units)
        pairs = zip(candidate.name_units, candidate.name_totals, strict=True)
        likeness = max((_overlap(name.units, units, rarity, own, total) for units, total in pairs), default=0.0)
        if agreement(name.operations, candidate.operations) < 0:
            likeness *= _CLASH
        stray = len((candidate.qualifiers ^ name.qualifiers) - NEUTRAL)
        return float(likeness * _STRAY ** min(stray, 3))


def _overlap(
    one: frozenset[str], other: frozenset[str], rarity: Mapping[str, float], own: float, total: float
) -> float:
    """两个名称共有的单元占两边的份额（按稀有程度计）。"""
    shared = sum(rarity[unit] for unit in one & other)
    return 2 * shared / (own + total) if own + total else 0.0
