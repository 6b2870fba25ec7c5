"""映射：一个来源一个 YAML 文件，写明它的格式、编码，以及本项目的每个字段从哪一列、怎样取。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as AnyMapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import AfterValidator, Field, ValidationError

from knowledge.importing.children import Children, FieldFault, check_parts
from knowledge.importing.cleaning import is_fault_page
from knowledge.importing.layout import Encoding, Layout
from knowledge.importing.read_yaml import PlainLoader, line_of
from knowledge.importing.reasons import explain
from knowledge.importing.report import ImportFailed
from knowledge.importing.rows import Row
from knowledge.importing.rule import BadValue, StrictModel
from knowledge.importing.take_object import AnyRule, JsonRule, ObjectRule, RowsRule
from knowledge.importing.themes import Themes
from knowledge.model import Item

__all__ = ["FieldFault", "Mapping", "mapping_schema", "read_mapping"]

Format = Literal["jsonl", "json", "yaml", "csv", "xlsx"]
SHIPPED: Final = Path(__file__).parents[1] / "mappings"
_REQUIRED = ("code", "entry_code", "name", "region")


def _known_fields(rules: dict[str, Any]) -> dict[str, Any]:
    unknown = [field for field in rules if field not in Item.model_fields or not _may_map(field, rules[field])]
    if unknown:
        raise ValueError(f"“{unknown[0]}”不是事项的字段，或不能在 fields 里写；请改成正确的字段名。")
    missing = [field for field in _REQUIRED if field not in rules]
    if missing:
        raise ValueError(f"没有写 {'、'.join(missing)} 从哪一列取；这几个字段是必有的。")
    for field, rule in rules.items():
        if isinstance(rule, ObjectRule | RowsRule):
            check_parts(field, rule.fields)
    return rules


def _may_map(field: str, rule: AnyRule) -> bool:
    """逐行的来源要写成对象；一列文字说不清它是名称还是地址。"""
    return field not in ("source", "sources") or isinstance(rule, ObjectRule | JsonRule | RowsRule)


Rules = Annotated[dict[str, AnyRule], AfterValidator(_known_fields)]


class MappedSource(StrictModel):
    """来源的名称、地址与核对日期；命令行的 --source、--checked-on 盖过这里的。"""

    name: str
    url: str | None = None
    checked_on: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")


class Mapping(StrictModel):
    """一个来源的映射。`format` 不写时按扩展名认；`absent` 是整份来源里表示“没有说”的写法，例如“无”。"""

    format: Format | None = None
    encoding: Encoding = "utf-8"
    sheet: str | None = Field(default=None, description="XLSX 的工作表；不写则取第一张")
    header: int | None = Field(default=None, ge=1, description="列名在第几行；不写则取第一个有字的行")
    delimiter: str = Field(default=",", min_length=1, max_length=1, description="CSV 的分隔符")
    quoted: bool = Field(default=False, description="文字前面的单引号是防公式加的，读入时去掉一个")
    rows: str | None = Field(default=None, description="JSON 里列表所在的键，从外到里用点连，如 data.rows")
    source: MappedSource
    absent: list[str] = Field(default=[])
    fields: Rules
    children: Children = Field(default={}, description="另在别的文件或工作表里、按编码并入的列表")
    themes: Themes | None = None

    @property
    def layout(self) -> Layout:
        """主表的读法。"""
        return Layout(self.encoding, self.sheet, self.header, self.delimiter, self.quoted, self.rows)

    def native(
        self, row: AnyMapping[str, Any], notes: Counter[str], children: AnyMapping[str, list[Row]] | None = None
    ) -> dict[str, Any]:
        """来源的一行，连同它在别的表里的各行 → 本项目格式（`source` 只有行里写明的部分）。

        Raises:
            FieldFault: 某个字段的值转换不成。
        """
        self._note_missing(row, notes)
        row = self._without_fault_pages(row, notes)
        values = {
            field: value for field, rule in self.fields.items() if (value := self._value(field, rule, row)) is not None
        }
        for field, rows in (children or {}).items():
            values[field] = self.children[field].taken(field, rows, self._absent)
        if self.themes is not None:
            values |= self.themes.sort(row, values.get("sides") or [], notes)
        return values

    def _value(self, field: str, rule: AnyRule, row: AnyMapping[str, Any]) -> Any:
        try:
            return rule.value(row, self._absent)
        except BadValue as error:
            raise FieldFault(field, error) from error

    def _note_missing(self, row: AnyMapping[str, Any], notes: Counter[str]) -> None:
        for column in self.columns - row.keys():
            notes[f"来源里没有“{column}”这一列"] += 1

    def _without_fault_pages(self, row: AnyMapping[str, Any], notes: Counter[str]) -> AnyMapping[str, Any]:
        bad = [column for column in self.columns if isinstance(text := row.get(column), str) and is_fault_page(text)]
        for column in bad:
            notes[f"“{column}”一列里是错误页，不是内容，当作没有说"] += 1
        return {column: value for column, value in row.items() if column not in bad} if bad else row

    @cached_property
    def _absent(self) -> frozenset[str]:
        return frozenset(self.absent)

    @cached_property
    def columns(self) -> frozenset[str]:
        """用到的各列。"""
        return frozenset(column for rule in self.fields.values() for column in rule.columns)


def read_mapping(path: Path) -> Mapping:
    """读一个映射文件；也可以只写 knowledge/mappings/ 里的名字，例如 banshi-table。

    Raises:
        ImportFailed: 文件读不成，或哪一处不合格式；消息指出那一处与它的行号。
    """
    shipped = SHIPPED / f"{path}.yaml"
    path = shipped if not path.exists() and shipped.exists() else path
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Mapping.model_validate(yaml.load(text, Loader=PlainLoader))
    except OSError as error:
        raise ImportFailed(f"读不了映射文件“{path}”（{error.strerror}）；请检查路径。") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ImportFailed(f"映射文件“{path}”不是合法的 YAML（{error}）；请检查缩进与引号。") from error
    except ValidationError as error:
        field, value, reason = explain(error)
        where = f"第 {line_of(text, error.errors()[0]['loc'])} 行"
        raise ImportFailed(f"映射文件“{path}”{where}的 {field} 写得不对（{value}）：{reason}") from error


def mapping_schema() -> dict[str, Any]:
    """映射文件的 JSON Schema，供编辑器提示与核对。"""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Mapping.model_json_schema(by_alias=True)}
