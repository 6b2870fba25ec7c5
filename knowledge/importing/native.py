"""一行 → 可以入库的事项，或一条退回。"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from knowledge.importing.cleaning import has_markup, without_markup
from knowledge.importing.mapping import FieldFault
from knowledge.importing.mapping import Mapping as SourceMapping
from knowledge.importing.reasons import explain
from knowledge.importing.report import Reject, shortened
from knowledge.importing.rows import Row
from knowledge.model import Item
from knowledge.storage.packing import pack, unpack
from knowledge.wording import wording_of

_as_given = json.JSONEncoder(ensure_ascii=False).encode


COLUMNS: Final = (
    "code",
    "entry_code",
    "region",
    "name",
    "authority",
    "valid_from",
    "valid_until",
    "digest",
    "wording",
    "doc",
)
"""`Accepted.columns` 各是 items 表的哪一列。"""


class Accepted(NamedTuple):
    """可以入库的事项：items 表的一行，只差次序与出自哪次导入。

    `doc` 是交来的原文，字段次序照旧，`digest` 是它的摘要；`words` 是检索要的文字，与 `doc` 一样已经压好。
    不留着模型：一百多万行时省一半时间；是元组，进程之间传得快。
    """

    code: str
    entry_code: str
    digest: bytes
    source: str
    wording: int
    words: bytes
    columns: tuple[Any, ...]

    @property
    def doc(self) -> str:
        """交来的原文。"""
        return unpack(self.columns[COLUMNS.index("doc")])

    def at(self, position: int) -> dict[str, Any]:
        """items 表的一行。"""
        return dict(zip(COLUMNS, self.columns, strict=True)) | {"ended_on": None, "position": position}


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
    return _row_of(item, doc, *wording_of(values))


def _cleaned(values: dict[str, Any], notes: Counter[str]) -> dict[str, Any]:
    found: dict[str, Any] = without_markup(values)
    if found != values:
        notes["文字里夹着 HTML 标签、实体或控制字符，已去掉"] += 1
    return found


def _row_of(item: Item, doc: str, wording: int, words: str) -> Accepted:
    digest = blake2b(doc.encode(), digest_size=16).digest()
    # 取消了的事项，查找的列上当作早已失效：检索与作答都只看这一列。
    until = date.min if item.status == "取消" else item.valid_until
    place = (item.code, item.entry_code, item.region, item.name, item.authority, item.valid_from, until)
    columns = (*place, digest, wording, pack(doc))
    return Accepted(item.code, item.entry_code, digest, item.source.name, wording, _packed(words), columns)


@lru_cache(maxsize=20_000)
def _packed(words: str) -> bytes:
    """各地的同一件事大多合用一份，不必再压。"""
    return pack(words)


def _has_nul(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(one) for one in value.values())
    if isinstance(value, list):
        return any(_has_nul(one) for one in value)
    return isinstance(value, str) and "\0" in value
