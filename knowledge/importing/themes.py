"""主题：真实来源把类目、人群、生活事件混在一列里，这里把它们分到各自的轴上。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from knowledge.importing.cleaning import one_line
from knowledge.importing.rule import Columns, Pattern, StrictModel, flat
from knowledge.taxonomy.categories import UnknownCategory, category


def _keys(names: dict[str, list[str]]) -> dict[str, list[str]]:
    return {theme: [category(key).key for key in keys] for theme, keys in names.items()}


class Themes(StrictModel):
    """主题列的分法。

    `names`：与类目不同名的主题 → 它所指的类目，只取事项的办事对象有的；
    同名的主题不用写，自动归到事项各办事对象的同名类目。不属于任何一轴的主题略去，并计入说明。
    """

    columns: Columns = Field(alias="from", min_length=1)
    by: Pattern | None = Field(default=None, description="一格里有几个主题时，按它切开")
    names: Annotated[dict[str, list[str]], AfterValidator(_keys)] = Field(default={})
    absent: list[str] = Field(default=[], description="算作没有说的写法")
    populations: list[str] = Field(default=[])
    life_events: list[str] = Field(default=[])

    def sort(self, row: Mapping[str, Any], sides: list[str], notes: Counter[str]) -> dict[str, list[str]]:
        """返回有内容的轴：categories、populations、life_events；来源没有主题则为空。"""
        found: dict[str, list[str]] = {}
        for theme in self._themes(row):
            keys = self._categories(theme, sides)
            for axis, values in (("categories", keys), *self._other_axes(theme)):
                found.setdefault(axis, []).extend(values)
            if not keys and not self._other_axes(theme):
                notes[f"主题“{theme}”在事项的办事对象里没有类目，也不是人群或生活事件，已略去"] += 1
        return {axis: list(dict.fromkeys(values)) for axis, values in found.items() if values}

    def _themes(self, row: Mapping[str, Any]) -> list[str]:
        cells = [one_line(text) for column in self.columns for text in flat(row.get(column))]
        words = [word.strip() for cell in cells for word in (re.split(self.by, cell) if self.by else [cell]) if word]
        return list(dict.fromkeys(word for word in words if word and word not in self.absent))

    def _categories(self, theme: str, sides: list[str]) -> list[str]:
        if theme in self.names:
            return [key for key in self.names[theme] if key.split("/")[0] in sides]
        return [key for side in sides if (key := _same_name(side, theme))]

    def _other_axes(self, theme: str) -> list[tuple[str, list[str]]]:
        axes = (("populations", self.populations), ("life_events", self.life_events))
        return [(axis, [theme]) for axis, themes in axes if theme in themes]


def _same_name(side: str, theme: str) -> str | None:
    try:
        return category(f"{side}/{theme}").key
    except UnknownCategory:
        return None
