"""一句话拆成几样诉求。宁可不拆：一样诉求带着背景、材料的，拆了就答非所问。

看每个分句：有没有能单独要办的东西；是不是在请求（怎么、想办、丢了）；是不是只在说材料或背景。
拆出的只是候选，是不是各有各的事项，由检索来定（actions/compounding.py）。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from knowledge.compound.vocabulary import RECENT, Thing, Vocabulary, vocabulary

LONGEST: Final = 80
"""再长的是来信，背景多，不拆。"""
SHORTEST: Final = 8
_TOLD: Final = 40
"""过了这么长，没有问、也没有用“另外”接着的分句，多半在讲背景。"""
_CLAUSE: Final = re.compile(r"[^,。;?!\s]+[,。;?!\s]*")
_FEWEST: Final = 2
_ALL: Final = re.compile(r"(?:都|全|一起|分别|各)+")

Kind = Literal["asked", "wished", "problem", "yesno", "bare"]
_ASKING: Final = ("asked", "yesno")


@dataclass(frozen=True, slots=True)
class Part:
    """一样诉求。text：说它的话；core：只有东西和后面的话；context：前面的背景；thing：说的是哪样东西；

    kind：怎么说的：asked 问（怎么办）、wished 想（想办）、problem 出了事（丢了）、yesno 是非问（能办吗）、
    bare 只说了办什么；
    act：一样东西分两种办法说的，是哪一种；joined：与旁边的用“和”“也”“另外”连着，或者前面刚问完一句；apart：前面有“另外”“顺便”。
    """

    text: str
    core: str
    thing: str
    kind: Kind
    context: str = ""
    joined: bool = False
    apart: bool = False
    act: str = ""


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    things: tuple[Thing, ...]
    apart: bool
    after_question: bool


@lru_cache(maxsize=RECENT)
def split(text: str) -> tuple[Part, ...]:
    """拆成的几样，按说的先后；拆不出两样的，空。text 须已归一。"""
    if not SHORTEST <= len(text) <= LONGEST:
        return ()
    words = vocabulary()
    names = {one.name for one in words.things(text)}
    if not names or (len(names) < _FEWEST and not words.twofold.search(text)) or words.never.search(text):
        return ()
    parts = _with_frames(words, _clauses(words, text))
    if len(text) > _TOLD:
        parts = [one for one in parts if one.kind == "asked" or one.apart]
    parts = _distinct(words, _kept(parts))
    return tuple(parts) if len(parts) >= _FEWEST else ()


def _clauses(words: Vocabulary, text: str) -> Iterator[_Clause]:
    """分句：标点和“另外”“顺便”处断开。"""
    after_question = False
    for match in _CLAUSE.finditer(text):
        start, apart, whole = 0, False, match[0]
        for begin, end in [*(one.span() for one in words.joiner.finditer(whole)), (len(whole), len(whole))]:
            if said := whole[start:begin].rstrip(",。;?!、 "):
                yield _Clause(said, tuple(words.things(said)), apart, after_question)
            start, apart = end, True
        after_question = "?" in whole


def _with_frames(words: Vocabulary, clauses: Iterable[_Clause]) -> list[Part]:
    """各分句里的诉求；只有问法、没有东西的分句，是前面各样共同的问；头一样诉求前面的，是背景。"""
    parts: list[Part] = []
    context = ""
    for clause in clauses:
        made = list(_parts(words, clause)) if clause.things else []
        parts += [replace(one, context=context) for one in made]
        if not clause.things and words.asks.search(clause.text):
            parts = [one if one.kind in _ASKING else _asking(one, clause.text) for one in parts]
        elif not parts:
            context += clause.text
    return parts


def _asking(part: Part, frame: str) -> Part:
    return replace(part, text=part.text + frame, core=part.core + frame)


def _parts(words: Vocabulary, clause: _Clause) -> Iterator[Part]:
    """一个分句里的诉求：并列的几样各一条，不并列的只看第一样。"""
    group = _group(words, clause)
    before, after = clause.text[: group[0].start], clause.text[group[-1].end :]
    kind = _kind(words, clause, before, after)
    if kind is None:
        return
    if len(group) == 1 and kind == "asked" and (both := words.twofold.match(after)):
        yield from _twofold(clause, group[0], before, after, both)
        return
    asked = clause.after_question and kind in _ASKING
    joined = clause.apart or asked or len(group) > 1 or bool(words.also.search(clause.text))
    for place, one in enumerate(group):
        own = clause.text[group[place - 1].end : one.start] if place else ""
        head = "".join(one[0] for one in words.verb.finditer(own)) or before
        core = clause.text[one.start : one.end] + _ALL.sub("", after)
        yield Part(head + core, core, one.name, kind, joined=joined, apart=clause.apart)


def _twofold(clause: _Clause, thing: Thing, before: str, after: str, both: re.Match[str]) -> Iterator[Part]:
    """一样东西的两种办法，各一条。"""
    rest = after[both.end() :] or "怎么办"
    for act in (both["one"], both["other"]):
        core = f"{clause.text[thing.start : thing.end]}{both['how'] or ''}{act}{'' if both['how'] else rest}"
        yield Part(before + core, core, thing.name, "asked", joined=True, apart=clause.apart, act=act)


def _group(words: Vocabulary, clause: _Clause) -> list[Thing]:
    """从第一样起、用“和”“、”连着的几样。"""
    group = [clause.things[0]]
    for one in clause.things[1:]:
        if one.name == group[-1].name or not words.between.fullmatch(clause.text[group[-1].end : one.start]):
            break
        group.append(one)
    return group


def _kind(words: Vocabulary, clause: _Clause, before: str, after: str) -> Kind | None:
    """这个分句是怎样的请求；说的是材料、背景的，None。"""
    text = clause.text
    if words.material_before.search(before) or words.material_after.match(after):
        return None
    if words.asks.search(text) or words.directly.match(after):
        return "asked"
    trouble = words.problem.search(text)
    if trouble and words.condition.search(text, trouble.end()):
        return None
    verb = words.verb.search(text)
    if words.yesno.search(text):
        return "yesno" if verb else None
    if trouble:
        return "problem"
    if words.wish.search(text):
        return "wished"
    return "bare" if verb and clause.apart else None


def _kept(parts: list[Part]) -> list[Part]:
    """只是背景的去掉：别处问了的，光说“丢了”“想办”的多半是背景，除非与旁边的用“另外”“也”连着；光问能不能的也是。"""
    asked = [one for one in parts if one.kind in _ASKING]
    tied = [one.joined or any(after.joined for after in parts[place : place + 1]) for place, one in enumerate(parts, 1)]
    return [one for one, held in zip(parts, tied, strict=True) if held or one.kind == "asked" or asked in ([], [one])]


def _distinct(words: Vocabulary, parts: list[Part]) -> list[Part]:
    """同一样东西说了两遍的，只算一样；没有连着说的，说的是一回事的也只算一样。"""
    found: list[Part] = []
    for one in parts:
        if not any(_is_same(words, one, other) for other in found):
            found.append(one)
    return found


def _is_same(words: Vocabulary, one: Part, other: Part) -> bool:
    if one.thing == other.thing:
        return one.act == other.act
    return not one.joined and any({one.thing, other.thing} <= kin for kin in words.kin)
