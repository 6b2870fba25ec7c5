"""把子表并到主表：子表先整个放进一个临时的 SQLite（大了自动落盘），主表读到一行取它的各行。"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from knowledge.importing.children import Child
from knowledge.importing.mapping import Mapping
from knowledge.importing.readers import rows_of
from knowledge.importing.report import ImportFailed
from knowledge.importing.rows import Row

_MAKE = """
CREATE TABLE rows (
    field TEXT, key TEXT, place REAL, number INTEGER, file TEXT, line INTEGER, doc TEXT, taken INTEGER DEFAULT 0
)
"""
_TAKE = "SELECT file, line, doc, taken FROM rows WHERE field = ? AND key = ? ORDER BY place, number"
_MARK = "UPDATE rows SET taken = 1 WHERE field = ? AND key = ?"
_LEFT = "SELECT count(*), min(line), file FROM rows WHERE field = ? AND taken = 0"


class Join:
    """用完要 `close`。没有子表的映射也可以用，什么都不做。"""

    def __init__(self, mapping: Mapping | None, files: Sequence[Path]) -> None:
        self._mapping = mapping
        self._children = dict(mapping.children) if mapping is not None else {}
        self._given = list(files)
        self._tables = {field: list(self._found(child)) for field, child in self._children.items()}
        beside = {file for child in self._children.values() if child.file for file in files if _fits(file, child)}
        self.main = [file for file in files if file not in beside]
        self._kept: sqlite3.Connection | None = None

    def __enter__(self) -> Join:
        if self._children:
            self._kept = sqlite3.connect("")
            self._kept.execute("PRAGMA journal_mode = OFF")
            self._kept.execute(_MAKE)
            for field, child in self._children.items():
                self._keep(field, child)
            self._kept.execute("CREATE INDEX by_key ON rows (field, key)")
        return self

    def __exit__(self, *_: object) -> None:
        if self._kept is not None:
            self._kept.close()

    def of(self, row: Row) -> dict[str, list[Row]]:
        """主表这一行在各子表里的各行；一行都没有的不给。"""
        found = {field: self._rows(field, child, row) for field, child in self._children.items()}
        return {field: rows for field, rows in found.items() if rows}

    def notes(self) -> Iterator[tuple[str, int]]:
        """子表里没有用上的行：主表里没有这个编码。"""
        if self._kept is None:
            return
        for field in self._children:
            count, line, file = self._kept.execute(_LEFT, [field]).fetchone()
            if count:
                yield f"{field} 的子表里有的行，编码在主表里没有（第一处在 {file} 第 {line} 行）", count

    def _rows(self, field: str, child: Child, row: Row) -> list[Row]:
        key = str(row.values.get(child.to or child.key) or "").strip()
        if not key or self._kept is None:
            return []
        found = self._kept.execute(_TAKE, [field, key]).fetchall()
        if found and not found[0][3]:
            self._kept.execute(_MARK, [field, key])
        return [Row(file, line, json.loads(doc)) for file, line, doc, _ in found]

    def _keep(self, field: str, child: Child) -> None:
        numbered = ((number, row) for number, row in enumerate(self._read(field, child)))
        assert self._kept is not None
        self._kept.executemany(
            "INSERT INTO rows (field, key, place, number, file, line, doc) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (field, _key(row, child), child.place_of(row, number), number, row.file, row.line, _doc(row))
                for number, row in numbered
            ),
        )

    def _read(self, field: str, child: Child) -> Iterator[Row]:
        for file in self._tables[field]:
            for row in rows_of(file, child.layout):
                if row.fault is not None:
                    raise ImportFailed(f"子表“{file}”第 {row.line} 行读不成：{row.fault.reason}")
                yield row

    def _found(self, child: Child) -> Iterator[Path]:
        if child.file is None:
            # 同一个工作簿里的另一张工作表；导成 CSV 时没有工作表，子表就在主表的列里。
            yield from (file for file in self._given if file.suffix.lower() == ".xlsx")
            return
        given = [file for file in self._given if _fits(file, child)]
        folders = dict.fromkeys(file.parent for file in self._given)
        found = given or [file for folder in folders for file in sorted(folder.glob(child.file))]
        if not found:
            raise ImportFailed(f"没有找到映射里写的子表“{child.file}”；请把它放在主表旁边，或在命令里一起给出。")
        yield from found


def _fits(file: Path, child: Child) -> bool:
    return child.file is not None and fnmatch(file.name, child.file)


def _key(row: Row, child: Child) -> str:
    if child.key not in row.values:
        raise ImportFailed(f"子表“{row.file}”里没有“{child.key}”这一列；请核对映射里的 key。")
    return str(row.values[child.key] or "").strip()


def _doc(row: Row) -> str:
    return json.dumps(row.values, ensure_ascii=False)
