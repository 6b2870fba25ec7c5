"""取对象的办法：同一行的几列合成一个对象，一格里的几个对象各取各的，以及现成的 JSON。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import from_json

from knowledge.importing.cleaning import without_markup
from knowledge.importing.rule import BadValue, Columns, Rule, StrictModel
from knowledge.importing.take_many import BasisRule, CodesRule, FeesRule, ListRule, NamesRule, PlacesRule
from knowledge.importing.take_one import (
    CodeRule,
    ConstantRule,
    DateRule,
    FlagRule,
    HtmlTextRule,
    LimitRule,
    NumberRule,
    OnlineRule,
    PartRule,
    RegionRule,
    TextRule,
    UrlRule,
    VerbatimRule,
)


def _short_form(value: object) -> object:
    """`name: TASK_NAME` 是 `name: {from: TASK_NAME, take: text}` 的简写。"""
    return {"from": value, "take": "text"} if isinstance(value, str) else value


class JsonRule(Rule):
    """`json`：一格里是本项目格式的 JSON（如本项目导出的表格），照样收下。"""

    take: Literal["json"]

    def stated(self, row: Mapping[str, Any], absent: frozenset[str]) -> Any:
        value = next((row[column] for column in self.columns if row.get(column) not in (None, "")), None)
        return without_markup(_parsed(value)) if isinstance(value, str) else value

    def convert(self, words: list[str]) -> Any:
        return _parsed(words[0])


def _parsed(text: str) -> Any:
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError:
        raise BadValue(text, "这一格应当是 JSON，例如 [] 或 {“name”: “…”}；请检查引号与括号。") from None


class ObjectRule(StrictModel):
    """`object`：同一行的几列合成一个对象；`many` 时是只有它一个的列表。各列都没有说的，这一字段就不写。"""

    take: Literal["object"]
    fields: dict[str, AnyRule] = Field(min_length=1)
    many: bool = False
    default: Any = None

    @property
    def columns(self) -> list[str]:
        return [column for rule in self.fields.values() for column in rule.columns]

    def value(self, row: Mapping[str, Any], absent: frozenset[str]) -> Any:
        found = self.stated(row, absent)
        return self.default if found is None else found

    def stated(self, row: Mapping[str, Any], absent: frozenset[str]) -> Any:
        found = made_object(self.fields, row, absent)
        return [found] if found is not None and self.many else found


class RowsRule(StrictModel):
    """`rows`：一格里是对象的列表（或它的 JSON 文字），逐个按 `fields` 取；`none` 里的写法是“没有”。"""

    take: Literal["rows"]
    columns: Columns = Field(alias="from", min_length=1)
    fields: dict[str, AnyRule] = Field(min_length=1)
    default: Any = None

    def value(self, row: Mapping[str, Any], absent: frozenset[str]) -> Any:
        found = self.stated(row, absent)
        return self.default if found is None else found

    def stated(self, row: Mapping[str, Any], absent: frozenset[str]) -> Any:
        found = [made_object(self.fields, one, absent) for one in self._objects(row, absent)]
        return [one for one in found if one is not None] or None

    def _objects(self, row: Mapping[str, Any], absent: frozenset[str]) -> Iterator[Mapping[str, Any]]:
        for column in self.columns:
            cell = row.get(column)
            if isinstance(cell, str):
                cell = None if not cell.strip() or cell.strip() in absent else _parsed(cell)
            for one in cell if isinstance(cell, list) else [cell] if cell is not None else []:
                if not isinstance(one, dict):
                    raise BadValue(str(one), "这一列应当是对象的列表。")
                yield one


def made_object(fields: Mapping[str, AnyRule], row: Mapping[str, Any], absent: frozenset[str]) -> dict[str, Any] | None:
    """按 `fields` 从一行取出一个对象；各列都没有说（只有常数与默认值）则为 `None`。"""
    if all(rule.stated(row, absent) is None for rule in fields.values()):
        return None
    return {name: value for name, rule in fields.items() if (value := rule.value(row, absent)) is not None}


_Chosen = Annotated[
    TextRule
    | HtmlTextRule
    | VerbatimRule
    | PartRule
    | NumberRule
    | FlagRule
    | CodeRule
    | DateRule
    | LimitRule
    | RegionRule
    | OnlineRule
    | UrlRule
    | ConstantRule
    | CodesRule
    | ListRule
    | NamesRule
    | PlacesRule
    | FeesRule
    | BasisRule
    | JsonRule
    | ObjectRule
    | RowsRule,
    Field(discriminator="take"),
]
AnyRule = Annotated[_Chosen, BeforeValidator(_short_form, json_schema_input_type=str | _Chosen)]

ObjectRule.model_rebuild()
RowsRule.model_rebuild()
