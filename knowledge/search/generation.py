"""打开的一代索引：检索器、逆文档频率，和读过的候选。"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

import tantivy
from sqlalchemy import Engine

from knowledge import clock
from knowledge.search.candidate import Candidate, read_candidate
from knowledge.search.index import open_index
from knowledge.search.locate import Located, locate
from knowledge.search.rarity import Rarity
from knowledge.search.recognise import Recogniser
from knowledge.search.wanted import Likeness

_CACHED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Generation:
    """一代索引；name 是目录里记的世代。"""

    name: str
    index: tantivy.Index
    searcher: tantivy.Searcher
    rarity: Rarity
    likeness: Likeness
    recogniser: Recogniser
    read: OrderedDict[str, Candidate] = field(default_factory=OrderedDict)
    placed: dict[tuple[str, str | None, date], Located | None] = field(default_factory=dict)

    def candidate(self, address: tantivy.DocAddress) -> Candidate:
        """读出候选；归一和切词的结果留着，常问的不必再算。"""
        document = self.searcher.doc(address)
        entry_code = str(document.get_first("entry"))
        held = self.read.get(entry_code)
        if held is None:
            bare = read_candidate(entry_code, bytes(document.get_first("stored") or b"{}"))
            common = self.recogniser.commonness(bare.names[:2])
            held = replace(bare, name_totals=self._totals(bare), commonness=common)
            self.read[entry_code] = held
            if len(self.read) > _CACHED:
                self.read.popitem(last=False)
        return held

    def located(self, engine: Engine, entries: Sequence[str], region: str | None) -> dict[str, Located]:
        """各基本目录在 region 里的事项，见 locate；一代目录里一天之内不变，查过的留着。"""
        day = clock.today()
        unknown = [entry for entry in entries if (entry, region, day) not in self.placed]
        if unknown:
            found = locate(engine, unknown, region, day)
            if len(self.placed) > _CACHED:
                self.placed.clear()
            self.placed.update({(entry, region, day): found.get(entry) for entry in unknown})
        kept = {entry: self.placed.get((entry, region, day)) for entry in entries}
        return {entry: place for entry, place in kept.items() if place is not None}

    def _totals(self, candidate: Candidate) -> tuple[float, ...]:
        rarity = self.rarity.of(candidate.units)
        return tuple(sum(rarity[unit] for unit in units) for units in candidate.name_units)


def open_generation(name: str, directory: Path, recogniser: Recogniser) -> Generation:
    """打开 directory 里的一代索引。"""
    index = open_index(directory)
    searcher = index.searcher()
    rarity = Rarity(searcher)
    return Generation(name, index, searcher, rarity, Likeness(rarity), recogniser)
