"""一行 → 可以入库的事项，或一条退回。"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from pydantic import ValidationError

from knowledge.importing.cleaning import has_markup, without_markup
from knowledge.importing.mapping import FieldFault
from knowledge.importing.mapping import Mapping as SourceMapping
from knowledge.importing.reasons import explain
from knowledge.importing.report import Reject, shortened
from knowledge.importing.rows import Row
from knowledge.model import Item

_as_given = json.JSONEncoder(ensure_ascii=False).encode
_in_order = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class Accepted:
    """可以入库的事项：items 表的一行，只差 `position`。

    `doc` 是交来的原文，字段次序照旧；`digest` 与次序无关。不留着模型：一百多万行时省一半时间。
    """

    code: str
    digest: str
    columns: dict[str, Any]

    def at(self, position: int) -> dict[str, Any]:
        """items 表的一行。"""
        return {**self.columns, "position": position}


@dataclass(frozen=True, slots=True)
class Origin:
    """这次导入的来源：映射（没有则为本项目格式）与命令行给的来源名称、核对日期。"""

    mapping: SourceMapping | None
    name: str | None
    checked_on: date | None

    def native(self, row: Row, notes: Counter[str], children: Mapping[str, list[Row]]) -> dict[str, Any]:
        """本项目格式的一行。行里自带的来源不改；映射里的来源可由命令行盖过。"""
        given = {"name": self.name, "checked_on": self.checked_on and self.checked_on.isoformat()}
        given = {key: value for key, value in given.items() if value is not None}
        if self.mapping is not None:
            stated = self.mapping.source.model_dump(exclude_none=True)
            values = self.mapping.native(row.values, notes, children)
            return {**values, "source": stated | given | (values.get("source") or {})}
        own = row.values.get("source")
        if not given or not isinstance(own, dict | None):
            return row.values
        filled = given | (own or {})
        return row.values if filled == own else {**row.values, "source": filled}


def accept(
    row: Row, origin: Origin, notes: Counter[str], children: Mapping[str, list[Row]] | None = None
) -> Accepted | Reject:
    """校验一行（`children` 是它在各子表里的行）；不合格的给出退回，说明字段、值与原因。文字里的标记先去掉。"""
    if row.fault is not None:
        return row.fault
    try:
        values = origin.native(row, notes, children or {})
        item = Item.model_validate(values)
        doc = _as_given(values)
        if "\\u0000" in doc and _has_nul(values):
            return row.reject("", "", "文字里含有 NUL 字符；请删去它，来源可能已经损坏。")
        if has_markup(doc) or "\\u00" in doc:
            values = _cleaned(values, notes)
            item, doc = Item.model_validate(values), _as_given(values)
    except FieldFault as error:
        return row.reject(error.field, shortened(error.value), str(error))
    except ValidationError as error:
        return row.reject(*explain(error))
    return _row_of(item, doc, _digest(values))


def _cleaned(values: dict[str, Any], notes: Counter[str]) -> dict[str, Any]:
    found: dict[str, Any] = without_markup(values)
    if found != values:
        notes["文字里夹着 HTML 标签、实体或控制字符，已去掉"] += 1
    return found


def _row_of(item: Item, doc: str, digest: str) -> Accepted:
    columns = {
        "code": item.code,
        "entry_code": item.entry_code,
        "region": item.region,
        "name": item.name,
        "authority": item.authority,
        "valid_from": item.valid_from,
        # 取消了的事项，查找的列上当作早已失效：检索与作答都只看这一列。
        "valid_until": date.min if item.status == "取消" else item.valid_until,
        "ended_on": None,
        "digest": digest,
        "source_name": item.source.name,
        "doc": doc,
    }
    return Accepted(item.code, digest, columns)


def _digest(values: dict[str, Any]) -> str:
    return blake2b(_in_order(values).encode(), digest_size=16).hexdigest()


def _has_nul(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(one) for one in value.values())
    if isinstance(value, list):
        return any(_has_nul(one) for one in value)
    return isinstance(value, str) and "\0" in value
