"""打开的一代索引：检索器、逆文档频率，和读过的候选。"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

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
    """一代索引；name 是目录里记的世代。

    known：读过的候选，跨代接着用：(基本编码 → 索引里存的内容的摘要, 不随世代变的候选)；
    read：这一代里读过的，按在索引里的位置。
    """

    name: str
    index: tantivy.Index
    searcher: tantivy.Searcher
    rarity: Rarity
    likeness: Likeness
    recogniser: Recogniser
    known: OrderedDict[str, tuple[bytes, Candidate]] = field(default_factory=OrderedDict)
    read: OrderedDict[tuple[int, int], Candidate] = field(default_factory=OrderedDict)
    placed: dict[tuple[str, str | None, date], Located | None] = field(default_factory=dict)

    def candidate(self, address: tantivy.DocAddress) -> Candidate:
        """读出候选；归一和切词的结果留着，常问的不必再算，连文档也不必再取。"""
        place = (address.segment_ord, address.doc)
        held = self.read.get(place)
        if held is None:
            bare = self._known(self.searcher.doc(address))
            held = self.read[place] = replace(bare, name_totals=self._totals(bare))
            _trim(self.read)
        return held

    def _known(self, document: tantivy.Document) -> Candidate:
        """不随世代变的部分：存的内容与上一代一样，就是上一代算好的那一个。"""
        entry_code, stored = str(document.get_first("entry")), bytes(document.get_first("stored") or b"{}")
        digest = blake2b(stored, digest_size=16).digest()
        held = self.known.get(entry_code)
        if held is not None and held[0] == digest:
            return held[1]
        bare = read_candidate(entry_code, stored)
        made = replace(bare, commonness=self.recogniser.commonness(bare.names[:2]))
        self.known[entry_code] = digest, made
        _trim(self.known)
        return made

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


def _trim(kept: OrderedDict[Any, Any]) -> None:
    if len(kept) > _CACHED:
        kept.popitem(last=False)


def open_generation(name: str, directory: Path, recogniser: Recogniser, before: Generation | None = None) -> Generation:
    """打开 directory 里的一代索引；before 是此前开着的一代，读过的候选没有变的接着用。"""
    index = open_index(directory)
    searcher = index.searcher()
    rarity = Rarity(searcher, index.schema)
    known = before.known if before is not None and before.recogniser is recogniser else OrderedDict()
    return Generation(name, index, searcher, rarity, Likeness(rarity), recogniser, known)
