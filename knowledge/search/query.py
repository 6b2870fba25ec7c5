"""提问：归一、切词、去掉地名、按词典扩展，读出动作和办事对象。"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from knowledge.search.lexicon import expand
from knowledge.search.operations import operations
from knowledge.search.qualifiers import qualifiers
from knowledge.taxonomy.regions import surfaces
from knowledge.text import cut, normalise, word_edges
from knowledge.text.frames import without_frames
from knowledge.text.spelling import correct

LONGEST: Final = 120
"""检索只看这么多个不同的单元；再长的来信，后面多是背景。"""

_PHRASES: Final = 8_192
_LEGAL: Final = re.compile(r"公司|企业|单位|厂|我们店|机构|员工|职工参保|开票|法人|股东|学校|医院|合作社")
_KEPT_PLACES: Final = frozenset(("香港", "澳门", "台湾"))
_LONGEST_PLACE: Final = 11


@dataclass(frozen=True, slots=True)
class Query:
    """读好的提问。bare：去掉了问法的框子；said：说出的单元；meant：词典扩展出的单元；两者都去重，按出现次序。"""

    text: str
    bare: str
    said: tuple[str, ...]
    meant: tuple[str, ...]
    operations: frozenset[str]
    qualifiers: frozenset[str]
    official: tuple[str, ...]
    seems_legal: bool


def read_query(text: str) -> Query:
    """读一句提问；text 可以未归一。"""
    clean, _ = correct(normalise(text))
    plain = _without_places(clean)
    official = tuple(expand(plain))
    bare = without_frames(plain)
    said = tuple(dict.fromkeys(cut(bare)))[:LONGEST]
    units = dict.fromkeys(unit for phrase in official for unit in _units(phrase))
    meant = tuple(unit for unit in units if unit not in said)[:LONGEST]
    every = plain + " ".join(official)
    return Query(plain, bare, said, meant, operations(plain), qualifiers(every), official, bool(_LEGAL.search(plain)))


@lru_cache(maxsize=_PHRASES)
def _units(phrase: str) -> tuple[str, ...]:
    """一个官方用语的单元；词典里就那么多，切过的留着。"""
    return tuple(cut(phrase))


def _without_places(text: str) -> str:
    """地名是在哪办，不是办什么；留在提问里只会把名称里带地名的事项抬上来。"""
    places, edges = _places(), word_edges(text)
    kept, start = [], 0
    while start < len(text):
        likely = (word for word in places.get(text[start : start + 2], ()) if text.startswith(word, start))
        size = next((len(word) for word in likely if start in edges or start + len(word) in edges), 0)
        kept.append(" " if size else text[start])
        start += size or 1
    return normalise("".join(kept))


@cache
def _places() -> dict[str, list[str]]:
    """头两个字 → 这样开头的地名，长的在前。"""
    found: dict[str, list[str]] = defaultdict(list)
    for word, codes in surfaces().items():
        if 1 < len(word) <= _LONGEST_PLACE and word not in _KEPT_PLACES and _is_place(word, codes):
            found[word[:2]].append(word)
    return {start: sorted(words, key=len, reverse=True) for start, words in found.items()}


def _is_place(word: str, codes: tuple[str, ...]) -> bool:
    return any(code.endswith("00") for code in codes) or word[-1] in "县区市旗"
