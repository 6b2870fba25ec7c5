"""检索的主路：读提问 → BM25 召回 → 重排 → 按区划取事项 → 定结果。"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, Literal

import tantivy
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.search.candidate import Candidate
from knowledge.search.doubt import ask_first, is_topic
from knowledge.search.generation import Generation, open_generation
from knowledge.search.keeping import kept_recogniser
from knowledge.search.letters import Spelt, share_a_pair
from knowledge.search.locate import Located
from knowledge.search.operations import only_a_paper
from knowledge.search.query import Query, read_query
from knowledge.search.rank import chances, doubted, features, weigh
from knowledge.search.rarity import USUAL
from knowledge.search.variants import picks_variant
from knowledge.search.wanted import Wanted, wanted
from knowledge.storage.watching import Watch

RECALLED: Final = 22
SPELT: Final = 12
"""按词召回多少个，逐字另召回多少个。"""
SURE: Final = 0.42
POSSIBLE: Final = 0.28
CLOSE: Final = 0.8
ASKED: Final = 4
"""几条线：首选的概率到了 SURE、次选不到它的 CLOSE 算找到；前 ASKED 个加起来到了 POSSIBLE，要问一句；再低就是没找到。"""
EITHER: Final = 0.1
"""只说了一样证件的，补领、换领的到了首选的这么多，就要问一句。"""

_WANTED: Final = 0.8
"""诉求名称里的单元，召回时抵多少。"""

NAMED: Final = "名称"
"""凭名称或别名对上的。"""


@dataclass(frozen=True, slots=True)
class Hit:
    """一个结果：所选区划里的事项。

    score：0 到 1；matched_by：最有力的根据（名称、别名、说法、词典、类目）；
    elsewhere：所选区划及其上级没有，这是别处的；several：没选区划，几个地方各有各的，这只是其中一条。
    """

    code: str
    entry_code: str
    name: str
    region: str
    authority: str | None
    score: float
    matched_by: str
    elsewhere: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """检索结果：found 找到，ambiguous 要问一句，not_found 没找到（hits 仍可作提示）。"""

    outcome: Literal["found", "ambiguous", "not_found"]
    hits: list[Hit]


class Search:
    """在一份目录上检索；线程安全；目录更新后自动换到新一代索引。"""

    def __init__(self, engine: Engine, index_root: Path) -> None:
        self._engine = engine
        self._catalogue = Catalogue(engine)
        self._root = index_root
        self._watch = Watch(engine)
        self._seen: int | None = None
        self._generation: Generation | None = None
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
        ranked = _ranked(generation, query, dict(categories or {}), side, category)
        located = generation.located(self._engine, [one[0] for one in ranked[:limit]], region)
        hits = [_hit(located[entry], value, by) for entry, value, by, _ in ranked[:limit] if entry in located]
        unasked = {entry for entry, _, _, assumed in ranked if assumed}
        return Found(_outcome(hits, unasked, query), hits)

    def categories(self, text: str, guessed: Mapping[str, float]) -> dict[str, float]:
        """类目 → 分数（0 到 1），由高到低：分类器的 guessed 合上认出的诉求，见 Recogniser.categories。"""
        generation = self._current()
        return dict(guessed) if generation is None else generation.recogniser.categories(read_query(text).text, guessed)

    def _current(self) -> Generation | None:
        """当前一代；目录换代后在这里重新打开。库没有被改过就不去查，改过也只是一次主键查询。"""
        # 先看版本再查：查的时候有人提交，下一句话会再查一次。
        version, held = self._watch.version(), self._generation
        if held is not None and version is not None and version == self._seen:
            return held
        name = self._catalogue.generation()
        if held is None or held.name != name:
            if not name or not (self._root / name).is_dir():
                return None
            with self._lock:
                held = open_generation(name, self._root / name, kept_recogniser(self._root.parent), self._generation)
        self._generation, self._seen = held, version
        return held


def open_search(engine: Engine, index_root: Path) -> Search:
    """打开检索；索引在第一次提问时才真正打开。"""
    return Search(engine, index_root)


def recalled_features(
    generation: Generation,
    text: str,
    categories: Mapping[str, float],
    side: str | None,
) -> list[tuple[str, dict[str, float]]]:
    """召回的 (基本编码, 特征)；训练排序权重用的就是作答时的这些特征。"""
    query = read_query(text)
    return [(one.entry_code, values) for one, values in _featured(generation, query, categories, side)]


def _featured(
    generation: Generation,
    query: Query,
    categories: Mapping[str, float],
    side: str | None,
) -> list[tuple[Candidate, dict[str, float]]]:
    if not query.said:
        return []
    needs = wanted(generation.recogniser.recognise(query.text, categories))
    spelt = generation.rarity.spelt(query.bare)
    recalled = _recall(generation, query, needs, spelt)
    best = max((bm25 for _, bm25 in recalled), default=0.0)
    weighed = weigh(query, generation.rarity.of(query.said, query.meant), needs, spelt)
    likeness = generation.likeness
    rows = [features(weighed, one, bm25, best, categories, side, likeness) for one, bm25 in recalled]
    return list(zip((one for one, _ in recalled), doubted(rows), strict=True))


def _ranked(
    generation: Generation, query: Query, categories: Mapping[str, float], side: str | None, category: str | None
) -> list[tuple[str, float, str, bool]]:
    """(基本编码, 概率, 凭什么对上, 排在头一个也要先问一句吗)，由高到低。"""
    featured = _featured(generation, query, categories, side)
    scored = zip(featured, chances([values for _, values in featured]), strict=True)
    topic = is_topic(query, [values for _, values in featured])
    kept = [
        (
            candidate.entry_code,
            chance,
            _matched_by(values),
            ask_first(query, candidate, values, chance, topic=topic),
        )
        for (candidate, values), chance in scored
        if not category or category in candidate.categories
    ]
    return sorted(kept, key=lambda one: (-one[1], one[0]))


def _recall(
    generation: Generation, query: Query, needs: Sequence[Wanted], spelt: Spelt
) -> list[tuple[Candidate, float]]:
    """(候选, 按词的 BM25)；只有逐字找到的，按词的分数不会超过按词召回的最后一个，就当作它。"""
    groups: list[tuple[Iterable[str], float]] = list(zip((query.said, query.meant), USUAL, strict=True))
    groups += [(one.names[0].units, _WANTED * one.chance) for one in needs]
    # 同一个单元在几处出现，分数相加就是倍数相加：合成一个，索引里少走几遍。
    weights: dict[str, float] = {}
    for units, weight in groups:
        for unit in units:
            weights[unit] = weights.get(unit, 0.0) + weight
    parts = list(chain.from_iterable(generation.rarity.boosted(unit, weight) for unit, weight in weights.items()))
    found = generation.searcher.search(tantivy.Query.boolean_query(parts), limit=RECALLED, count=False)
    recalled = [(generation.candidate(address), bm25) for bm25, address in found.hits]
    if not spelt.units:
        return recalled
    least = recalled[-1][1] if len(recalled) == RECALLED else 0.0
    there = {one.entry_code for one, _ in recalled}
    close = generation.searcher.search(generation.rarity.letter_query(spelt.units), limit=SPELT, count=False).hits
    others = [generation.candidate(address) for _, address in close]
    alike = [one for one in others if one.entry_code not in there and share_a_pair(spelt, one.name_letters)]
    return [*recalled, *((one, least) for one in alike)]


def _hit(found: Located, chance: float, by: str) -> Hit:
    place = (found.region, found.authority)
    return Hit(found.code, found.entry_code, found.name, *place, round(chance, 4), by, found.elsewhere, found.several)


def _outcome(hits: list[Hit], unasked: Collection[str], query: Query) -> Literal["found", "ambiguous", "not_found"]:
    """第一个够分、别的差得远，就是它；它比问的多认了一步或一种的、动作相反的，或者只说了一样证件的，还是要问一句。"""
    first, second = ([hit.score for hit in hits] + [0.0, 0.0])[:2]
    named = bool(hits) and hits[0].matched_by == NAMED
    assumed = bool(hits) and (
        hits[0].entry_code in unasked or (not named and picks_variant(query.text, [hit.name for hit in hits]))
    )
    again = only_a_paper(query.text, query.operations) and any(
        hit.entry_code in unasked and hit.score >= EITHER * first for hit in hits[1:ASKED]
    )
    if first >= SURE and second < CLOSE * first and not (assumed or again):
        return "found"
    return "ambiguous" if sum(hit.score for hit in hits[:ASKED]) >= POSSIBLE else "not_found"


def _matched_by(values: Mapping[str, float]) -> str:
    if values["contains_name"]:
        return NAMED
    if values["question_ratio"] >= 0.7:
        return "说法"
    return "词典" if values["meant_covered"] > values["said_covered"] else "字词"
