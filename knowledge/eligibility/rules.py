"""规则在目录里的样子：一条条件，或一张表（什么人得什么）；各带自己的依据。"""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from knowledge.eligibility.kinds import KINDS, Compare, Unit
from knowledge.parts import Basis, Label, Labels, Source, Strict, Text

_MONTH: Final = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])")
_ONLY_IS: Final = frozenset(("choice",))

Fact = Literal[
    "age",
    "sex",
    "born",
    "retiring",
    "paid",
    "since",
    "lived",
    "served",
    "pregnant",
    "babies",
    "delivery",
    "children",
    "schooling",
    "left",
    "disability",
    "injury",
    "income",
    "area",
    "homes",
]


class Test(Strict):
    """一个比较：哪种事实（`of` 是哪个险、哪件事），怎么比，和多少比，什么单位。"""

    __test__ = False  # pytest 不要把它当测试类

    fact: Fact
    of: str | None = None
    compare: Compare
    value: int | float | str
    unit: Unit | None = None

    @model_validator(mode="after")
    def _holds(self) -> Self:
        kind = KINDS[self.fact]
        if (self.of not in kind.of) if kind.of else self.of is not None:
            raise ValueError(f"{self.fact} 的 of 不对；可以写的有：{'、'.join(kind.of) or '不写'}。")
        if (self.unit not in kind.units) if kind.units else self.unit is not None:
            raise ValueError(f"{self.fact} 的 unit 不对；可以写的有：{'、'.join(kind.units) or '不写'}。")
        if kind.shape in _ONLY_IS and self.compare != "is":
            raise ValueError(f"{self.fact} 没有大小，compare 只能是 is。")
        if kind.values and self.value not in kind.values:
            raise ValueError(f"{self.fact} 的 value 不对；可以写的有：{'、'.join(kind.values)}。")
        if kind.shape == "month" and not (isinstance(self.value, str) and _MONTH.fullmatch(self.value)):
            raise ValueError("born 的 value 要写成年月，例如 1976-09。")
        if kind.shape in ("number", "duration") and isinstance(self.value, str):
            raise ValueError(f"{self.fact} 的 value 要是数。")
        return self


Tests = Annotated[list[Test], Field(min_length=1)]


class Row(Strict):
    """表的一行：`needs` 都合的，得 `gives`；`text` 是这一行说的人。"""

    text: Text
    needs: Tests
    gives: Text


class Rule(Strict):
    """一条规则，`needs` 与 `rows` 写一样。

    `needs`：都合，这一条才合。`rows`：一张表，合哪一行看哪一行。`only`：先要是这样的人（男职工），这一条才管得着。
    `any_of` 相同的几条，合一条就行。`scenarios` 与材料的相同。`source` 不写，就是事项的来源。
    `about` 是表说的哪一面：金额待遇，或有效期。`ask` 是缺了的事实怎么问，不写就用通常的问法。
    """

    id: Text
    text: Label
    only: list[Test] = Field(default_factory=list)
    needs: Tests | None = None
    rows: Annotated[list[Row], Field(min_length=1)] | None = None
    any_of: Text | None = None
    scenarios: Labels = Field(default_factory=list)
    about: Literal["amount", "validity"] = "amount"
    ask: Text | None = None
    basis: Basis
    source: Source | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.needs is None) == (self.rows is None):
            raise ValueError(f"规则“{self.id}”的 needs 和 rows 要写一样，也只写一样。")
        if self.rows is not None and self.any_of is not None:
            raise ValueError(f"规则“{self.id}”是表，不能写 any_of。")
        return self

    @property
    def tests(self) -> list[Test]:
        """这一条用到的全部比较。"""
        return [*self.only, *(self.needs or ()), *(test for row in self.rows or () for test in row.needs)]
