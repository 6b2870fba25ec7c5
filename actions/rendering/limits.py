"""多久办好：目录写的办结时限，和办理条件里写到日子的几句。"""

from __future__ import annotations

import re
from typing import Final

from knowledge.model import Item, Limit
from knowledge.words import say

_DEADLINE: Final = re.compile(
    r"(?:[0-9一二三四五六七八九十]+(?:个工作)?[日天]|个?月|年)(?:以)?[内前][^。；]{0,8}(?:申请|申报|办理|登记|申领|提出)"
)
_DAYS: Final = re.compile(
    r"\d+(?:个?工作)?[日天]|\d+个月|个月(?:以)?内|\d+月\d+日[至到]|(?:不超过|最长|期)[^，。；]{0,6}\d+年|\d+年内"
)
_MOST_DAYS: Final = 3


def time_limit(item: Item) -> list[str]:
    """办理时限，和条件里写明的申请期限；没有写时限的，引条件里写到日子的那几句。"""
    known = limits(item)
    pattern = _DEADLINE if known else _DAYS
    return known + [line for line in first_lines(item.conditions, 30) if pattern.search(line)][:_MOST_DAYS]


def limits(item: Item, quiet: bool = False) -> list[str]:
    """法定的和承诺的办结时限；quiet：没有写明的不说。"""
    if item.immediate:
        return [say("part.immediate")]
    pairs = (("statutory", item.statutory_limit), ("promised", item.promised_limit))
    if not any(limit for _, limit in pairs):
        return []
    lines = [_limit(kind, limit) for kind, limit in pairs]
    return [line for line, (_, limit) in zip(lines, pairs, strict=True) if limit] if quiet else lines


def _limit(kind: str, limit: Limit | None) -> str:
    if limit is None:
        return say(f"part.{kind}_absent")
    note = say("part.note", note=limit.note) if limit.note else ""
    return say(f"part.{kind}", value=f"{limit.value:.15g}", unit=limit.unit, note=note)


def first_lines(text: str | None, most: int) -> list[str]:
    """不空的头几行。"""
    return [line.strip() for line in (text or "").splitlines() if line.strip()][:most]
