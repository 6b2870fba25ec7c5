"""取值办法的共同部分：映射文件里每个字段写一个 `take`，各办法见 `take_one`、`take_many` 与 `take_object`。

每个办法先从 `from` 的各列取出文字（列表展开，`absent` 里的与空的略去），再做自己的转换；
什么都没取到时给出 `default`，没有写 `default` 就是 `None`：来源没有说，该字段就不写。
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


class BadValue(ValueError):
    """某一列的值转换不成；带原值与原因。"""

    def __init__(self, value: str, reason: str) -> None:
        super().__init__(reason)
        self.value = value


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"“{text}”不是合法的正则表达式（{error}）；请改正。") from None
    return text


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Pattern = Annotated[str, AfterValidator(_pattern)]
Columns = Annotated[list[str], BeforeValidator(_listed, json_schema_input_type=str | list[str])]


class StrictModel(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class Rule(StrictModel, ABC):
    columns: Columns = Field(alias="from", min_length=1, description="取自哪一列；可以写几列")
    remove: Pattern | None = Field(default=None, description="取值之前先删去的文字（正则表达式）")
    find: Pattern | None = Field(default=None, description="只取合乎它的一段；有括号的取第一个括号里的")
    by: Pattern | None = Field(default=None, description="一格里有几个值时，按它切开（正则表达式）")
    absent: list[str] = Field(default=[], description="这一字段另外算作没有说的写法")
    default: Any = Field(default=None, description="来源没有说时用的值")

    def value(self, row: Mapping[str, Any], absent: frozenset[str]) -> Any:
        """这一行里该字段的值；来源没有说则为 `default`。"""
        found = self.stated(row, absent)
        return self.default if found is None else found

    def stated(self, row: Mapping[str, Any], absent: frozenset[str]) -> Any:
        """同 `value`，但不用 `default` 补。"""
        words = [word for word in self._words(row) if word not in absent and word not in self.absent]
        return self.convert(words) if words else None

    def _words(self, row: Mapping[str, Any]) -> Iterator[str]:
        for column in self.columns:
            for text in flat(row.get(column)):
                yield from self.pieces(column, self._wanted(text))

    def _wanted(self, text: str) -> str:
        if self.remove:
            text = re.sub(self.remove, "", text)
        if self.find:
            match = re.search(self.find, text)
            text = "" if match is None else match[1 if match.re.groups else 0] or ""
        return text

    def pieces(self, column: str, text: str) -> list[str]:
        """一格文字按 `by` 切开，空的略去。"""
        parts = re.split(self.by, text) if self.by else [text]
        return [part.strip() for part in parts if part and part.strip()]

    @abstractmethod
    def convert(self, words: list[str]) -> Any:
        """至少有一个词；转换不成时抛 `BadValue`。"""


def flat(value: object) -> Iterator[str]:
    """一格里的文字：空值没有，列表逐个，数写成文字。"""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from flat(one)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif value is not None:
        raise BadValue(str(value), "这一列应当是文字、数或它们的列表。")


def named(word: str, codes: Mapping[str, str]) -> str:
    """代码换成文字；代码表里没有则抛 `BadValue`。"""
    if word not in codes:
        raise BadValue(word, f"{OUTSIDE}（{'、'.join(codes)}）之中；请核对，或在映射文件里补上。")
    return codes[word]


OUTSIDE = "不在代码表"
"""值在代码表之外时，退回的原因以此开头。"""
