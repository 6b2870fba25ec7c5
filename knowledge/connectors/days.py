"""话里的日子：“周三上午”“下周一”“后天”“11月25日” → 哪一天、上午还是下午。没说的、说不通的，None。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_DAYS: Final = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_WORDS: Final = {"大后天": 3, "后天": 2, "明天": 1, "明日": 1, "今天": 0, "今日": 0}
_WEEK: Final = re.compile(r"(下个?|这个?|本)?(?:周|星期|礼拜)([一二三四五六日天1-6])")
_DATE: Final = re.compile(
    r"(?:(20\d\d)[-/.年])?(?<!\d)(1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])(?!\d)[日号]?"
    r"|(?<![\d月])(3[01]|[12]\d|[1-9])[日号](?![线楼院])"
)
_WORD: Final = re.compile("|".join(_WORDS))
_HALF: Final = re.compile(r"(上午|早上|早晨|中午前)|(下午|午后|傍晚)")
_TIME: Final = re.compile(r"(?<!\d)(\d{1,2})(?:[:：]([0-5]\d)|点半?(?:钟|整)?)")

AFTERNOON: Final = "12:00"


@dataclass(frozen=True, slots=True)
class When:
    """哪一天（ISO 日期）、上午还是下午（morning、afternoon）；spans 是话里说它的那几段。"""

    day: str | None = None
    half: str | None = None
    spans: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return self.day is not None or self.half is not None


def said_when(text: str, today: date) -> When:
    """text 须已归一。只说“周三”的，是今天以后最近的周三；月日已过的，是明年的。"""
    found = [match for pattern in (_WORD, _WEEK, _DATE, _HALF, _TIME) for match in pattern.finditer(text)]
    day, half = _day(text, today), _HALF.search(text)
    part = None if half is None else "morning" if half[1] else "afternoon"
    return When(day.isoformat() if day else None, part, tuple(match.span() for match in found))


def weekday(day: str) -> str:
    """2026-11-25 → 11月25日 周三；不是日子的，原样。"""
    try:
        read = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{read.month}月{read.day}日 周{'一二三四五六日'[read.weekday()]}"


def _day(text: str, today: date) -> date | None:
    if word := _WORD.search(text):
        return today + timedelta(days=_WORDS[word[0]])
    if week := _WEEK.search(text):
        return _of_week(week, today)
    return _of_date(_DATE.search(text), today)


def _of_week(week: re.Match[str], today: date) -> date:
    wanted = _DAYS[week[2]] if week[2] in _DAYS else int(week[2]) - 1
    monday = today - timedelta(days=today.weekday())
    if week[1] and week[1].startswith("下"):
        return monday + timedelta(days=7 + wanted)
    if week[1]:
        return monday + timedelta(days=wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _of_date(found: re.Match[str] | None, today: date) -> date | None:
    """没有年的取今年，过了的取明年；只有日的取这个月，过了的取下个月。日历上没有的，None。"""
    if found is None:
        return None
    year, month, day, only = found.groups()
    try:
        if only:
            first = today.replace(day=1) if int(only) >= today.day else _next_month(today)
            return first.replace(day=int(only))
        told = date(int(year) if year else today.year, int(month), int(day))
        return told if year or told >= today else told.replace(year=today.year + 1)
    except ValueError:
        return None


def _next_month(today: date) -> date:
    return (today.replace(day=28) + timedelta(days=7)).replace(day=1)
