"""逐字比：两句话共有的字占多少，少见的字算得多。词不同而字相近的（养狗、养犬登记），靠它认出来。"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final

from knowledge.needs import needs
from knowledge.text import normalise

_UNKNOWN: Final = 7.0
"""没有在官方名称里见过的字的稀有程度。"""


@cache
def rarities() -> Mapping[str, float]:
    """字 → 在官方名称（诉求的）里的逆文档频率。"""
    names = [normalise(name) for need in needs() for name in need.names]
    counts = Counter(char for name in names for char in set(name))
    return {char: math.log((1 + len(names)) / (0.5 + count)) for char, count in counts.items()}


def characters(text: str) -> frozenset[str]:
    """文本里的字，不要标点和空白。text 须已归一。"""
    return frozenset(char for char in text if char.isalnum())


def weight(chars: frozenset[str]) -> float:
    """这些字的稀有程度之和。"""
    return sum(map(rarity, chars))


@cache
def rarity(char: str) -> float:
    """这个字的稀有程度。"""
    return rarities().get(char, _UNKNOWN)
