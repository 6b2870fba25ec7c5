"""提问：归一、切词、去掉地名、按词典扩展，读出动作和办事对象。"""

from __future__ import annotations

import re
from dataclasses import dataclass
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

_LEGAL: Final = re.compile(r"公司|企业|单位|厂|我们店|机构|员工|职工参保|开票|法人|股东|学校|医院|合作社")
_KEPT_PLACES: Final = frozenset(("香港", "澳门", "台湾"))


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
    meant = tuple(unit for unit in dict.fromkeys(cut(" ".join(official))) if unit not in said)[:LONGEST]
    every = plain + " ".join(official)
    return Query(plain, bare, said, meant, operations(plain), qualifiers(every), official, bool(_LEGAL.search(plain)))


def _without_places(text: str) -> str:
    """地名是在哪办，不是办什么；留在提问里只会把名称里带地名的事项抬上来。"""
    names, edges = surfaces(), word_edges(text)
    longest = 11
    kept, start = [], 0
    while start < len(text):
        sizes = range(min(longest, len(text) - start), 1, -1)
        size = next((n for n in sizes if _is_place(text[start : start + n], names) and {start, start + n} & edges), 0)
        kept.append(" " if size else text[start])
        start += size or 1
    return normalise("".join(kept))


def _is_place(word: str, names: dict[str, tuple[str, ...]]) -> bool:
    if word not in names or word in _KEPT_PLACES:
        return False
    return any(code.endswith("00") for code in names[word]) or word[-1] in "县区市旗"
