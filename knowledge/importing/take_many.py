"""取几个值的办法：代码列表、文字列表、材料、地点、收费、依据。"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from knowledge.importing.cleaning import clean, one_line
from knowledge.importing.rule import BadValue, Columns, Rule, flat, named

_LAW = re.compile(
    r"《([^《》]{2,80}(?:〈[^〉]*〉[^《》]{0,40})?)》((?:[^《》]{0,20}?第[一二三四五六七八九十百千零〇\d]+[条款项章]+)*)"
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+(?:条|款|项)")
_LONGEST_NAME = 500


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

    def stated(self, row: Mapping[str, Any], absent: frozenset[str]) -> Any:
        same = {one_line(text) for column in self.other_than for text in flat(row.get(column))}
        found = super().stated(row, absent) or []
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
    """`names`：名称的列表变成只有 `name` 的对象，如材料、环节；`none` 里的写法是“没有”，给出空列表。"""

    take: Literal["names"]
    none: list[str] = Field(default=[])

    def convert(self, words: list[str]) -> list[dict[str, str]]:
        names = dict.fromkeys(one_line(word) for word in words if word not in self.none)
        return [{"name": name} for name in names if name]


class PlacesRule(Rule):
    """`places`：地址变成办理地点，名称一律用 `label`；`none` 里的写法是“没有窗口”，给出空列表。"""

    take: Literal["places"]
    label: str = "办理地点"
    none: list[str] = Field(default=[])

    def convert(self, words: list[str]) -> list[dict[str, str]]:
        return [{"name": self.label, "address": one_line(word)} for word in words if word not in self.none]


class FeesRule(Rule):
    """`fees`：标准的文字变成收费，名称一律用 `label`；只有 `none` 里的写法（“不收费”“否”）时是不收费，给出空列表。"""

    take: Literal["fees"]
    label: str = "收费"
    none: list[str] = Field(default=[])

    def convert(self, words: list[str]) -> list[dict[str, str]] | None:
        stated = [one_line(word) for word in words if word not in self.none]
        return [{"name": self.label, "standard": word} for word in dict.fromkeys(stated) if word]


class BasisRule(Rule):
    """`basis`：从设定依据的文字里取出书名号里的文件名称与紧跟着的条款；几万字的法条原文不收进目录。

    没有书名号的，整格当作文件名称；太长的退回。
    """

    take: Literal["basis"]

    def convert(self, words: list[str]) -> list[dict[str, str]]:
        found: dict[tuple[str, str], None] = {}
        for word in words:
            text = clean(word)
            laws = [(match[1], "".join(_ARTICLE.findall(match[2]))) for match in _LAW.finditer(text)]
            found |= dict.fromkeys(laws or [(self._whole(text), "")])
        named_with_article = {name for name, article in found if article}
        kept = [(name, article) for name, article in found if article or name not in named_with_article]
        return [{"name": name} | ({"article": article} if article else {}) for name, article in kept]

    def _whole(self, text: str) -> str:
        if len(text) > _LONGEST_NAME:
            raise BadValue(text, f"依据有 {len(text)} 个字，又没有书名号，看不出是哪个文件；请写成“《某法》第几条”。")
        return text.replace("\n", " ")
