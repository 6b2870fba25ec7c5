"""取一个值的办法：文字、数、真假、代码、日期、时限、区划、网址、常数。"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal

from pydantic import Field

from knowledge.importing.cleaning import clean, one_line
from knowledge.importing.rule import BadValue, Rule, StrictModel, named
from knowledge.taxonomy.regions import find as find_region
from knowledge.taxonomy.regions import region

_LIMIT = re.compile(r"(\d+(?:\.\d+)?)\s*[（(]?\s*个?(工作日|自然日)\s*[)）]?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?|(\d{4})(\d\d)(\d\d)(?:\d{6})?"
)
_MILLISECONDS = re.compile(r"1\d{12}")


class TextRule(Rule):
    """`text`：一行文字；给了几列时取第一个有值的。"""

    take: Literal["text"]

    def convert(self, words: list[str]) -> str | None:
        return one_line(words[0]) or None


class VerbatimRule(Rule):
    """`verbatim`：格子里的文字原样，首尾空白与分行都照留；只用于本项目自己导出的表。"""

    take: Literal["verbatim"]

    def pieces(self, column: str, text: str) -> list[str]:
        return [text] if text else []

    def convert(self, words: list[str]) -> str:
        return words[0]


class HtmlTextRule(Rule):
    """`html_text`：去掉 HTML 标签与实体的文字，保留分行。"""

    take: Literal["html_text"]

    def convert(self, words: list[str]) -> str | None:
        return clean(words[0]) or None


class PartRule(Rule):
    """`part`：文字的第 `start` 到第 `end` 个字（从 0 起，不含 `end`）。"""

    take: Literal["part"]
    start: int
    end: int

    def convert(self, words: list[str]) -> str:
        return words[0][self.start : self.end]


class NumberRule(Rule):
    """`number`：非负整数。"""

    take: Literal["number"]

    def convert(self, words: list[str]) -> int:
        if not words[0].isdecimal():
            raise BadValue(words[0], "应当是非负整数。")
        return int(words[0])


class FlagRule(Rule):
    """`flag`：`yes` 里的写法是真，`no` 里的是假。"""

    take: Literal["flag"]
    yes: list[str]
    no: list[str]

    def convert(self, words: list[str]) -> bool:
        if words[0] not in (*self.yes, *self.no):
            raise BadValue(words[0], f"只认 {'、'.join((*self.yes, *self.no))}；请在映射文件里补上这种写法。")
        return words[0] in self.yes


class CodeRule(Rule):
    """`code`：代码换成文字，如 "07" → 行政确认；`codes` 之外的代码退回。"""

    take: Literal["code"]
    codes: dict[str, str]

    def convert(self, words: list[str]) -> str:
        return named(words[0], self.codes)


class DateRule(Rule):
    """`date`：日期，如 2026-01-02、2026/1/2、2026年1月2日、20260102、带时刻的与毫秒数。"""

    take: Literal["date"]

    def convert(self, words: list[str]) -> str:
        word = words[0]
        if _MILLISECONDS.fullmatch(word):
            return datetime.fromtimestamp(int(word) / 1000, UTC).date().isoformat()
        match = _DATE.fullmatch(word)
        parts = [int(part) for part in match.groups() if part] if match else []
        try:
            return date(*parts).isoformat()
        except (TypeError, ValueError):
            raise BadValue(word, "认不出日期，或日历上没有这一天；应当像“2026-11-23”。") from None


class LimitRule(Rule):
    """`limit`：“30(工作日)”“5个工作日”→ {value, unit}。

    只有数字的一格，单位取自 `unit_from` 那一列（代码按 `units` 换成工作日或自然日），再没有就用 `unit`。
    """

    take: Literal["limit"]
    unit: Literal["工作日", "自然日"] | None = Field(default=None, description="只有数字时的单位")
    unit_from: str | None = Field(default=None, description="单位所在的列")
    units: dict[str, Literal["工作日", "自然日"]] = Field(default={}, description="单位列里的代码 → 单位")
    note_from: str | None = Field(default=None, description="说明所在的列")

    def stated(self, row: Mapping[str, Any], absent: frozenset[str]) -> dict[str, Any] | None:
        words = [word for word in self._words(row) if word not in absent and word not in self.absent]
        if not words:
            return None
        found = self._limit(words[0], self._unit(row, absent))
        note = _cell(row, self.note_from, absent)
        return found | {"note": note} if note else found

    def convert(self, words: list[str]) -> dict[str, Any]:
        return self._limit(words[0], self.unit)

    def _unit(self, row: Mapping[str, Any], absent: frozenset[str]) -> str | None:
        given = _cell(row, self.unit_from, absent)
        return self.unit if given is None else self.units.get(given, given)

    def _limit(self, word: str, unit: str | None) -> dict[str, Any]:
        match = _LIMIT.fullmatch(word)
        if match is not None:
            number, unit = match[1], match[2]
        elif _NUMBER.fullmatch(word) and unit in ("工作日", "自然日"):
            number = word
        else:
            raise BadValue(word, "认不出时限；应当像“30(工作日)”或“5个自然日”。")
        value = float(number)
        return {"value": int(value) if value.is_integer() else value, "unit": unit}


def _cell(row: Mapping[str, Any], column: str | None, absent: frozenset[str]) -> str | None:
    text = one_line(str(row.get(column) or "")) if column else ""
    return text if text and text not in absent else None


class RegionRule(Rule):
    """`region`：六位区划代码，也收 12 位的统计代码（取前六位）与县级以上的全称（“广东省广州市越秀区”）。"""

    take: Literal["region"]

    def convert(self, words: list[str]) -> str:
        word = words[0]
        if not word.isdecimal():
            return _region_named(word)
        try:
            return region(word[:6] if len(word) == 12 else word).code
        except ValueError as error:
            raise BadValue(word, str(error)) from error


def _region_named(word: str) -> str:
    """先认整个，再认末尾一段：“广东省广州市”认作广州市。同名的要看前面写的上级，看不出就退回。"""
    starts = [start for start in range(len(word) - 1) if find_region(word[start:])]
    found = [one for one in find_region(word[starts[0] :])] if starts else []
    above = word[: starts[0]] if starts else ""
    if above:
        found = [one for one in found if one.parent and region(one.parent).name in above] or found
    if len(found) != 1 and not (found and found[0].level == "province"):
        raise BadValue(word, "认不出是哪个区划，或有几个同名的；请写六位代码，例如广州市 440100。")
    return found[0].code


class OnlineRule(Rule):
    """`online`：网办地址；不是 http 开头的当作没有说。"""

    take: Literal["online"]

    def convert(self, words: list[str]) -> dict[str, str] | None:
        url = web_address(words[0])
        return {"url": url} if url else None


class UrlRule(Rule):
    """`url`：网址；不是 http 开头的当作没有说。"""

    take: Literal["url"]

    def convert(self, words: list[str]) -> str | None:
        return next((url for word in words if (url := web_address(word))), None)


def web_address(word: str) -> str | None:
    """http 或 https 开头、中间没有空白的才算网址。"""
    return word if re.fullmatch(r"https?://\S+", word) else None


class ConstantRule(StrictModel):
    """`constant`：每一行都是同一个值。"""

    take: Literal["constant"]
    constant: Any

    @property
    def columns(self) -> list[str]:
        return []

    def value(self, _row: Mapping[str, Any], _absent: frozenset[str]) -> Any:
        return self.constant

    def stated(self, _row: Mapping[str, Any], _absent: frozenset[str]) -> None:
        return None
