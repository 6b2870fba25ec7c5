"""导出：按交来的次序写出现有的事项；JSONL 与交来的逐行相等，CSV 供表格软件查看。"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Literal, TextIO

from sqlalchemy import Engine, select

from knowledge.linked_data import write_linked
from knowledge.model import Item
from knowledge.storage.schema import items

Format = Literal["jsonl", "csv", "jsonld"]
_FETCH = 500


def export(engine: Engine, out: TextIO, format: Format = "jsonl") -> None:
    """写出全部现有事项（不含已终止的）。

    CSV 每个字段一列，文字原样，列表与对象写成 JSON；缺省的与 `null` 都是空格子，“没有”是 `[]`。
    """
    if format == "csv":
        _csv(engine, out)
    elif format == "jsonld":
        out.writelines(write_linked(Item.model_validate_json(doc) for doc in _docs(engine)))
    else:
        out.writelines(doc + "\n" for doc in _docs(engine))


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
        writer.writerow([_cell(values.get(column)) for column in columns])


def _cell(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
