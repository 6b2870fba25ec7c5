"""读 XLSX：边读边给。公式从不计算，只取办公软件存下的值；解压后大得不合理的文件不打开。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.importing.layout import Layout
from knowledge.importing.read_table import rows_under_header
from knowledge.importing.report import ImportFailed
from knowledge.importing.rows import Row

_MIB: Final = 1 << 20
MOST_UNPACKED: Final = 1024 * _MIB
"""整个工作簿解压之后至多这么多字节。"""
_MOST_STRINGS: Final = 256 * _MIB
"""共用文字要整个读进内存，另限。"""
_FREE: Final = 16 * _MIB
_MOST_TIMES: Final = 200
"""大于 _FREE 的部分，解压后至多是压缩时的这么多倍；真实的表格不过几十倍。"""
_EXACT: Final = 10**15
"""表格软件里的数只有十五位是准的；更长的（实施编码）存成数就已经坏了。"""
_FORMULA: Final = re.compile(rb"<f[ >/]")


def read_xlsx(path: Path, layout: Layout) -> Iterator[Row]:
    """逐行给出 `layout.sheet`（不写则第一张）；日期写成 2026-11-23，整数不带小数点。

    Raises:
        ImportFailed: 不是 XLSX 文件、解压后太大，或没有那张工作表。
    """
    has_formulas = check_package(path)
    faults: dict[int, str] = {}
    with opened(path, values=True) as book:
        rows = numbered_rows(_sheet(path, book, layout.sheet))
        if not has_formulas:
            yield from rows_under_header(path, rows, layout)
            return
        with opened(path, values=False) as written:
            watched = _watching(rows, _sheet(path, written, layout.sheet), faults)
            yield from rows_under_header(path, watched, layout, faults)


def sheet_names(path: Path) -> list[str]:
    """各张工作表的名字，按次序。

    Raises:
        ImportFailed: 不是 XLSX 文件，或解压后太大。
    """
    check_package(path)
    with opened(path, values=True) as book:
        return [str(sheet.title) for sheet in book.worksheets]


def check_package(path: Path, most: int = MOST_UNPACKED) -> bool:
    """看一眼压缩包的目录，解压后至多 `most` 个字节；返回工作表里有没有公式。

    Raises:
        ImportFailed: 不是 XLSX，或解压后大得不合理（压缩炸弹）。
    """
    try:
        with ZipFile(path) as package:
            members = package.infolist()
            for one in members:
                times = one.file_size / max(1, one.compress_size)
                is_strings = one.filename.endswith("sharedStrings.xml") and one.file_size > _MOST_STRINGS
                if is_strings or (one.file_size > _FREE and times > _MOST_TIMES):
                    raise _too_large(path, one.file_size)
            if (total := sum(one.file_size for one in members)) > most:
                raise _too_large(path, total)
            sheets = [one.filename for one in members if "worksheets/" in one.filename]
            return any(_mentions_formula(package, name) for name in sheets)
    except (BadZipFile, OSError, EOFError, RuntimeError) as error:  # 加了密、压法不认识的也是 RuntimeError
        raise _not_xlsx(path) from error


def _mentions_formula(package: ZipFile, name: str) -> bool:
    tail = b""
    with package.open(name) as source:
        while block := source.read(_MIB):
            if _FORMULA.search(tail + block):
                return True
            tail = block[-4:]
    return False


@contextmanager
def opened(path: Path, *, values: bool) -> Iterator[Any]:
    try:
        book = load_workbook(path, read_only=True, data_only=values, keep_links=False)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, ParseError, TypeError) as error:
        raise _not_xlsx(path) from error
    try:
        yield book
    finally:
        book.close()


def _sheet(path: Path, book: Any, wanted: str | None) -> Any:
    names = [str(sheet.title) for sheet in book.worksheets]
    if wanted is None and names:
        return book.worksheets[0]
    if wanted not in names:
        raise ImportFailed(
            f"文件“{path}”里没有“{wanted or ''}”这张工作表，只有 {'、'.join(names)}；请核对映射里的 sheet。"
        )
    return book.worksheets[names.index(wanted)]


def numbered_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """行号与各格的文字；各行一样长。"""
    # 有的系统写出来的表自称只有 A1 一格，按它读就只剩一列。
    sheet.reset_dimensions()
    width = 0
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            width = max(width, len(cells))
            yield number, [*map(_text, cells), *[""] * (width - len(cells))]
    except (ParseError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ImportFailed(
            f"工作表“{sheet.title}”读到一半读不下去（{error}）；请在表格软件里打开、另存一次。"
        ) from error


def _watching(
    rows: Iterator[tuple[int, list[str]]], written: Any, faults: dict[int, str]
) -> Iterator[tuple[int, list[str]]]:
    """公式没有存下值的格子读来是空的，会被当成没有写；记下这些行，退回。"""
    for (number, cells), (_, other) in zip(rows, numbered_rows(written), strict=False):
        if any(not cell and text.startswith("=") for cell, text in zip(cells, other, strict=False)):
            faults[number] = "格子里是公式，没有算好的值；公式不会在这里计算，请在表格软件里打开、另存一次再导入。"
        yield number, cells


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float) and abs(cell) >= _EXACT:
        return f"{cell:.14e}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _too_large(path: Path, size: int) -> ImportFailed:
    return ImportFailed(
        f"文件“{path}”解压之后有 {size // _MIB} MiB，大得不合理，没有打开；请另存为 CSV 或 JSONL，或分成几个文件。"
    )


def _not_xlsx(path: Path) -> ImportFailed:
    return ImportFailed(f"文件“{path}”不是 XLSX；若是旧的 XLS 或 CSV，请另存为 XLSX 或改扩展名。")
