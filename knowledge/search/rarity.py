"""单元的逆文档频率：罕见的词说明问题，到处都有的词说明不了。"""

from __future__ import annotations

import math
from collections.abc import Iterable

import tantivy


class Rarity:
    """按索引里的文档频率算，算过的留着。"""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._documents = max(searcher.num_docs, 1)
        self._known: dict[str, float] = {}

    def of(self, *groups: Iterable[str]) -> dict[str, float]:
        """这些单元 → 逆文档频率（自然对数，至少 0.1）。"""
        return {unit: self._one(unit) for group in groups for unit in group}

    def _one(self, unit: str) -> float:
        if unit not in self._known:
            count = max(self._searcher.doc_freq("name", unit), self._searcher.doc_freq("alias", unit))
            self._known[unit] = max(0.1, math.log((self._documents + 1) / (count + 0.5)))
        return self._known[unit]
