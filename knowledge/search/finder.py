"""检索的主路：读提问 → BM25 召回 → 重排 → 按区划取事项 → 定结果。"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import tantivy
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.search.candidate import Candidate, read_candidate
from knowledge.search.index import FIELDS, open_index
from knowledge.search.locate import Located, locate
from knowledge.search.query import Query, read_query
from knowledge.search.rank import features, score
from knowledge.search.rarity import Rarity

RECALLED: Final = 40
SURE: Final = 0.62
POSSIBLE: Final = 0.40
NEAR: Final = 0.08
"""两条线和一个差距：高于 SURE 且领先 NEAR 算找到；高于 POSSIBLE 而不满足的要问一句；再低就是没找到。"""

_EXPANDED: Final = 0.6
_CACHED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Hit:
    """一个结果：所选区划里的事项。

    score：0 到 1；matched_by：最有力的根据（名称、别名、说法、词典、类目）；
    elsewhere：所选区划及其上级没有，这是别处的。
    """

    code: str
    entry_code: str
    name: str
    region: str
    authority: str | None
    score: float
    matched_by: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """检索结果：found 找到，ambiguous 要问一句，not_found 没找到（hits 仍可作提示）。"""

    outcome: Literal["found", "ambiguous", "not_found"]
    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class _Generation:
    name: str
    index: tantivy.Index
    searcher: tantivy.Searcher
    rarity: Rarity
    candidates: OrderedDict[str, Candidate]


class Search:
    """在一份目录上检索；线程安全；目录更新后自动换到新一代索引。"""

    def __init__(self, engine: Engine, index_root: Path) -> None:
        self._engine = engine
        self._catalogue = Catalogue(engine)
        self._root = index_root
        self._generation: _Generation | None = None
        self._lock = threading.Lock()

    def find(
        self,
        text: str,
        *,
        region: str | None = None,
        side: str | None = None,
        categories: Mapping[str, float] | None = None,
        category: str | None = None,
        limit: int = 10,
    ) -> Found:
        """找事项。

        region：六位区划代码，None 为不限；categories：类目 → 概率，只影响排序；category：只要这个类目的。
        目录还没有导入时，结果是 not_found。
        """
        generation = self._current()
        query = read_query(text)
        if generation is None or not query.said:
            return Found("not_found", [])
        ranked = self._ranked(generation, query, dict(categories or {}), side, category)
        located = locate(self._engine, [entry for entry, _, _ in ranked[:limit]], region)
        hits = [_hit(located[entry], value, by) for entry, value, by in ranked[:limit] if entry in located]
        return Found(_outcome(hits), hits)

    def _ranked(
        self, generation: _Generation, query: Query, categories: dict[str, float], side: str | None, category: str | None
    ) -> list[tuple[str, float, str]]:
        recalled = _recall(generation, query)
        best = max((bm25 for _, bm25 in recalled), default=0.0)
        ranked = []
        for candidate, bm25 in recalled:
            if category and category not in candidate.categories:
                continue
            rarity = generation.rarity.of(query.said, query.meant, candidate.units)
            values = features(query, candidate, bm25, best, rarity, categories, side)
            ranked.append((candidate.entry_code, score(values), _matched_by(values)))
        return sorted(ranked, key=lambda one: (-one[1], one[0]))

    def _current(self) -> _Generation | None:
        """当前一代；目录换代后在这里重新打开，平时只是一次主键查询。"""
        name = self._catalogue.generation()
        held = self._generation
        if held is not None and held.name == name:
            return held
        if not name or not (self._root / name).is_dir():
            return None
        with self._lock:
            index = open_index(self._root / name)
            searcher = index.searcher()
            self._generation = _Generation(name, index, searcher, Rarity(searcher), OrderedDict())
        return self._generation


def open_search(engine: Engine, index_root: Path) -> Search:
    """打开检索；索引在第一次提问时才真正打开。"""
    return Search(engine, index_root)


def _recall(generation: _Generation, query: Query) -> list[tuple[Candidate, float]]:
    schema = generation.index.schema
    parts = []
    for units, weight in ((query.said, 1.0), (query.meant, _EXPANDED)):
        for unit in units:
            for field, boost in FIELDS.items():
                term = tantivy.Query.term_query(schema, field, unit)
                parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, boost * weight)))
    found = generation.searcher.search(tantivy.Query.boolean_query(parts), limit=RECALLED, count=False)
    return [(_candidate(generation, address), bm25) for bm25, address in found.hits]


def _candidate(generation: _Generation, address: tantivy.DocAddress) -> Candidate:
    """读出候选；归一和切词的结果留着，常问的不必再算。"""
    document = generation.searcher.doc(address)
    entry_code = document.get_first("entry")
    held = generation.candidates.get(entry_code)
    if held is None:
        held = read_candidate(entry_code, bytes(document.get_first("stored")))
        generation.candidates[entry_code] = held
        if len(generation.candidates) > _CACHED:
            generation.candidates.popitem(last=False)
    return held


def _hit(located: Located, value: float, by: str) -> Hit:
    return Hit(
        located.code, located.entry_code, located.name, located.region, located.authority, round(value, 4), by, located.elsewhere
    )


def _outcome(hits: list[Hit]) -> Literal["found", "ambiguous", "not_found"]:
    if not hits or hits[0].score < POSSIBLE:
        return "not_found"
    leads = len(hits) == 1 or hits[0].score - hits[1].score >= NEAR
    return "found" if hits[0].score >= SURE and leads else "ambiguous"


def _matched_by(values: Mapping[str, float]) -> str:
    if values["contains_name"]:
        return "名称"
    if values["question_ratio"] >= 0.7:
        return "说法"
    return "词典" if values["meant_covered"] > values["said_covered"] else "字词"
