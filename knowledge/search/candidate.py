"""候选：一篇被召回的基本目录，和为它算好的、不随提问变的东西。"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from knowledge.search.characters import characters, weight
from knowledge.search.letters import letters
from knowledge.search.operations import operations
from knowledge.search.qualifiers import qualifiers
from knowledge.text import cut, normalise

SHORTEST: Final = 3
"""名称至少这么长，原样出现在话里才算说了它。"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """names、aliases、questions 都已归一；units 是名称和别名的单元；name_characters：各名称的 (字, 字的稀有程度之和)；
    name_totals：各名称的单元的稀有程度之和；
    commonness：问这件事的人多不多，0 到 1；characters：各名称的字；named：不太短的名称和别名。"""

    entry_code: str
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    questions: tuple[str, ...]
    sides: frozenset[str]
    categories: frozenset[str]
    operations: frozenset[str]
    qualifiers: frozenset[str]
    name_units: tuple[frozenset[str], ...]
    units: frozenset[str]
    name_characters: tuple[tuple[frozenset[str], float], ...] = ()
    name_totals: tuple[float, ...] = ()
    commonness: float = 0.0
    name_letters: tuple[frozenset[str], ...] = ()
    characters: frozenset[str] = frozenset()
    named: tuple[str, ...] = ()


def read_candidate(entry_code: str, stored: bytes) -> Candidate:
    """由索引里存的内容做成候选。"""
    kept = json.loads(stored)
    names = tuple(normalise(name) for name in kept["names"])
    aliases = tuple(normalise(alias) for alias in kept["aliases"])
    called = (*names, *aliases)
    chars = tuple(map(characters, called))
    name_units = tuple(map(frozenset, kept["units"])) if "units" in kept else _cut(called)
    return Candidate(
        entry_code=entry_code,
        names=names,
        aliases=aliases,
        questions=tuple(normalise(question) for question in kept["questions"]),
        sides=frozenset(kept["sides"]),
        categories=frozenset(kept["categories"]),
        operations=frozenset().union(*(operations(name) for name in names)),
        qualifiers=frozenset().union(*(qualifiers(name) for name in names)),
        name_units=name_units,
        units=frozenset().union(*name_units),
        name_letters=tuple(frozenset(letters(text)) for text in names),
        name_characters=tuple((one, weight(one)) for one in chars),
        characters=frozenset().union(*chars),
        named=tuple(name for name in called if len(name) >= SHORTEST),
    )


def _cut(texts: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """早先写的索引里没有存单元，现切。"""
    return tuple(frozenset(cut(text)) for text in texts)
