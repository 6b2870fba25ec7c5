"""事实的出处与新旧：每种毛病各有一句话，没有毛病的没有话。"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from knowledge.checking import notes_of_facts, problems_of_facts, stale_items
from knowledge.importing import load
from knowledge.storage.engine import open_engine

TODAY = date(2026, 11, 23)
CODE = "0" * 19 + "440101007000"
ROW: dict[str, Any] = {
    "code": CODE,
    "entry_code": "440101007000",
    "name": "护照签发",
    "region": "440100",
    "fees": [],
    "source": {"name": "某局", "url": "https://gd.gov.cn/", "checked_on": "2026-11-01"},
}
OLD_SOURCE = {"name": "某法", "url": "https://gov.cn/", "checked_on": "2024-01-02", "fields": ["phone"]}

Bring = Callable[..., None]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{tmp_path}/catalogue.db")
    yield opened
    opened.dispose()


@pytest.fixture
def bring(engine: Engine, tmp_path: Path) -> Bring:
    def run(*changes: dict[str, Any]) -> None:
        rows = [ROW | {"code": f"{number:031d}"} | change for number, change in enumerate(changes)]
        path = tmp_path / "items.jsonl"
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
        report = load(engine, [path], index_root=tmp_path / "index", build_index=lambda *_: None)
        assert report.rejects.rows == []

    return run


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"source": {"name": "某局", "checked_on": "2026-11-01"}}, ["fees 没有出处"]),
        ({"source": {"name": "网络", "url": "https://a.cn/", "checked_on": "2026-11-01"}}, ["fees 没有出处"]),
        ({"source": {"name": "某局", "checked_on": "2026-11-01"}, "basis": [{"name": "护照法"}]}, []),
        (
            {"source": {"name": "不详", "checked_on": "2026-11-01"}, "phone": "12345", "sources": [OLD_SOURCE]},
            ["fees 没有出处"],
        ),
        (
            {"basis": [{"name": "中华人民共和国婚姻法"}, {"name": "民法典"}]},
            ["引的《婚姻法》已于 2021-01-01 废止，由《民法典》代替"],
        ),
        ({"fees": [{"name": "费", "standard": "5元", "basis": "个体工商户条例第三条"}]}, ["引的《个体工商户条例》"]),
        (
            {"fees": [{"name": "费", "standard": "5元", "basis": "《个体工商户条例》第三条"}]},
            ["引的《个体工商户条例》"],
        ),
        (
            {"source": {"name": "公司登记管理条例", "url": "https://gov.cn/", "checked_on": "2026-11-01"}},
            ["引的《公司登记管理条例》已于 2022-03-01 废止"],
        ),
    ],
)
def test_faults(engine: Engine, bring: Bring, change: dict[str, Any], said: list[str]) -> None:
    bring(change)
    found = list(problems_of_facts(engine, TODAY))
    assert len(found) == len(said)
    assert all(words in line for words, line in zip(said, found, strict=True))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"phone": "12345", "sources": [OLD_SOURCE]}, ["核对于 2024-01-02，已超过 12 个月；请重新核对。"]),
        ({"source": ROW["source"] | {"checked_on": "2025-11-23"}}, []),
        ({"source": ROW["source"] | {"checked_on": "2025-11-22"}}, ["核对于 2025-11-22"]),
        ({"left_to_regions": ["fees"], "fees": None}, []),
        ({"left_to_regions": ["fees"]}, []),
        ({"left_to_regions": ["phone", "places"], "phone": "12345"}, ["说 phone 由各地规定，却又写着值"]),
    ],
)
def test_remarks(engine: Engine, bring: Bring, change: dict[str, Any], said: list[str]) -> None:
    bring(change)
    found = list(notes_of_facts(engine, TODAY))
    assert len(found) == len(said)
    assert all(words in line for words, line in zip(said, found, strict=True))


def test_stale_items_are_listed_the_oldest_first(engine: Engine, bring: Bring) -> None:
    days = ("2026-06-01", "2024-01-01", "2025-01-01", "2026-05-22")
    bring(*({"source": ROW["source"] | {"checked_on": day}} for day in days))
    assert [str(day) for _, day in stale_items(engine, TODAY, 6)] == ["2024-01-01", "2025-01-01", "2026-05-22"]
    assert [str(day) for _, day in stale_items(engine, TODAY, 12)] == ["2024-01-01", "2025-01-01"]
