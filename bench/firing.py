"""词典的哪些行动了：与 knowledge.search.lexicon.expand 同样的规矩，只是返回行，不返回用语；测试守着两边相同。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from knowledge.search.lexicon import Row

_GAP: Final = "…"
_BETWEEN: Final = r"[^。!?;；]{0,12}"


class Book:
    """排好的词典：单个说法 → 行，复合说法 → 样式。"""

    def __init__(self, known: Sequence[Row]) -> None:
        self.single: dict[str, list[Row]] = defaultdict(list)
        self.compound: list[tuple[tuple[str, ...], re.Pattern[str], Row]] = []
        for row in known:
            if _GAP in row.said:
                pattern = re.compile(re.escape(row.said).replace(_GAP, _BETWEEN))
                self.compound.append((tuple(row.said.split(_GAP)), pattern, row))
            else:
                self.single[row.said].append(row)
        self.longest = max(map(len, self.single), default=0)


def fired(text: str, book: Book) -> list[Row]:
    """text 里动了的行，一行一次；text 须已归一。单个说法里长的优先，占住的字不再匹配。"""
    found: dict[Row, None] = {}
    for parts, pattern, row in book.compound:
        if all(part in text for part in parts) and pattern.search(text):
            found[row] = None
    start = 0
    while start < len(text):
        longest = min(book.longest, len(text) - start)
        size = next((n for n in range(longest, 1, -1) if text[start : start + n] in book.single), 0)
        found.update(dict.fromkeys(book.single[text[start : start + size]] if size else ()))
        start += size or 1
    return list(found)
