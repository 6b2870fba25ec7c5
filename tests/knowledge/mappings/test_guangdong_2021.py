"""广东 2021 年的 2,262 个真实事项：全部收下，字段与原文对得上。"""

import io
import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.exporting import export
from knowledge.importing import ImportReport, load
from knowledge.storage.engine import open_engine

MAPPING = Path(__file__).parents[3] / "knowledge" / "mappings" / "guangdong-2021.yaml"


def no_index(*_: object) -> None:
    """索引的替身。"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{tmp_path}/catalogue.db")
    yield opened
    opened.dispose()


@pytest.fixture
def source(shared_data: Path) -> Path:
    return shared_data / "guangdong-2021.jsonl"


@pytest.fixture
def report(engine: Engine, source: Path, tmp_path: Path) -> ImportReport:
    return load(engine, [source], mapping=MAPPING, index_root=tmp_path / "index", build_index=no_index)


def test_every_row_is_loaded_in_time_and_again_changes_nothing(engine: Engine, source: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    first = load(engine, [source], mapping=MAPPING, index_root=tmp_path / "index", build_index=no_index)
    assert time.monotonic() - started < 20
    assert (first.read, first.added, first.rejected) == (2_262, 2_262, 0)
    # 只有三个主题不属于任何一轴。
    assert [note.split("”")[0] for note in first.notes] == ["主题“城市综合执法", "主题“涉农补贴", "主题“养老服务"]
    again = load(engine, [source], mapping=MAPPING, index_root=tmp_path / "index", build_index=no_index)
    assert (again.unchanged, again.added, again.changed, again.generation) == (2_262, 0, 0, first.generation)


def test_the_fields_are_those_of_the_source(engine: Engine, report: ImportReport) -> None:
    item = Catalogue(engine).item("11440000006940116U244010200300103")
    assert item is not None
    assert item.model_dump(mode="json", exclude_unset=True, exclude={"materials", "conditions"}) == {
        "code": "11440000006940116U244010200300103",
        "entry_code": "440102003001",
        "name": "高等职业学校设立（含设置分校区）(民办高等职业学校设置异地校区)",
        "aliases": ["高等职业学校（专科层次）设置审核"],
        "item_type": "行政许可",
        "sides": ["个人", "法人"],
        "categories": ["个人/设立变更", "法人/设立变更"],
        "region": "440000",
        "authority": "广东省教育厅",
        "statutory_limit": {"value": 180, "unit": "工作日"},
        "promised_limit": {"value": 40, "unit": "工作日"},
        "visits": 0,
        "places": [{"name": "办理地点", "address": "广州市东风东路723号高教大厦1103室"}],
        "online": {
            "url": "http://bsxt.gdbs.gov.cn/UnifiedReporting/bid/caption?approveSeq=89d1aa2b29d44e878580042f4d4183f9"
        },
        "phone": "020-37627205",
        "complaint": "020-37627229",
        "source": {"name": "广东政务服务网", "url": "https://www.gdzwfw.gov.cn", "checked_on": "2021-05-01"},
    }
    assert item.fees is None
    assert item.basis is None


def test_absent_in_the_source_is_absent_here(engine: Engine, source: Path, report: ImportReport) -> None:
    rows = {row["TASK_CODE"]: row for row in map(json.loads, source.read_text(encoding="utf-8").splitlines())}
    out = io.StringIO()
    export(engine, out)
    items: dict[str, dict[str, Any]] = {item["code"]: item for item in map(json.loads, out.getvalue().splitlines())}
    assert list(items) == list(rows)
    absent = Counter(
        field
        for code, row in rows.items()
        for field, column in {
            "materials": "material_intro",
            "statutory_limit": "handle_time",
            "promised_limit": "handle_time_limit",
            "phone": "consult_phone",
        }.items()
        if (row[column] in ("无", [])) is (field in items[code])
    )
    assert not absent
    assert {code for code, item in items.items() if item.get("places") == []} == {
        code for code, row in rows.items() if row["handle_location"] == "无线下办理窗口"
    }
    assert all(item["entry_code"] == rows[code]["CATAID"] for code, item in items.items())
    assert all(item["item_type"] == rows[code]["TASK_TYPE_TEXT"] for code, item in items.items())


def test_an_entry_is_found_along_the_regions(engine: Engine, report: ImportReport) -> None:
    found = Catalogue(engine).items_of_entry("440102003001", ["440100", "440000"], date(2026, 11, 23))
    assert [item.region for item in found] == ["440100"] + ["440000"] * (len(found) - 1)
    assert len(found) > 1
