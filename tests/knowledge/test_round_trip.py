"""导出再导入：JSONL、CSV、XLSX 都原样回来；会被当成公式的格子写成死的，也原样回来。"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.exporting import MOST_IN_CELL, ExportFailed, cell, export, export_workbook
from knowledge.importing import load
from knowledge.model import Item
from knowledge.storage.engine import open_engine

ROOT = Path(__file__).parents[2]
LIVE = ["=1+1", "+8613800000000", "-2", "@SUM(A1)", "\t=1+1", "'=1+1", "''", "=cmd|'/c calc'!A1"]
ROWS: list[dict[str, Any]] = [
    {
        "code": f"{number:019d}440101007000",
        "entry_code": "440101007000",
        "name": f"护照签发，“加急”{number}",
        "region": "440100",
        "source": {"name": "示例", "url": "https://gov.cn/", "checked_on": "2026-11-23"},
    }
    | fields
    for number, fields in enumerate(
        [
            {},
            {"fees": [], "materials": [], "steps": [], "visits": 0, "immediate": False, "status": "暂停"},
            {
                "materials": [
                    {"name": "照片", "originals": 2, "note": "=A1", "scenarios": ["self"]},
                    {"name": "身份证", "copies": 0, "type": "证件"},
                ],
                "scenarios": [{"id": "who", "question": "给谁办？", "options": [{"id": "self", "label": "自己"}]}],
                "statutory_limit": {"value": 0.5, "unit": "工作日", "note": "不含公示"},
                "conditions": " 第一行\n\n  第二行，有“引号”和,逗号\n",
                "rules": [
                    {
                        "id": "age",
                        "text": "=满18周岁",
                        "needs": [{"fact": "age", "compare": "at_least", "value": 18, "unit": "周岁"}],
                        "basis": {"name": "某法", "article": "第一条"},
                    }
                ],
                "valid_from": "2026-01-02",
                "left_to_regions": ["phone"],
                "sources": [{"name": "某法", "checked_on": "2026-01-01", "fields": ["fees"]}],
            },
            *({"phone": text, "authority": text, "aliases": [text]} for text in LIVE),
        ]
    )
]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], Engine]]:
    engines: list[Engine] = []

    def open_one(name: str) -> Engine:
        engines.append(open_engine(f"sqlite:///{tmp_path}/{name}.db"))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.dispose()


def bring(engine: Engine, folder: Path, path: Path, mapping: str | None = None) -> None:
    options = {"mapping": Path(mapping)} if mapping else {}
    report = load(engine, [path], index_root=folder / "index", build_index=lambda *_: None, **options)  # type: ignore[arg-type]
    assert report.rejects.rows == []
    assert report.notes == ()


def written(engine: Engine, path: Path) -> Path:
    if path.suffix == ".xlsx":
        export_workbook(engine, path)
        return path
    with path.open("w", encoding="utf-8", newline="") as out:
        export(engine, out, "csv" if path.suffix == ".csv" else "jsonl")
    return path


def items(engine: Engine) -> list[Item]:
    out = io.StringIO()
    export(engine, out)
    return [Item.model_validate_json(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(("suffix", "mapping"), [("jsonl", None), ("csv", "banshi-table"), ("xlsx", "banshi-table")])
@pytest.mark.parametrize("content", ["odd", "starter"])
def test_what_is_exported_comes_back_equal(
    opened: Callable[[str], Engine], tmp_path: Path, content: str, suffix: str, mapping: str | None
) -> None:
    source = ROOT / "knowledge" / "starter"
    if content == "odd":
        source = tmp_path / "in.jsonl"
        source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    first, second = opened("first"), opened("second")
    bring(first, tmp_path, source)
    bring(second, tmp_path, written(first, tmp_path / f"out.{suffix}"), mapping)
    assert items(second) == items(first)
    assert Catalogue(second).count() == Catalogue(first).count() > 0


def test_no_cell_is_a_live_formula(opened: Callable[[str], Engine], tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    engine = opened("c")
    bring(engine, tmp_path, source)
    book = load_workbook(written(engine, tmp_path / "o.xlsx"))
    assert book.sheetnames == ["事项", "材料"]
    cells = [one for sheet in book.worksheets for row in sheet.iter_rows() for one in row if one.value is not None]
    assert {one.data_type for one in cells} == {"s"}
    assert not [one.value for one in cells if str(one.value).startswith(("=", "+", "-", "@", "\t", "\r"))]
    with written(engine, tmp_path / "o.csv").open(encoding="utf-8", newline="") as table:
        texts = [text for row in csv.reader(table) for text in row]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_mark_is_undone_only_when_the_mapping_says_so(opened: Callable[[str], Engine], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编码,名称,电话\n11440000006939756B2440101007000,护照,'=1+1\n", encoding="utf-8")
    mapping = tmp_path / "m.yaml"
    text = (
        'source: {name: 某市, checked_on: "2026-01-02"}\nfields:\n  code: 编码\n  name: 名称\n  phone: 电话\n'
        "  entry_code: {from: 编码, take: part, start: 19, end: 31}\n  region: {take: constant, constant: '440100'}\n"
    )
    found = []
    for head in ("", "quoted: true\n"):
        mapping.write_text(head + text, encoding="utf-8")
        engine = opened(f"c{len(found)}")
        bring(engine, tmp_path, path, str(mapping))
        found.append(items(engine)[0].phone)
    assert found == ["'=1+1", "=1+1"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("护照", "护照"),
        ("=1", "'=1"),
        ("'a", "''a"),
        ([], "[]"),
        ({"a": "甲"}, '{"a": "甲"}'),
        (0, "0"),
        (-1, "'-1"),
        (False, "false"),
    ],
)
def test_cell(value: object, text: str) -> None:
    assert cell(value) == text


def test_what_a_workbook_cannot_hold_is_said_and_not_cut(opened: Callable[[str], Engine], tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(ROWS[0] | {"conditions": "长" * (MOST_IN_CELL + 1)}), encoding="utf-8")
    engine = opened("c")
    bring(engine, tmp_path, source)
    with pytest.raises(ExportFailed, match="有一格 32768 个字，XLSX 一格至多 32767 个；请用 --format csv 或 jsonl。"):
        export_workbook(engine, tmp_path / "o.xlsx")
