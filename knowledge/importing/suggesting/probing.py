"""探一探文件：格式、编码、分隔符、列名在哪一行、有几张工作表。"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from knowledge.importing.layout import Layout
from knowledge.importing.read_table import column_names
from knowledge.importing.read_workbook import numbered_rows, opened, sheet_names
from knowledge.importing.readers import NATIVE, TABLES, rows_of
from knowledge.importing.report import ImportFailed
from knowledge.importing.suggesting.names import known, plain
from knowledge.importing.suggesting.sampling import Table, sample

# 对象开头若干个简单的值，然后是一个对象或列表的键。
_INTO: Final = re.compile(
    r'\{(?:\s*"[^"]*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[^"\s{}\[\],]+)\s*,)*\s*"([^"]*)"\s*:\s*(?=[\[{])'
)
_HEAD: Final = 1 << 18
_FIRST: Final = 15


def tables_of(path: Path) -> Iterator[tuple[Table, str, Layout]]:
    """文件里的各张表，连同格式与读法。

    Raises:
        ImportFailed: 没有这个文件、认不出格式，或读不成。
    """
    if not path.is_file():
        raise ImportFailed(f"没有“{path}”这个文件；请检查路径。")
    format = {**NATIVE, **TABLES}.get(path.suffix.lower())
    if format is None:
        raise ImportFailed(f"认不出“{path}”的格式；请把扩展名改成 {'、'.join({**NATIVE, **TABLES})} 之一。")
    for layout in _layouts(path, format):
        yield sample(path.name, layout.sheet, rows_of(path, layout, format)), format, layout


def _layouts(path: Path, format: str) -> Iterator[Layout]:
    if format == "xlsx":
        for name in sheet_names(path):
            with opened(path, values=True) as book:
                first = list(islice(numbered_rows(book[name]), _FIRST))
            if any(any(cells) for _, cells in first):
                yield Layout(sheet=name, header=_header(first))
        return
    encoding = _encoding(path)
    if format != "csv":
        yield Layout(encoding, rows=_wrapped(path, encoding) if format == "json" else None)
        return
    with path.open(encoding=encoding, errors="replace", newline="") as source:
        text = source.read(_HEAD).removeprefix("\ufeff").splitlines(keepends=True)[:_FIRST]
    delimiter = max(",\t;|", key=lambda sign: max((line.count(sign) for line in text), default=0))
    first = list(enumerate(csv.reader(text, delimiter=delimiter), start=1))
    yield Layout(encoding, header=_header(first), delimiter=delimiter)


def _wrapped(path: Path, encoding: str) -> str | None:
    """JSON 的列表包在对象里的，它所在的键；看开头就够。"""
    with path.open(encoding=encoding, errors="replace") as source:
        head = source.read(_HEAD).removeprefix("\ufeff").lstrip()
    keys: list[str] = []
    while head.startswith("{"):
        match = _INTO.match(head)
        if match is None:
            return None
        keys.append(match[1])
        head = head[match.end() :].lstrip()
    return ".".join(keys) if keys and head.startswith("[") else None


def _encoding(path: Path) -> str:
    with path.open("rb") as source:
        head = source.read(_HEAD)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _header(first: list[tuple[int, list[str]]]) -> int | None:
    """列名的行号：认得的列名最多的那一行；就是第一个有字的行则不必写。"""
    filled = [(number, cells) for number, cells in first if any(cell.strip() for cell in cells)]
    if not filled:
        return None
    best = max(filled, key=lambda row: (sum(plain(name) in _words() for name in column_names(row[1])), -row[0]))
    return None if best[0] == filled[0][0] else best[0]


def _words() -> frozenset[str]:
    groups = (known()["item"], *known()["children"].values())
    return frozenset(plain(name) for group in groups for names in group.values() for name in names)
