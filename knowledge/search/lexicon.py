"""词典：人们的说法 → 官方用语，用来扩展提问。数据在 knowledge/lexicon/，人工编写，每行有理由。"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[1] / "lexicon"
KINDS: Final = ("op", "object", "event", "retired", "abbr", "typo")
"""类别：办理动作、事物、生活事件、旧称、简称、错写。"""

_RECENT: Final = 16
"""一次提问里认诉求和检索各要扩展一遍，刚扩展过的不再查。"""
_GAP: Final = "…"
_BETWEEN: Final = r"[^。!?;；]{0,12}"


@dataclass(frozen=True, slots=True)
class Row:
    """词典的一行；official 是一个或几个官方用语，file 是所在的文件名。"""

    said: str
    official: tuple[str, ...]
    kind: str
    reason: str
    file: str = ""


@cache
def rows() -> tuple[Row, ...]:
    """全部各行，按文件名和文件里的次序。同一说法可以在几个文件里，各说各的用语。"""
    return tuple(row for path in sorted(FOLDER.glob("*.tsv")) for row in read_rows(path))


def read_rows(path: Path) -> list[Row]:
    """读一个文件。列：说法、官方用语（空格分隔）、类别、理由。"""
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Row(said, tuple(official.split()), kind, reason, path.stem) for said, official, kind, reason in cells]


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """单个说法 → 官方用语，几个文件里的合在一起。"""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows():
        if _GAP not in row.said:
            found[row.said].update(dict.fromkeys(row.official))
    return {said: tuple(official) for said, official in found.items()}


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """头两个字 → 这样开头的说法有哪几种长度，长的在前。"""
    found: dict[str, set[int]] = defaultdict(set)
    for said in _index():
        found[said[:2]].add(len(said))
    return {start: tuple(sorted(sizes, reverse=True)) for start, sizes in found.items()}


Compound = tuple[int, tuple[str, ...], re.Pattern[str], tuple[str, ...]]


@cache
def _compounds() -> dict[str, list[Compound]]:
    """复合说法，按头两个字（头一段只有一个字的就是那个字）分开：(次序, 各段, 整个的样式, 官方用语)。

    各段都在，才值得用样式去找；头两个字就不在的，看都不必看。
    """
    found: dict[str, list[Compound]] = defaultdict(list)
    for place, row in enumerate(row for row in rows() if _GAP in row.said):
        pattern = re.compile(re.escape(row.said).replace(_GAP, _BETWEEN))
        segments = tuple(row.said.split(_GAP))
        found[segments[0][:2]].append((place, segments, pattern, row.official))
    return found


def _compounds_in(text: str) -> list[Compound]:
    """文本里有的复合说法，按词典的次序。"""
    known = _compounds()
    starts = {*text, *(text[place : place + 2] for place in range(len(text) - 1))}
    likely = [one for start in starts & known.keys() for one in known[start]]
    return sorted(
        (one for one in likely if all(part in text for part in one[1]) and one[2].search(text)), key=itemgetter(0)
    )


def expand(text: str) -> list[str]:
    """文本里的说法对应的官方用语，去重。text 须已归一。

    先是复合说法，再是单个说法按出现次序；单个说法里长的优先，占住的字不再匹配。
    """
    return list(_expanded(text))


@lru_cache(maxsize=_RECENT)
def _expanded(text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for _, _, _, official in _compounds_in(text):
        found.update(dict.fromkeys(official))
    index, sizes = _index(), _sizes()
    start = 0
    while start < len(text):
        known = (n for n in sizes.get(text[start : start + 2], ()) if text[start : start + n] in index)
        size = next(known, 0)
        if size:
            found.update(dict.fromkeys(index[text[start : start + size]]))
        start += size or 1
    return tuple(found)
