"""特征：一句话 → 稀疏特征名。字的一至三元组、词，以及规则旗标。

四元组和相邻词对试过，没有好处，见 docs/evaluation.md。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.text import Cutter, normalise

LONGEST = 400
"""特征只看前这么多字；网上来信的请求多在开头和标题。"""

_RUN = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")
_DIGITS = re.compile(r"\d+")


def features(text: str, cutter: Cutter, flags: Iterable[str] = ()) -> Iterator[str]:
    """逐个给出特征名，可以重复。text：原文；flags：规则旗标，前面加“!”。"""
    clean = _DIGITS.sub("0", normalise(text)[:LONGEST])
    words = cutter.words(clean)
    yield from (f"w:{word}" for word in words)
    for run in _RUN.findall(clean):
        for size in (1, 2, 3):
            yield from (run[start : start + size] for start in range(len(run) - size + 1))
    yield from (f"!{flag}" for flag in flags)
    yield f"!length:{min(len(clean) // 12, 8)}"
