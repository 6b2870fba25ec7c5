"""认件事：一句话是不是在说生活里的一件事，而没有问其中具体的哪一样。

两步，都看得见缘由：说法对上（数据里的 said）；去掉说法，剩下的话里没有具体的事物、动作和方面（户口、报销、多少钱……）。
有具体的，就让检索去找那一个事项：“孩子出生证明丢了怎么补”问的是补证，不是要看新生儿出生的全部手续。
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from knowledge.bundles.reading import Bundle, bundles, patterns
from knowledge.text import normalise

LONGEST: Final = 80
"""再长的是来信，里面总有具体的事，交给检索。"""
_SPECIFIC_FILE: Final = Path(__file__).with_name("specific.txt")


@dataclass(frozen=True, slots=True)
class Told:
    """认出的一件事和说它的那几个字。"""

    bundle: Bundle
    words: str


def told(said: str) -> Told | None:
    """说的是哪件事；没在说，或者问的是具体的一样，返回 None。said 可以未归一。

    几件都像的，取说法占字最多的；一样多的，取数据里在前的。
    """
    text = normalise(said)
    if not text or len(text) > LONGEST:
        return None
    found = [(bundle, matches) for bundle in bundles() if (matches := _matches(bundle, text))]
    kept = [
        (bundle, [match.span() for match in matches])
        for bundle, matches in found
        if not _specific(bundle, text, [_tightest(match) for match in matches])
    ]
    if not kept:
        return None
    bundle, spans = max(kept, key=lambda one: len(_covered(one[1])))
    return Told(bundle, "、".join(text[start:end] for start, end in spans))


def _matches(bundle: Bundle, text: str) -> list[re.Match[str]]:
    return [match for pattern in patterns(bundle.id) for match in pattern.finditer(text) if match[0]]


def _tightest(match: re.Match[str]) -> tuple[int, int]:
    """对上的这一段里，从最后一个说得通的地方起：“孩子补身份证，孩子六岁”里说法只是后一个“孩子六岁”，前面的话不算说法。"""
    start, end = match.span()
    while (later := match.re.search(match.string, start + 1, end)) is not None and later[0]:
        start = later.start()
    return start, end


def _covered(spans: list[tuple[int, int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _specific(bundle: Bundle, text: str, spans: list[tuple[int, int]]) -> bool:
    """去掉说法和件事自己的词，剩下的话里有没有具体的事物、动作、方面。"""
    covered = _covered(spans)
    rest = "".join(" " if place in covered else char for place, char in enumerate(text))
    anywhere, outside = _specific_words()
    return bool(anywhere.search(_without(bundle, text)) or outside.search(_without(bundle, rest)))


def _without(bundle: Bundle, text: str) -> str:
    for word in sorted(bundle.own, key=len, reverse=True):
        text = text.replace(word, " ")
    return text


@cache
def _specific_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """specific.txt 里的词，写成两条正则：以“!”打头的几行，话里哪儿有都算；其余的，说法以外才算。"""
    lines = [line for line in _SPECIFIC_FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    anywhere = [word for line in lines if line[0] == "!" for word in line[1:].split()]
    outside = [word for line in lines if line[0] != "!" for word in line.split()]
    return _either(anywhere), _either(outside)


def _either(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(words))
