"""单元的逆文档频率：罕见的词说明问题，到处都有的词说明不了。"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

import tantivy

from knowledge.search.index import FIELDS
from knowledge.search.letters import FIELD as LETTERS
from knowledge.search.letters import Spelt, letters, spelt

USUAL: Final = (1.0, 0.6)
"""说出的、词典扩展的单元，召回时抵多少；诉求名称里的，随把握不同。"""


class Rarity:
    """按索引里的文档频率算，算过的留着。"""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema
        self._documents = max(searcher.num_docs, 1)
        self._known: dict[str, float] = {}
        self._terms: dict[str, tuple[tuple[tantivy.Query, float], ...]] = {}
        self._boosted: dict[tuple[str, float], tuple[tuple[tantivy.Occur, tantivy.Query], ...]] = {}
        self._letters: dict[str, float] = {}
        self._has_letters = _has_letters(searcher)

    def of(self, *groups: Iterable[str]) -> Mapping[str, float]:
        """单元 → 逆文档频率（自然对数，至少 0.1）；至少含这些单元，还有以前算过的。"""
        for group in groups:
            for unit in group:
                if unit not in self._known:
                    self._known[unit] = self._one(unit)
        return self._known

    def terms(self, unit: str) -> tuple[tuple[tantivy.Query, float], ...]:
        """在各字段里找这个单元的 (查询, 字段的权重)；没有出现过的字段不必去问。"""
        held = self._terms.get(unit)
        if held is None:
            there = [(name, boost) for name, boost in FIELDS.items() if self._searcher.doc_freq(name, unit)]
            held = tuple((tantivy.Query.term_query(self._schema, name, unit), boost) for name, boost in there)
            self._terms[unit] = held
        return held

    def boosted(self, unit: str, weight: float) -> tuple[tuple[tantivy.Occur, tantivy.Query], ...]:
        """在各字段里找这个单元的查询，乘上 weight。说出的、扩展的单元倍数就那么几个，做好的留着。"""
        held = self._boosted.get((unit, weight))
        if held is None:
            terms = self.terms(unit)
            held = tuple(
                (tantivy.Occur.Should, tantivy.Query.boost_query(term, boost * weight)) for term, boost in terms
            )
            if weight in USUAL:
                self._boosted[unit, weight] = held
        return held

    def spelt(self, text: str) -> Spelt:
        """一句话逐字读；早先写的索引里没有逐字的字段，就什么也没有。"""
        units = dict.fromkeys(letters(text)) if self._has_letters else {}
        for unit in units:
            if unit not in self._letters:
                self._letters[unit] = self._letter(unit)
        return spelt(units, self._letters, math.log(2 * self._documents + 2))

    def letter_query(self, asked: Mapping[str, float]) -> tantivy.Query:
        """找这些逐字的单元的查询。"""
        terms = [tantivy.Query.term_query(self._schema, LETTERS, unit) for unit in asked]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])

    def _letter(self, unit: str) -> float:
        count = self._searcher.doc_freq(LETTERS, unit)
        return math.log(1 + (self._documents - count + 0.5) / (count + 0.5)) if count else 0.0

    def _one(self, unit: str) -> float:
        count = max(self._searcher.doc_freq("name", unit), self._searcher.doc_freq("alias", unit))
        return max(0.1, math.log((self._documents + 1) / (count + 0.5)))


def _has_letters(searcher: tantivy.Searcher) -> bool:
    try:
        searcher.doc_freq(LETTERS, "证")
    except ValueError:
        return False
    return True
