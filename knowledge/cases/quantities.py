"""话里的数和时长，都写成“从多少到多少”，带单位；“多”“快”“不到”“左右”各是什么范围，也在这里。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1_000}
NUMBER: Final = r"(?:\d{1,9}(?:\.\d{1,2})?|[零〇一二两俩三四五六七八九十百千]{1,7})"
"""一个数的写法：阿拉伯数字或汉字；万另写。"""
A_BIT: Final = 0.01
"""“多”比整数多一点，“快”“不到”少一点。"""
_ENDLESS: Final = {"月": 720.0, "日": 20_000.0}
_ENDLESS_NUMBER: Final = 1e9
_LOOSE: Final = {"半": (0.5, 0.5), "几": (2.0, 9.0), "好几": (3.0, 9.0), "十几": (11.0, 19.0), "几十": (20.0, 99.0)}
_TWO: Final = re.compile(r"[一二两三四五六七八九]{2}")
_SCALES: Final = {"年": ("月", 12), "月": ("月", 1), "星期": ("日", 7), "礼拜": ("日", 7), "周": ("日", 7)}

BEFORE: Final = (
    r"(?P<before>(?:大概|大约|大致|差不多|约|快要?|将近|近|还?(?:不到|没到|未满|不满|没满|不足)|"
    r"超过|已经|刚好?|正好|一共|总共|累计|连续|才|满|足足|整|有|了|过|够|都)*)\s*"
)
AFTER: Final = r"(?P<after>左右|上下|以上|出头)?"
_DURATION: Final = re.compile(
    rf"{BEFORE}(?P<big>大|小)?(?:(?P<low>{NUMBER})(?:个?月|年|天)?[-~—到至])?"
    rf"(?P<first>{NUMBER}|好几|十几|几十|[半几])(?P<more>来|几|多)?(?P<piece>个)?(?P<half>半)?(?P<more_half>多(?![少久长大]))?"
    r"(?P<unit>周?年|月|星期|礼拜|周(?!岁|[一二三四五六日末])|天|日(?!常))"
    rf"(?P<half_after>半(?![年月天个]))?(?P<more_after>多(?![少久长大]))?(?:[零又]?(?P<months>{NUMBER}|半)个(?P<months_half>半)?多?月)?{AFTER}"
)
_UNDER: Final = re.compile(r"不到|没到|未满|不满|没满|不足")
_NEARLY: Final = re.compile(r"快|将近|近")
_ABOUT: Final = re.compile(r"大概|大约|大致|差不多|约")


@dataclass(frozen=True, slots=True)
class Quantity:
    """从 low 到 high（含两头）；unit 是 月、日、周岁、个、级、元、平方米、套、年月、年。时长都换成月或日。"""

    low: float
    high: float
    unit: str


def endless(unit: str) -> float:
    """没有上头的一段（“5年以上”），high 写这个数：JSON 里没有无穷大。"""
    return _ENDLESS.get(unit, _ENDLESS_NUMBER)


def number(text: str) -> float:
    """“十二”“一百零五”“14”“3.5”→ 数；text 须合 NUMBER。"""
    if text[0].isdigit():
        return float(text)
    if not any(char in _PLACES for char in text):
        return float("".join(str(_DIGITS[char]) for char in text))
    whole, current = 0, 0
    for char in text:
        if char in _PLACES:
            whole, current = whole + (current or 1) * _PLACES[char], 0
        else:
            current = _DIGITS[char]
    return float(whole + current)


def durations(text: str) -> Iterator[tuple[Quantity, tuple[int, int]]]:
    """话里的各段时间和它的字位；text 须已归一。“2023年”“3月份”“5日”是日子，不算。"""
    for match in _DURATION.finditer(text):
        if not _is_date(text, match):
            yield _read(match), match.span()


def _is_date(text: str, match: re.Match[str]) -> bool:
    first, unit, after = match["first"], match["unit"], text[match.end() : match.end() + 2]
    if unit == "年":
        return (first.isdigit() and (len(first) == 4 or int(first) > 60)) or bool(re.match(r"级|代", after))
    if unit == "月" and match["piece"] is None:
        return first not in _LOOSE and not re.match(r"[大龄]", after)
    return unit == "日" and bool(re.search(r"月$", text[: match.start("first")]))


def _read(match: re.Match[str]) -> Quantity:
    unit, scale = _SCALES.get(match["unit"].removeprefix("周") or "周", ("日", 1))
    low, high = _span(match["first"], match["more"])
    if match["low"]:
        low = number(match["low"])
    half = 0.5 if match["half"] or match["half_after"] else 0.0
    low, high = (low + half) * scale, (high + half) * scale
    if match["months"] and scale == 12:
        months = (0.5 if match["months"] == "半" else number(match["months"])) + (0.5 if match["months_half"] else 0)
        low, high = low + months, high + months
    if match["more"] == "多" or match["more_half"] or match["more_after"]:
        low, high = low + A_BIT, high + scale * (0.5 if match["first"] == "半" else 1) - A_BIT
    if match["big"] == "大":
        low, high = low + A_BIT, high + scale / 2 - A_BIT
    return bounded(Quantity(low, high, unit), match["before"], match["after"] or "")


def _span(first: str, more: str | None) -> tuple[float, float]:
    """“三”“两三”“十几”“几”“二十来”。"""
    if first in _LOOSE:
        return _LOOSE[first]
    if _TWO.fullmatch(first) and _DIGITS[first[0]] < _DIGITS[first[1]]:
        return float(_DIGITS[first[0]]), float(_DIGITS[first[1]])
    value = number(first)
    if more == "几":
        return value + 1, value + 9
    return (value - 1, value + 2) if more == "来" else (value, value)


def bounded(found: Quantity, before: str, after: str) -> Quantity:
    """按前后的字改范围：快、不到、超过、左右、以上。"""
    low, high, unit = found.low, found.high, found.unit
    if _UNDER.search(before):
        return Quantity(0, high - A_BIT, unit)
    if _ABOUT.search(before) or after in ("左右", "上下"):
        return Quantity(low * 0.9, high * 1.1, unit)
    if _NEARLY.search(before):
        return Quantity(low * 0.8, low - A_BIT, unit)
    if "超过" in before or after == "以上":
        return Quantity(low + (0 if after else A_BIT), endless(unit), unit)
    return Quantity(low + A_BIT, high * 1.1, unit) if after == "出头" else found
