"""导入测试共用：真的数据库、一个最小的事项、一次导入。索引用手写的替身，只数一数基本目录。"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from knowledge.catalogue import entries_of
from knowledge.importing import ImportReport, load
from tests.knowledge.importing.apart import Apart, importing_apart

MakeItem = Callable[..., dict[str, Any]]
Bring = Callable[..., ImportReport]


@pytest.fixture(scope="session")
def apart() -> Iterator[Apart]:
    """做导入的另一个进程，好杀它；几个测试、两种数据库合用一个。"""
    with importing_apart() as one:
        yield one


@pytest.fixture
def make_item() -> MakeItem:
    """第 `number` 个事项；别的字段由关键字给出。"""

    def make(number: int = 1, **fields: object) -> dict[str, Any]:
        entry = f"{number:012d}"
        return {
            "code": f"{'0' * 18}1{entry}",
            "entry_code": entry,
            "name": f"事项{number}",
            "sides": ["个人"],
            "categories": ["个人/证件办理"],
            "region": "440100",
            "source": {"name": "示例来源", "url": "https://example.cn", "checked_on": "2026-11-23"},
        } | fields

    return make


@pytest.fixture
def write_jsonl(tmp_path: Path) -> Callable[..., Path]:
    """把几个事项（或现成的一行文字）写成 JSONL。"""

    def write(rows: list[object], name: str = "items.jsonl") -> Path:
        path = tmp_path / name
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


def count_entries(connection: Connection, directory: Path) -> None:
    """索引的替身。"""
    (directory / "entries").write_text(str(sum(1 for _ in entries_of(connection))))


@pytest.fixture
def bring(engine: Engine, tmp_path: Path) -> Bring:
    """导入几个路径；索引建在 tmp_path/index。"""

    def run(*paths: Path, **options: Any) -> ImportReport:
        options.setdefault("build_index", count_entries)
        return load(engine, list(paths), index_root=tmp_path / "index", **options)

    return run
