"""看一张表：各列的名字、填了多少、见过哪些值。值再多也只记有限的几样。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from knowledge.importing.report import ImportFailed
from knowledge.importing.rows import Row
from knowledge.importing.rule import BadValue, flat

_ROWS: Final = 200_000
_DISTINCT: Final = 400


@dataclass
class Column:
    """一列。`seen` 至多记 _DISTINCT 种值，多了 `is_open`；`inner` 是对象列表里的各列。"""

    name: str
    filled: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    is_open: bool = False
    inner: dict[str, Column] = field(default_factory=dict)

    def add(self, value: object) -> None:
        """记一格。"""
        objects = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
        for one in objects:
            _add(self.inner, one)
        try:
            words = [] if objects else [text.strip() for text in flat(value) if text.strip()]
        except BadValue:
            return
        self.filled += bool(words or objects)
        for word in words:
            if word in self.seen or len(self.seen) < _DISTINCT:
                self.seen[word] += 1
            else:
                self.is_open = True

    def share(self, wanted: Any) -> float:
        """见过的值里合乎 `wanted` 的占多少（按次数）。"""
        total = sum(self.seen.values())
        return sum(times for word, times in self.seen.items() if wanted(word)) / total if total else 0.0


@dataclass
class Table:
    """一张表：在哪个文件（工作表）里、各列、行数。"""

    file: str
    sheet: str | None
    columns: dict[str, Column]
    rows: int


def sample(file: str, sheet: str | None, rows: Iterable[Row]) -> Table:
    """读前 20 万行。

    Raises:
        ImportFailed: 一行都读不成。
    """
    columns: dict[str, Column] = {}
    count = 0
    for row in islice(rows, _ROWS):
        if row.fault is None:
            count += 1
            _add(columns, row.values)
    if not count:
        raise ImportFailed(f"文件“{file}”里没有一行读得成；请检查它是不是表格、编码对不对。")
    return Table(file, sheet, columns, count)


def _add(columns: dict[str, Column], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        columns.setdefault(name, Column(name)).add(value)
