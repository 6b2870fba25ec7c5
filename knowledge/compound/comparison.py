"""一句话是不是在比较两样：“补领和换领有什么不同”“和护照有什么区别”“居住登记跟居住证一样吗”。说法在 comparing.yaml。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from knowledge.compound.vocabulary import RECENT, BadCompound, pattern

FILE: Final = Path(__file__).with_name("comparing.yaml")
LONGEST: Final = 60
_SIDE: Final = 16
"""一样的名字再长，就是在讲别的了。"""
_LEAST: Final = 2
_STOPS: Final = re.compile(r"[,。;?!\s]+")
_PATTERNS: Final = ("asks", "better", "with", "either", "not", "lead", "tail")


@dataclass(frozen=True, slots=True)
class Sides:
    """要比的两样；one 空的，是正谈着的那一件。better：问的是哪样好。"""

    one: str
    other: str
    better: bool


@lru_cache(maxsize=RECENT)
def sides(text: str) -> Sides | None:
    """在比的两样；不是在比，None。text 须已归一。"""
    if len(text) > LONGEST:
        return None
    words = _words()
    asks = words["asks"].search(text)
    either = words["either"].search(text)
    if (asks is None and either is None) or words["not"].search(text):
        return None
    better = bool(words["better"].search(text))
    pair = (either["a"], either["b"]) if either else _pair(text, asks)
    if pair is None:
        return None
    one, other = (_bare(_STOPS.split(side)[place]) for side, place in zip(pair, (-1, 0), strict=True))
    fits = len(other) >= _LEAST and one != other and max(len(one), len(other)) <= _SIDE
    return Sides(one, other, better or bool(either)) if fits else None


def named(side: str) -> str:
    """光说这个词时，比的是哪件事；没有写的，原样。"""
    names: dict[str, str] = _loaded()["names"]
    return names.get(side, side)


def _pair(text: str, asks: re.Match[str] | None) -> tuple[str, str] | None:
    """“比较一下”在前的，两样在后面；不然在前面。"""
    assert asks is not None
    before = text[: asks.start()]
    held = before if _words()["with"].search(before) else text[asks.end() :]
    held = _words()["tail"].sub("", held) if held is not before else held
    clause = next((one for one in reversed(_STOPS.split(held)) if _words()["with"].search(one)), None)
    if clause is None:
        return None
    clause = re.sub(rf"{_words()['tail'].pattern}$", "", clause)
    match = _words()["with"].search(clause)
    return None if match is None else (clause[: match.start()], clause[match.end() :])


def _bare(side: str) -> str:
    return re.sub(rf"^{_words()['lead'].pattern}", "", re.sub(rf"{_words()['tail'].pattern}$", "", side.strip()))


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: pattern(f"comparing.yaml 的 {name}", _loaded()[name]) for name in _PATTERNS}


@cache
def _loaded() -> dict[str, Any]:
    rows: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    if set(rows) != {*_PATTERNS, "names"}:
        raise BadCompound(f"comparing.yaml 应当有且只有 {'、'.join((*_PATTERNS, 'names'))}。")
    return rows
