"""问的是哪几面：分类器的分数，和话里的问法（signs.yaml）合起来定。

问法有三种用处：有那种问法的，分类器不反对就算；问得明明白白的（outright），一定算；
看着像问这一面、其实问的是另一面的（instead），去掉，例如“能代办吗”问的是代办，不是条件。
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from nlu.signs import asked_outright, aspect_signs, instead_rows

SURE: Final = 0.3
SAID: Final = 0.15
"""两条线：分类器自己有把握；或者话里有那种问法，分类器也不反对。"""


@dataclass(frozen=True, slots=True)
class Instead:
    """说了 said（beside 不空的，还要同时问到那一面）而没有说 unless 的，不算问 aspect。

    doubtful：只在分类器给 aspect 的分数不到它时才去掉。
    """

    aspect: str
    said: re.Pattern[str]
    unless: re.Pattern[str]
    beside: str | None
    doubtful: float

    def strikes(self, text: str, found: Sequence[str], score: float) -> bool:
        """text 问的是不是另一面。"""
        near = self.beside is None or self.beside in found
        return near and score < self.doubtful and bool(self.said.search(text)) and not self.unless.search(text)


def asked_aspects(scores: Sequence[tuple[str, float]], text: str) -> list[str]:
    """问的方面，由高到低。scores：(方面, 0 到 1)，由高到低；text 须已归一。

    问了别的，又没有问“是什么意思”的，不算问概况。
    """
    said, outright = aspect_signs(text), asked_outright(text)
    found = [name for name, score in scores if name in outright or score >= (SAID if name in said else SURE)]
    known = dict(scores)
    struck = {rule.aspect for rule in _instead() if rule.strikes(text, found, known.get(rule.aspect, 0.0))}
    kept = [name for name in found if name not in struck] or found
    alone = len(kept) == 1 or "overview" in outright
    return [name for name in kept if alone or name != "overview"]


@cache
def _instead() -> tuple[Instead, ...]:
    never = re.compile(r"(?!)")
    return tuple(
        Instead(
            row["aspect"],
            re.compile(row.get("said", "")),
            re.compile(row["unless"]) if "unless" in row else never,
            row.get("beside"),
            float(row.get("doubtful", 2.0)),
        )
        for row in instead_rows()
    )
