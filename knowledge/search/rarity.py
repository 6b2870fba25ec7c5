"""单元的逆文档频率：罕见的词说明问题，到处都有的词说明不了。"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import tantivy

from knowledge.search.index import FIELDS


class Rarity:
    """按索引里的文档频率算，算过的留着。"""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._documents = max(searcher.num_docs, 1)
        self._known: dict[str, float] = {}
        self._fields: dict[str, tuple[str, ...]] = {}

    def of(self, *groups: Iterable[str]) -> Mapping[str, float]:
        """单元 → 逆文档频率（自然对数，至少 0.1）；至少含这些单元，还有以前算过的。"""
        for group in groups:
            for unit in group:
                if unit not in self._known:
                    self._known[unit] = self._one(unit)
        return self._known

    def fields(self, unit: str) -> tuple[str, ...]:
        """这个单元出现过的字段；没有出现过的字段不必去问。"""
        held = self._fields.get(unit)
        if held is None:
            held = tuple(name for name in FIELDS if self._searcher.doc_freq(name, unit))
            self._fields[unit] = held
        return held

    def _one(self, unit: str) -> float:
        count = max(self._searcher.doc_freq("name", unit), self._searcher.doc_freq("alias", unit))
        return max(0.1, math.log((self._documents + 1) / (count + 0.5)))
