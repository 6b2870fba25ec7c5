"""导出：JSONL 与交来的相等，CSV 供表格软件查看。"""

import csv
import io
import json
from pathlib import Path
from typing import Any

from knowledge.exporting import export
from knowledge.importing import load
from knowledge.model import Item
from knowledge.storage.engine import open_engine

DIFFERENT: list[dict[str, Any]] = [
    {"fees": [], "phone": None, "categories": ["个人/090"]},
    {"statutory_limit": {"unit": "工作日", "value": 0.5}, "aliases": None},
    {"conditions": "第一行\n第二行"},
]
ROWS: list[dict[str, Any]] = [
    fields
    | {
        "code": f"{number:019d}440101007000",
        "entry_code": "440101007000",
        "name": "护照签发，“加急”",
        "region": "100000",
        "source": {"checked_on": "2026-11-23", "name": "示例"},
    }
    for number, fields in enumerate(DIFFERENT)
]


def brought(tmp_path: Path, format: Any) -> str:
    engine = open_engine(f"sqlite:///{tmp_path}/c.db")
    path = tmp_path / "items.yaml"
    path.write_text(json.dumps(ROWS, ensure_ascii=False), encoding="utf-8")
    assert load(engine, [path], index_root=tmp_path / "index", build_index=lambda *_: None).added == len(ROWS)
    out = io.StringIO(newline="")
    export(engine, out, format)
    engine.dispose()
    return out.getvalue()


def test_jsonl_is_what_came_in_with_null_and_empty_apart(tmp_path: Path) -> None:
    lines = brought(tmp_path, "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == ROWS
    assert [list(json.loads(line)) for line in lines] == [list(row) for row in ROWS]


def test_csv_has_a_column_a_field(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(brought(tmp_path, "csv"), newline="")))
    assert list(rows[0]) == list(Item.model_fields)
    assert [row["name"] for row in rows] == [row["name"] for row in ROWS]
    assert (rows[0]["fees"], rows[0]["phone"], rows[0]["materials"]) == ("[]", "", "")
    assert json.loads(rows[1]["statutory_limit"]) == {"unit": "工作日", "value": 0.5}
    assert rows[2]["conditions"] == "第一行\n第二行"
