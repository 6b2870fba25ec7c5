"""一致性检查：好的目录没有问题，每种毛病各有一句话。"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from knowledge.checking import problems_of_catalogue
from knowledge.importing import load
from knowledge.storage.engine import open_engine, writing
from knowledge.storage.migrate import upgrade_catalogue
from knowledge.storage.packing import pack

CODE = "0" * 19 + "440101007000"
ROW: dict[str, Any] = {
    "code": CODE,
    "entry_code": "440101007000",
    "name": "护照签发",
    "region": "440100",
    "fees": [],
    "source": {"name": "示例", "checked_on": "2026-11-23"},
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{tmp_path}/catalogue.db")
    upgrade_catalogue(opened)
    yield opened
    opened.dispose()


def bring(engine: Engine, folder: Path, row: dict[str, Any]) -> None:
    path = folder / "items.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    load(engine, [path], index_root=folder / "index")


def problems(engine: Engine, folder: Path) -> list[str]:
    return list(problems_of_catalogue(engine, folder / "index"))


def test_a_good_catalogue_has_no_problem(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, ROW)
    assert problems(engine, tmp_path) == []


def test_an_empty_catalogue_is_said(engine: Engine, tmp_path: Path) -> None:
    assert problems(engine, tmp_path) == ["目录还是空的，请用 banshi import 导入。"]


def test_a_lost_index_is_said(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, ROW)
    shutil.rmtree(tmp_path / "index")
    (found,) = problems(engine, tmp_path)
    assert "banshi reindex" in found
    assert str(tmp_path / "index") in found


def test_a_source_for_an_unknown_field_is_said(engine: Engine, tmp_path: Path) -> None:
    source = ROW["source"] | {"fields": ["fees", "price"]}
    bring(engine, tmp_path, ROW | {"sources": [source]})
    assert problems(engine, tmp_path) == [f"事项 {CODE} 的来源写了不存在的字段：price。"]


@pytest.mark.parametrize("doc", [{"code": CODE}, ROW | {"price": 3}, ROW | {"fees": "免费"}])
def test_an_item_out_of_form_is_said(engine: Engine, tmp_path: Path, doc: dict[str, Any]) -> None:
    bring(engine, tmp_path, ROW)
    with writing(engine) as connection:
        connection.execute(text("UPDATE items SET doc = :doc"), {"doc": pack(json.dumps(doc))})
    (found,) = problems(engine, tmp_path)
    assert found.startswith(f"事项 {CODE} 不合本项目格式：")


def test_an_ended_item_is_not_looked_at(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, ROW)
    with writing(engine) as connection:
        connection.execute(text("UPDATE items SET doc = '{}', ended_on = '2026-01-01'"))
    assert problems(engine, tmp_path) == []
