"""一样东西、几种情况：“离职两个月、怀孕，社保怎么办”。各种情况引出各自的事，数据在 circumstances.yaml。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Final

import yaml
from pydantic import Field, ValidationError

from knowledge.compound.vocabulary import RECENT, BadCompound, pattern
from knowledge.parts import EntryCode, Strict, Text

FILE: Final = Path(__file__).with_name("circumstances.yaml")
LONGEST: Final = 80
"""再长的是来信，背景多，不拆。"""
_FEWEST: Final = 2


class Raised(Strict):
    """一种情况引出的一件事：基本编码、名称、事项里说明缘由的原话；unless：话里有这些就不引出。"""

    entry: EntryCode
    name: Text
    because: Text
    unless: Text | None = None


class Circumstance(Strict):
    """一种情况：怎么说的，问到哪样东西时引出哪些事；不引出事的只是说明。"""

    name: Text
    said: Text
    raises: dict[str, list[Raised]] = Field(default_factory=dict)


class _Data(Strict):
    objects: dict[str, Text]
    asks: Text
    circumstances: list[Circumstance]


@dataclass(frozen=True, slots=True)
class Told:
    """听到的：问的是哪样东西，有哪几种情况（连同只是说明的），引出哪些事，要紧的在前。"""

    thing: str
    names: tuple[str, ...]
    raised: tuple[Raised, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    objects: dict[str, re.Pattern[str]]
    each: dict[str, re.Pattern[str]]


@lru_cache(maxsize=RECENT)
def told(text: str) -> Told | None:
    """一样东西、两种以上引出事的情况；不是的，None。text 须已归一。"""
    if len(text) > LONGEST:
        return None
    said = text.rstrip("?。!,;~ ")
    thing = _asked_of(said)
    if thing is None:
        return None
    heard = _heard(said)
    rows = [[row for row in one.raises.get(thing, ()) if not _is_off(row, said)] for one in heard]
    if sum(map(bool, rows)) < _FEWEST:
        return None
    raised = {row.entry: row for turn in zip_longest(*rows) for row in turn if row is not None}
    return Told(thing, tuple(one.name for one in heard), tuple(raised.values()))


def raised_by(thing: str, text: str) -> tuple[Raised, ...]:
    """背景 text 里的情况，问到 thing 时引出的事；没有的，空。text 须已归一。"""
    return tuple(row for one in _heard(text) for row in one.raises.get(thing, ()) if not _is_off(row, text))


def _heard(text: str) -> list[Circumstance]:
    """话里的几种情况，按说的先后。"""
    each = _patterns().each
    places = [(found.start(), one) for one in data().circumstances if (found := each[one.name].search(text))]
    return [one for _, one in sorted(places, key=lambda pair: pair[0])]


def _asked_of(said: str) -> str | None:
    """句末笼统地问怎么办的那样东西。"""
    for name, asked in _patterns().objects.items():
        if asked.search(said):
            return name
    return None


def _is_off(row: Raised, said: str) -> bool:
    return row.unless is not None and re.search(row.unless, said) is not None


@cache
def data() -> _Data:
    """circumstances.yaml 的内容；第一次调用时读。

    Raises:
        BadCompound: 数据写错了。
    """
    try:
        read = _Data.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        raise BadCompound(f"circumstances.yaml {'.'.join(map(str, first['loc']))}：{first['msg']}。") from None
    if unknown := {name for one in read.circumstances for name in one.raises} - set(read.objects):
        raise BadCompound(f"circumstances.yaml 的 raises 里有 objects 没有的：{'、'.join(sorted(unknown))}。")
    return read


@cache
def _patterns() -> _Patterns:
    rows = data()
    objects = {
        name: pattern(f"objects.{name}", rf"(?:{said}).{{0,3}}?{rows.asks}") for name, said in rows.objects.items()
    }
    return _Patterns(objects, {one.name: pattern(one.name, one.said) for one in rows.circumstances})
