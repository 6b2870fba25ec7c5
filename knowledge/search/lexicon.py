"""词典：人们的说法 → 官方用语，用来扩展提问。数据在 knowledge/lexicon.tsv，人工编写，每行有理由。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "lexicon.tsv"
_GAP = "…"
_BETWEEN = r"[^。!?;；]{0,12}"


@dataclass(frozen=True, slots=True)
class Row:
    """词典的一行；official 是一个或几个官方用语。"""

    said: str
    official: tuple[str, ...]
    kind: str
    reason: str


@cache
def rows() -> tuple[Row, ...]:
    """全部各行，按文件次序。"""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(Row(said, tuple(official.split()), kind, reason) for said, official, kind, reason in cells)


@cache
def _index() -> dict[str, Row]:
    return {row.said: row for row in rows() if _GAP not in row.said}


@cache
def _compounds() -> tuple[tuple[re.Pattern[str], Row], ...]:
    spaced = [row for row in rows() if _GAP in row.said]
    return tuple((re.compile(re.escape(row.said).replace(_GAP, _BETWEEN)), row) for row in spaced)


def expand(text: str) -> list[str]:
    """文本里的说法对应的官方用语，去重。text 须已归一。

    先是复合说法，再是单个说法按出现次序；单个说法里长的优先，占住的字不再匹配。
    """
    found: dict[str, None] = {}
    for pattern, row in _compounds():
        if pattern.search(text):
            found.update(dict.fromkeys(row.official))
    index = _index()
    longest = max(map(len, index))
    start = 0
    while start < len(text):
        size = next((n for n in range(min(longest, len(text) - start), 1, -1) if text[start : start + n] in index), 0)
        if size:
            found.update(dict.fromkeys(index[text[start : start + size]].official))
        start += size or 1
    return list(found)
