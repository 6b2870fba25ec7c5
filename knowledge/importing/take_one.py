"""取一个值的办法：文字、数、代码、时限、区划、网址、常数。"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from knowledge.importing.cleaning import clean, one_line
from knowledge.importing.rule import BadValue, Rule, StrictModel, named
from knowledge.taxonomy.regions import region

_LIMIT = re.compile(r"(\d+(?:\.\d+)?)\s*[（(]?\s*个?(工作日|自然日)\s*[)）]?")


class TextRule(Rule):
    """`text`：一行文字；给了几列时取第一个有值的。"""

    take: Literal["text"]

    def convert(self, words: list[str]) -> str | None:
        return one_line(words[0]) or None


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


class LimitRule(Rule):
    """`limit`：“30(工作日)”“5个工作日”→ {value, unit}。"""

    take: Literal["limit"]

    def convert(self, words: list[str]) -> dict[str, Any]:
        match = _LIMIT.fullmatch(words[0])
        if match is None:
            raise BadValue(words[0], "认不出时限；应当像“30(工作日)”或“5个自然日”。")
        number = float(match[1])
        return {"value": int(number) if number.is_integer() else number, "unit": match[2]}


class RegionRule(Rule):
    """`region`：六位区划代码；也收 12 位的统计代码，取前六位。"""

    take: Literal["region"]

    def convert(self, words: list[str]) -> str:
        code = words[0][:6] if len(words[0]) == 12 else words[0]
        try:
            return region(code).code
        except ValueError as error:
            raise BadValue(words[0], str(error)) from error


class OnlineRule(Rule):
    """`online`：网办地址；不是 http 开头的当作没有说。"""

    take: Literal["online"]

    def convert(self, words: list[str]) -> dict[str, str] | None:
        return {"url": words[0]} if words[0].startswith(("http://", "https://")) else None


class ConstantRule(StrictModel):
    """`constant`：每一行都是同一个值。"""

    take: Literal["constant"]
    constant: Any

    @property
    def columns(self) -> list[str]:
        return []

    def value(self, _row: Mapping[str, Any], _absent: frozenset[str]) -> Any:
        return self.constant
