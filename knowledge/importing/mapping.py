"""映射：一个来源一个 YAML 文件，写明它的格式、编码，以及本项目的每个字段从哪一列、怎样取。"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Mapping as AnyMapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from knowledge.importing import take_many, take_one
from knowledge.importing.read_yaml import PlainLoader
from knowledge.importing.reasons import explain
from knowledge.importing.report import ImportFailed
from knowledge.importing.rule import BadValue, StrictModel
from knowledge.importing.themes import Themes
from knowledge.model import Item

Format = Literal["jsonl", "json", "yaml", "csv", "xlsx"]
_REQUIRED = ("code", "entry_code", "name", "region")


def _known_encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise ValueError(f"没有“{name}”这种编码；请写 utf-8 或 gb18030。") from None


def _short_form(value: object) -> object:
    """`name: TASK_NAME` 是 `name: {from: TASK_NAME, take: text}` 的简写。"""
    return {"from": value, "take": "text"} if isinstance(value, str) else value


def _known_fields(rules: dict[str, Any]) -> dict[str, Any]:
    unknown = [field for field in rules if field not in Item.model_fields or field in ("source", "sources")]
    if unknown:
        raise ValueError(f"“{unknown[0]}”不是事项的字段，或不能在 fields 里写；请改成正确的字段名。")
    missing = [field for field in _REQUIRED if field not in rules]
    if missing:
        raise ValueError(f"没有写 {'、'.join(missing)} 从哪一列取；这几个字段是必有的。")
    return rules


Rule = Annotated[
    take_one.TextRule
    | take_one.HtmlTextRule
    | take_one.PartRule
    | take_one.NumberRule
    | take_one.FlagRule
    | take_one.CodeRule
    | take_one.LimitRule
    | take_one.RegionRule
    | take_one.OnlineRule
    | take_one.ConstantRule
    | take_many.CodesRule
    | take_many.ListRule
    | take_many.NamesRule
    | take_many.PlacesRule,
    Field(discriminator="take"),
]
Rules = Annotated[
    dict[str, Annotated[Rule, BeforeValidator(_short_form)]],
    AfterValidator(_known_fields),
]


class MappedSource(StrictModel):
    """来源的名称、地址与核对日期；命令行的 --source、--checked-on 盖过这里的。"""

    name: str
    url: str | None = None
    checked_on: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")


class Mapping(StrictModel):
    """一个来源的映射。`absent` 是整份来源里表示“没有说”的写法，例如“无”。"""

    format: Format
    encoding: Annotated[str, AfterValidator(_known_encoding)] = "utf-8"
    source: MappedSource
    absent: list[str] = Field(default=[])
    fields: Rules
    themes: Themes | None = None

    def native(self, row: AnyMapping[str, Any], notes: Counter[str]) -> dict[str, Any]:
        """来源的一行 → 本项目格式（不含 source）。

        Raises:
            FieldFault: 某个字段的值转换不成。
        """
        self._note_missing(row, notes)
        values = {
            field: value for field, rule in self.fields.items() if (value := self._value(field, rule, row)) is not None
        }
        if self.themes is not None:
            values |= self.themes.sort(row, values.get("sides") or [], notes)
        return values

    def _value(self, field: str, rule: Rule, row: AnyMapping[str, Any]) -> Any:
        try:
            return rule.value(row, self._absent)
        except BadValue as error:
            raise FieldFault(field, error) from error

    def _note_missing(self, row: AnyMapping[str, Any], notes: Counter[str]) -> None:
        for column in self._columns - row.keys():
            notes[f"来源里没有“{column}”这一列"] += 1

    @cached_property
    def _absent(self) -> frozenset[str]:
        return frozenset(self.absent)

    @cached_property
    def _columns(self) -> frozenset[str]:
        return frozenset(column for rule in self.fields.values() for column in rule.columns)


class FieldFault(ValueError):
    """某个字段转换不成；带字段名、原值与原因。"""

    def __init__(self, field: str, cause: BadValue) -> None:
        super().__init__(str(cause))
        self.field = field
        self.value = cause.value


def read_mapping(path: Path) -> Mapping:
    """读一个映射文件。

    Raises:
        ImportFailed: 文件读不成，或哪一处不合格式；消息指出那一处。
    """
    try:
        return Mapping.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=PlainLoader))
    except OSError as error:
        raise ImportFailed(f"读不了映射文件“{path}”（{error.strerror}）；请检查路径。") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ImportFailed(f"映射文件“{path}”不是合法的 YAML（{error}）；请检查缩进与引号。") from error
    except ValidationError as error:
        field, value, reason = explain(error)
        raise ImportFailed(f"映射文件“{path}”的 {field} 写得不对（{value}）：{reason}") from error
