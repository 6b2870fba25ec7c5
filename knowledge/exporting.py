"""导出：按交来的次序写出现有的事项；JSONL 与交来的逐行相等，CSV 与 XLSX 供表格软件查看，JSON-LD 供别的系统互联。"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, Literal, TextIO

from openpyxl import Workbook
from sqlalchemy import Engine, select

from knowledge.linked import write_linked
from knowledge.model import Item, Material
from knowledge.storage.schema import items

Format = Literal["jsonl", "csv", "jsonld"]
_FETCH: Final = 500
_LIVE: Final = ("=", "+", "-", "@", "\t", "\r", "'")
_ITEMS, _MATERIALS = "事项", "材料"
MOST_IN_CELL: Final = 32_767
MOST_ROWS: Final = 1_048_576
"""XLSX 一格的字数与一张表的行数到此为止；openpyxl 会把超出的悄悄截掉。"""


class ExportFailed(ValueError):
    """导出做不成；消息是完整的一句话，带原因与改法。"""


def export(engine: Engine, out: TextIO, format: Format = "jsonl") -> None:
    """写出全部现有事项（不含已终止的）。

    CSV 每个字段一列，文字原样，列表与对象写成 JSON；缺省的与 `null` 都是空格子，“没有”是 `[]`。
    会被当成公式的格子前面加一个单引号，见 `cell`。
    """
    if format == "csv":
        _csv(engine, out)
    elif format == "jsonld":
        out.writelines(write_linked(Item.model_validate_json(doc) for doc in _docs(engine)))
    else:
        out.writelines(doc + "\n" for doc in _docs(engine))


def export_workbook(engine: Engine, path: Path) -> None:
    """写成 XLSX：一张“事项”，一张“材料”（按编码相连，次序照旧）；其余同 CSV。边读边写。

    Raises:
        ExportFailed: 有一格太长，或行数太多，XLSX 装不下。
    """
    book = Workbook(write_only=True)
    sheets = [book.create_sheet(title) for title in (_ITEMS, _MATERIALS)]
    with ExitStack() as undo:
        for sheet in sheets:
            undo.callback(sheet.close)  # 只写的工作表各有一个开着的临时文件；写成了，由保存来关
        items_sheet, materials_sheet = map(_Sheet, sheets)
        _fill(items_sheet, materials_sheet, _docs(engine))
        undo.pop_all()
    book.save(path)


def _fill(items_sheet: _Sheet, materials_sheet: _Sheet, docs: Iterable[str]) -> None:
    items_sheet.append("", list(Item.model_fields))
    materials_sheet.append("", ["code", *Material.model_fields])
    for values in map(json.loads, docs):
        code, materials = values["code"], values.get("materials") or []
        for one in materials:
            materials_sheet.append(code, [code, *(cell(one.get(name)) for name in Material.model_fields)])
        shown = values | ({"materials": None} if materials else {})
        items_sheet.append(code, [cell(shown.get(column)) for column in Item.model_fields])


class _Sheet:
    """一张只写的工作表，超出 XLSX 的限度就停。"""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._rows = 0

    def append(self, code: str, cells: list[str]) -> None:
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise ExportFailed(f"“{self._sheet.title}”超过 {MOST_ROWS} 行，XLSX 装不下；请用 --format csv 或 jsonl。")
        if longest := next((text for text in cells if len(text) > MOST_IN_CELL), None):
            raise ExportFailed(
                f"事项 {code} 有一格 {len(longest)} 个字，XLSX 一格至多 {MOST_IN_CELL} 个；请用 --format csv 或 jsonl。"
            )
        self._sheet.append([text or None for text in cells])


def cell(value: object) -> str:
    """一格：文字原样，空值是空格子，其余写成 JSON。

    以 = + - @ 制表符等开头的，表格软件会当成公式执行，前面加一个单引号；本来就以单引号开头的也加一个，
    好让导入（映射里写 `quoted: true`）去掉一个就是原文。
    """
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_LIVE) else text


def _docs(engine: Engine) -> Iterator[str]:
    query = select(items.c.doc).where(items.c.ended_on.is_(None)).order_by(items.c.position)
    with engine.connect() as connection, connection.execute(query.execution_options(yield_per=_FETCH)) as rows:
        yield from rows.scalars()


def _csv(engine: Engine, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    columns = list(Item.model_fields)
    writer.writerow(columns)
    for doc in _docs(engine):
        values = json.loads(doc)
        writer.writerow([cell(values.get(column)) for column in columns])
