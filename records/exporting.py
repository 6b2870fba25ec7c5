"""导出：每张表一个文件，不带文字和个人信息；编号换成假名，一次导出之内对得上，两次之间对不上。"""

from __future__ import annotations

import csv
import hmac
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Boolean, Engine, Float, Integer, Table, select

from records.schema import CONVERSATIONS, EVENTS, FEEDBACK, HANDOVERS, RATINGS, TICKET_AUDIT, TICKETS, TURNS

FORMATS: Final = ("csv", "parquet")

COLUMNS: Final[dict[Table, tuple[str, ...]]] = {
    CONVERSATIONS: ("id", "channel", "region", "side", "created_at", "closed_at", "erased_at"),
    TURNS: ("id", "conversation_id", "position", "at", "outcome", "engine_failure", "seconds"),
    EVENTS: ("id", "conversation_id", "at", "kind", "data"),
    RATINGS: ("conversation_id", "level", "reasons", "at"),
    FEEDBACK: ("conversation_id", "turn_id", "useful", "reason", "at"),
    TICKETS: ("number", "conversation_id", "kind", "category", "region", "channel", "state", "opened_at", "changed_at"),
    HANDOVERS: ("id", "conversation_id", "state", "asked_at", "taken_at", "ended_at", "agent", "ending"),
    TICKET_AUDIT: ("number", "at", "agent", "did"),
}
"""导出的表和列。文字（text、payload、answer、greeting、comment、note）、令牌、密封的内容都不在其中。"""

_NAMED: Final = frozenset({"conversation_id", "turn_id", "number", "agent"})
_IN_DATA: Final = frozenset({"turn", "number", "handover", "by"})
_BATCH: Final = 10_000


class Unwritable(RuntimeError):
    """写不了；消息是一句给人看的中文。"""


class Pseudonyms:
    """编号 → 假名。钥匙只用这一次，不留下。"""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, name: str | None) -> str | None:
        """同一个编号总是同一个假名。"""
        return None if name is None else hmac.new(self._key, name.encode(), "sha256").hexdigest()[:24]

    def row(self, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
        """一行里的编号都换掉；事件的 data 里的也换。"""
        named = _NAMED | ({"id"} if table is not EVENTS else set())
        kept = {name: self.of(value) if name in named else value for name, value in row.items()}
        if table is EVENTS:
            data = json.loads(row["data"])
            hidden = {name: self.of(value) if name in _IN_DATA else value for name, value in data.items()}
            kept["data"] = json.dumps(hidden, ensure_ascii=False)
        return kept


def export(engine: Engine, folder: Path, kind: str) -> dict[str, int]:
    """写进 folder，返回 文件名 → 行数。kind：csv 或 parquet。文件先写好再换上，半途出错不留半个。"""
    names, counts = Pseudonyms(), {}
    write = _WRITERS[kind]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in COLUMNS:
            final = folder / f"{table.name}.{kind}"
            part = final.with_name(f".{final.name}.part")
            counts[final.name] = write(part, table, _rows(engine, table, names))
            part.replace(final)
    except OSError as fault:
        raise Unwritable(f"写不了 {folder}（{fault.strerror}），请换一个能写的目录。") from fault
    return counts


def _rows(engine: Engine, table: Table, names: Pseudonyms) -> Iterator[dict[str, Any]]:
    columns = COLUMNS[table]
    query = select(*(table.c[name] for name in columns)).order_by(*table.primary_key.columns)
    with engine.connect().execution_options(yield_per=_BATCH) as connection:
        for row in connection.execute(query):
            yield names.row(table, dict(zip(columns, row, strict=True)))


def _csv(path: Path, table: Table, rows: Iterator[dict[str, Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS[table])
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _parquet(path: Path, table: Table, rows: Iterator[dict[str, Any]]) -> int:
    """按列写；一列是整数、小数、真假或文字，照库里的类型。"""
    from arro3.core import Array, DataType  # 只有写 Parquet 时才用得着，不让别的命令等它
    from arro3.core import Table as ArrowTable
    from arro3.io import write_parquet

    types = ((Boolean, DataType.bool), (Integer, DataType.int64), (Float, DataType.float64))
    kept = list(rows)
    arrays: dict[str, Any] = {}
    for name in COLUMNS[table]:
        kind = next((made for kind, made in types if isinstance(table.c[name].type, kind)), DataType.utf8)
        arrays[name] = Array([row[name] for row in kept], kind())
    write_parquet(ArrowTable.from_pydict(arrays), path)
    return len(kept)


_WRITERS: Final[dict[str, Callable[[Path, Table, Iterator[dict[str, Any]]], int]]] = {"csv": _csv, "parquet": _parquet}
