"""特征：一句话 → 稀疏特征名。字的一至三元组、词，以及规则旗标。

四元组和相邻词对试过，没有好处，见 docs/evaluation.md。
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.text import Cutter, normalise

LONGEST = 400
"""特征只看前这么多字；网上来信的请求多在开头和标题。"""

_RUN = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")
_DIGITS = re.compile(r"\d+")


def features(text: str, cutter: Cutter, flags: Iterable[str] = ()) -> list[str]:
    """特征名，可以重复。text：原文；flags：规则旗标，前面加“!”。"""
    clean = normalise(text)[:LONGEST]
    return marks(clean, cutter.words(clean), flags)


def marks(clean: str, words: Iterable[str], flags: Iterable[str] = ()) -> list[str]:
    """归一了的 clean 和它切好的词的特征名，可以重复。"""
    found = [f"w:{_DIGITS.sub('0', word)}" for word in words]
    shown = _DIGITS.sub("0", clean)
    for run in _RUN.findall(shown):
        found += run
        found += [run[start : start + 2] for start in range(len(run) - 1)]
        found += [run[start : start + 3] for start in range(len(run) - 2)]
    found += [f"!{flag}" for flag in flags]
    found.append(f"!length:{min(len(shown) // 12, 8)}")
    return found
