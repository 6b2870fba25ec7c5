"""按格式读一个文件：格式由映射说，或按扩展名认。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from knowledge.importing.layout import Layout
from knowledge.importing.read_json import read_json, read_jsonl
from knowledge.importing.read_table import read_csv
from knowledge.importing.read_yaml import read_yaml
from knowledge.importing.report import ImportFailed
from knowledge.importing.rows import Row

Reader = Callable[[Path, Layout], Iterator[Row]]


def _read_xlsx(path: Path, layout: Layout) -> Iterator[Row]:
    # 用到时才导入：多半的导入不读工作簿，装载读它的库要四分之一秒。
    from knowledge.importing.read_workbook import read_xlsx

    return read_xlsx(path, layout)


_READERS: dict[str, Reader] = {
    "jsonl": lambda path, layout: read_jsonl(path, layout.encoding),
    "json": lambda path, layout: read_json(path, layout.encoding, layout.rows),
    "yaml": lambda path, layout: read_yaml(path, layout.encoding),
    "csv": read_csv,
    "xlsx": _read_xlsx,
}
NATIVE = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".yaml": "yaml", ".yml": "yaml"}
TABLES = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx"}


def rows_of(path: Path, layout: Layout, format: str | None = None) -> Iterator[Row]:
    """逐行给出；`format` 不说时按扩展名认。

    Raises:
        ImportFailed: 认不出格式，或文件不能用。
    """
    found = format or {**NATIVE, **TABLES}.get(path.suffix.lower())
    if found is None:
        raise ImportFailed(f"认不出“{path}”的格式；请在映射文件里写 format，例如 format: csv。")
    return _READERS[found](path, layout)


def check_native(path: Path) -> None:
    """没有映射时只收本项目格式。

    Raises:
        ImportFailed: 是表格，或认不出格式。
    """
    suffix = path.suffix.lower()
    if suffix in TABLES and suffix != ".txt":
        raise ImportFailed(
            f"“{path}”是表格，要说明各列是什么；请用 --mapping 给出映射文件，"
            "还没有的话，先用 banshi import --suggest 拟一份。"
        )
    if suffix not in NATIVE:
        raise ImportFailed(
            f"认不出“{path}”的格式；本项目格式的文件用 {'、'.join(NATIVE)} 结尾，别的来源请用 --mapping 给出映射文件。"
        )
