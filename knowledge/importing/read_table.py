"""读 CSV：有一行是列名，其后每行一个事项（或一条材料）；只用于有映射的来源。"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.importing.layout import Layout
from knowledge.importing.report import ImportFailed, shortened
from knowledge.importing.rows import MAX_LINE, Row, decode, lines, unreadable

Cells = Iterable[tuple[int, list[str]]]


def read_csv(path: Path, layout: Layout) -> Iterator[Row]:
    """逐行给出；格子数与列名数不等的行带着原因给出。

    Raises:
        ImportFailed: 编码不对、引号不成对、有一行太长，或列名在的那一行不存在。
    """
    with path.open("rb") as source:
        yield from rows_under_header(path, _cells(path, _text(path, lines(source), layout.encoding), layout), layout)


def _text(path: Path, raws: Iterable[bytes], encoding: str) -> Iterator[str]:
    for number, raw in enumerate(raws, start=1):
        if len(raw) > MAX_LINE:
            raise ImportFailed(f"文件“{path}”第 {number} 行超过 {MAX_LINE} 个字节；请检查是否少了换行。")
        yield decode(raw, encoding, f"文件“{path}”第 {number} 行")


def _cells(path: Path, text: Iterable[str], layout: Layout) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text, delimiter=layout.delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ImportFailed(
                f"文件“{path}”第 {reader.line_num} 行不是合法的 CSV（{error}）；请检查引号是否成对。"
            ) from error
        yield reader.line_num, cells


def rows_under_header(
    path: Path, numbered: Cells, layout: Layout, faults: dict[int, str] | None = None
) -> Iterator[Row]:
    """列名之下的各行；`faults` 是另有毛病的行号与原因。空行略过，末尾多出的空格子不算。

    Raises:
        ImportFailed: 列名在的那一行不存在。
    """
    columns: list[str] = []
    for line, cells in numbered:
        if not any(cells) or (layout.header is not None and line < layout.header):
            continue
        if not columns:
            columns = column_names(cells)
        elif faults and line in faults:
            yield unreadable(str(path), line, shortened(cells), faults.pop(line))
        else:
            yield _row(path, line, columns, cells, layout)
    if not columns and layout.header is not None:
        raise ImportFailed(f"文件“{path}”没有第 {layout.header} 行；请核对映射里的 header。")


def column_names(cells: list[str]) -> list[str]:
    """列名，去掉首尾空白与格子里的换行；重名的第二个起加上序号（“电话.2”），免得后一列盖掉前一列。"""
    seen: Counter[str] = Counter()
    names = []
    for cell in _without_tail(cells, 0):
        name = "".join(cell.split())
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return names


def _row(path: Path, line: int, columns: list[str], cells: list[str], layout: Layout) -> Row:
    cells = _without_tail(cells, len(columns))
    if len(cells) != len(columns):
        reason = f"这一行有 {len(cells)} 格，而列名有 {len(columns)} 个；请检查逗号与引号。"
        return unreadable(str(path), line, shortened(cells), reason)
    if layout.quoted:
        cells = [cell.removeprefix("'") for cell in cells]
    return Row(str(path), line, dict(zip(columns, cells, strict=True)))


def _without_tail(cells: list[str], least: int) -> list[str]:
    end = len(cells)
    while end > least and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
