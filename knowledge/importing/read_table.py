"""读 CSV 与 XLSX：第一行是列名，其余每行一个事项；只用于有映射的来源。"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.importing.report import ImportFailed, shortened
from knowledge.importing.rows import Row, decode, unreadable


def read_csv(path: Path, encoding: str) -> Iterator[Row]:
    """逐行给出；格子数与列名数不等的行带着原因给出。"""
    with path.open("rb") as source:
        text = (decode(raw, encoding, f"文件“{path}”第 {number} 行") for number, raw in enumerate(source, start=1))
        yield from _rows(path, _cells(path, text))


def _cells(path: Path, text: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text)
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


def read_xlsx(path: Path, _encoding: str) -> Iterator[Row]:
    """逐行给出第一张工作表；日期写成 2026-11-23，整数不带小数点。

    Raises:
        ImportFailed: 不是 XLSX 文件。
    """
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError) as error:
        raise ImportFailed(f"文件“{path}”不是 XLSX；若是旧的 XLS 或 CSV，请另存为 XLSX 或改扩展名。") from error
    try:
        sheet = book.worksheets[0]
        rows = enumerate(sheet.iter_rows(values_only=True), start=1)
        yield from _rows(path, ((number, [_text(cell) for cell in cells]) for number, cells in rows))
    finally:
        book.close()


def _rows(path: Path, numbered: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    columns: list[str] = []
    for line, cells in numbered:
        if not any(cells):
            continue
        if not columns:
            columns = [cell.strip() for cell in cells]
        elif len(cells) == len(columns):
            yield Row(str(path), line, dict(zip(columns, cells, strict=True)))
        else:
            yield unreadable(
                str(path),
                line,
                shortened(cells),
                f"这一行有 {len(cells)} 格，而列名有 {len(columns)} 个；请检查逗号与引号。",
            )


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
