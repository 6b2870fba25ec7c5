"""取几个值的办法：代码列表、文字列表、材料、地点。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from knowledge.importing.cleaning import one_line
from knowledge.importing.rule import Columns, Rule, flat, named


class CodesRule(Rule):
    """`codes`：几个代码换成文字的列表，去重。"""

    take: Literal["codes"]
    codes: dict[str, str]

    def convert(self, words: list[str]) -> list[str]:
        return list(dict.fromkeys(named(word, self.codes) for word in words))


class ListRule(Rule):
    """`list`：文字的列表，去重；与 `other_than` 各列相同的略去。

    `whole`：这些列不切，整格算一个。
    `whole_below`：切开后若有一段短于这么多字，分隔符多半只是断词（“转移,接续”“专职 律师”），整格去掉空白算一个。
    """

    take: Literal["list"]
    whole: Columns = Field(default=[])
    whole_below: int = 0
    other_than: Columns = Field(default=[])

    def value(self, row: Mapping[str, Any], absent: frozenset[str]) -> Any:
        same = {one_line(text) for column in self.other_than for text in flat(row.get(column))}
        found = super().value(row, absent) or []
        return [word for word in found if word not in same] or None

    def pieces(self, column: str, text: str) -> list[str]:
        if column in self.whole:
            return [one_line(text)]
        parts = [one_line(part) for part in super().pieces(column, text)]
        is_broken = len(parts) > 1 and min(len(part) for part in parts) < self.whole_below
        return ["".join(one_line(text).split())] if is_broken else parts

    def convert(self, words: list[str]) -> list[str]:
        return list(dict.fromkeys(word for word in words if word))


class NamesRule(Rule):
    """`names`：名称的列表变成只有 `name` 的对象，如材料。"""

    take: Literal["names"]

    def convert(self, words: list[str]) -> list[dict[str, str]]:
        return [{"name": name} for name in dict.fromkeys(one_line(word) for word in words) if name]


class PlacesRule(Rule):
    """`places`：地址变成办理地点，名称一律用 `label`；`none` 里的写法是“没有窗口”，给出空列表。"""

    take: Literal["places"]
    label: str = "办理地点"
    none: list[str] = Field(default=[])

    def convert(self, words: list[str]) -> list[dict[str, str]]:
        return [{"name": self.label, "address": one_line(word)} for word in words if word not in self.none]
