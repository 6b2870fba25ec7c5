"""办理条件一行一条，逐条对照；只有这一行自己写明了岁数、来客也说了岁数的，才比一比。合不合，由受理部门定。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from knowledge.cases.ages import OLDEST, Span, label_age
from knowledge.text import normalise
from knowledge.words import say

_RULE: Final = re.compile(
    r"(?:申请人|本人|公民|中国公民)?(?:须|应当?|要)?(?:(?:(?:年|已)?满|未满|不满)\d{1,3}周?岁|\d{1,3}周?岁以[上下])(?:的(?:中国)?公民)?[。;；.]?"
)
"""整行就是一条岁数规定的，才比；带别的话的不比。"""


def checklist(lines: Sequence[str], age: Span | None) -> list[dict[str, Any]]:
    """各条条件，和（比得了的）按来客说的岁数合不合：{"text", "fits": 真、假或 None}。"""
    return [{"text": line, "fits": _fits(line, age)} for line in lines]


def checklist_lines(checks: Sequence[dict[str, Any]]) -> list[str]:
    """写成文字；末尾说明以受理部门审核为准。"""
    lines = [say("checklist.line", text=one["text"], told=_told(one["fits"])) for one in checks]
    return [*lines, say("checklist.decides")]


def _told(fits: bool | None) -> str:
    return "" if fits is None else say("checklist.fits" if fits else "checklist.misfits")


def _fits(line: str, age: Span | None) -> bool | None:
    text = normalise(line)
    rule = label_age(text) if _RULE.fullmatch(text) else None
    if rule is None or age is None or age[1] >= OLDEST:
        return None
    if rule[0] <= age[0] and age[1] <= rule[1]:
        return True
    return False if age[1] < rule[0] or age[0] > rule[1] else None
