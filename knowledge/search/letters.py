"""逐字比：一个字、相邻的两个字各是一个单元。词切得不同、词典里没有的说法（抵押权、M字签证），照着名称问的，靠它找到。

分数是 BM25（Robertson 与 Zaragoza，2009），在一个个官方名称上算，取最高的。别名是口语，短而寻常，逐字比只会认错，不比。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

FIELD: Final = "letters"
"""索引里放这些单元的字段。"""
PAIR: Final = 2
"""相邻的两个字。"""
MOST: Final = 60
"""一句话至多拿这么多个单元去找，少见的在前。"""
_AVERAGE: Final = 27.0
"""官方名称平均有这么多个单元。"""
_PAIRED: Final = 0.5
"""目录里没有的两个字，抵一个字的几分之几：换一句话说，多半就有几对没见过的。"""
_ENOUGH: Final = 8.0
"""再短的话也当作有这么多个少见的字：两三个字相同，说明不了什么。"""
_SATURATION, _BY_LENGTH = 1.5, 0.6
"""BM25 的 k1 与 b。"""


def letters(text: str) -> list[str]:
    """各个字，和同一段里相邻的两个字，按出现次序，有重复。text 须已归一。"""
    found = []
    for whole, signs in groupby(text, str.isalnum):
        if whole:
            run = "".join(signs)
            found += [*run, *(run[place : place + PAIR] for place in range(len(run) - 1))]
    return found


@dataclass(frozen=True, slots=True)
class Spelt:
    """逐字读好的提问。units：最少见的 MOST 个目录里有的单元 → 稀有程度；total：全句的稀有程度，连目录里没有的字。"""

    units: Mapping[str, float] = field(default_factory=dict)
    total: float = 0.0


NOTHING: Final = Spelt()
"""没有逐字读。"""


def spelt(units: Iterable[str], rarity: Mapping[str, float], strange: float) -> Spelt:
    """rarity：单元 → 稀有程度，目录里没有的是 0；strange：目录里没有的一个字算多少。

    照着名称问的，目录里没有的字没有几个；闲话里多的是。
    """
    known = {unit: rarity[unit] for unit in units if rarity[unit]}
    unknown = sum(_PAIRED if len(unit) == PAIR else 1.0 for unit in units if not rarity[unit])
    if len(known) > MOST:
        known = dict(sorted(known.items(), key=lambda one: (-one[1], one[0]))[:MOST])
    return Spelt(known, max(sum(known.values()) + strange * unknown, strange * _ENOUGH))


def share_a_pair(asked: Spelt, names: Iterable[frozenset[str]]) -> bool:
    """与其中一个名称有相邻的两个字相同；只有一个个单字相同的不算像。"""
    return any(len(unit) == PAIR for name in names for unit in asked.units.keys() & name)


def score(asked: Mapping[str, float], names: Iterable[frozenset[str]]) -> float:
    """问的单元（asked：单元 → 稀有程度）与一个个名称的单元的 BM25，取最高的。"""
    return max((sum(map(asked.__getitem__, asked.keys() & name)) * _short(len(name)) for name in names), default=0.0)


def _short(length: int) -> float:
    """名称越短，同样几个字对上的分量越重。"""
    return (_SATURATION + 1) / (1 + _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * length / _AVERAGE))
