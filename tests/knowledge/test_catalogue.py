"""目录的读取：有效期、区划的次序、终止的不给、基本目录的汇总。"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from knowledge.catalogue import Catalogue, EntryRow
from knowledge.importing import load
from knowledge.storage.engine import writing

ENTRY = "440101007000"
TODAY = date(2026, 11, 23)


def item(number: int, region: str, **fields: object) -> dict[str, Any]:
    return {
        "code": f"{number:018d}1{fields.get('entry_code', ENTRY)}",
        "entry_code": ENTRY,
        "name": "护照签发",
        "region": region,
        "source": {"name": "示例", "checked_on": "2026-11-23"},
    } | fields


@pytest.fixture
def bring(engine: Engine, tmp_path: Path) -> Callable[..., Catalogue]:
    def run(*rows: dict[str, Any]) -> Catalogue:
        path = tmp_path / "items.json"
        path.write_text(json.dumps(rows), encoding="utf-8")
        report = load(engine, [path], index_root=tmp_path / "index", build_index=lambda *_: None)
        assert not report.rejects.rows
        return Catalogue(engine)

    return run


def codes(found: list[Any]) -> list[int]:
    return [int(one.code[:18]) for one in found]


def test_an_item_is_found_by_its_code(bring: Callable[..., Catalogue]) -> None:
    row = item(1, "440100", fees=[])
    found = bring(row).item(row["code"])
    assert found is not None
    assert found.model_dump(mode="json", exclude_unset=True) == row


def test_an_unknown_code_is_none(bring: Callable[..., Catalogue]) -> None:
    assert bring(item(1, "440100")).item("0" * 31) is None


def test_items_come_in_the_order_of_the_regions_asked(bring: Callable[..., Catalogue]) -> None:
    catalogue = bring(item(1, "000000"), item(2, "440000"), item(3, "440100"), item(4, "440100"), item(5, "110000"))
    assert codes(catalogue.items_of_entry(ENTRY, ["440104", "440100", "440000", "000000"], TODAY)) == [3, 4, 2, 1]
    assert codes(catalogue.items_of_entry(ENTRY, [], TODAY)) == []
    assert codes(catalogue.items_of_entry("0" * 12, ["440100"], TODAY)) == []


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "is_given"),
    [
        (None, None, True),
        ("2026-11-23", "2026-11-23", True),
        ("2026-11-24", None, False),
        (None, "2026-11-22", False),
        ("2026-01-01", "2027-01-01", True),
    ],
)
def test_only_items_valid_on_that_day_are_given(
    bring: Callable[..., Catalogue], valid_from: str | None, valid_until: str | None, is_given: bool
) -> None:
    row = item(1, "440100", valid_from=valid_from, valid_until=valid_until)
    catalogue = bring(row)
    assert bool(catalogue.items_of_entry(ENTRY, ["440100"], TODAY)) is is_given
    assert catalogue.item(row["code"]) is not None


def test_ended_items_are_never_given(bring: Callable[..., Catalogue], engine: Engine) -> None:
    row = item(1, "440100")
    catalogue = bring(row)
    with writing(engine) as connection:
        connection.execute(text("UPDATE items SET ended_on = '2026-01-01'"))
    assert catalogue.item(row["code"]) is None
    assert catalogue.items_of_entry(ENTRY, ["440100"], TODAY) == []
    assert (catalogue.count(), list(catalogue.entries())) == (0, [])


def test_an_entry_gathers_the_words_of_its_items(bring: Callable[..., Catalogue]) -> None:
    catalogue = bring(
        item(1, "440100", short_name="护照", aliases=["办护照"], categories=["个人/090"], sides=["个人"]),
        item(2, "100000", aliases=["办护照", "出国证件"], questions=["护照怎么办"], conditions="公民", categories=None),
        item(3, "440000", entry_code="999999999999", name="户口迁移"),
    )
    assert list(catalogue.entries()) == [
        EntryRow(
            entry_code=ENTRY,
            names=("护照签发",),
            aliases=("护照", "办护照", "出国证件"),
            questions=("护照怎么办",),
            sides=("个人",),
            categories=("个人/证件办理",),
            conditions=("公民",),
        ),
        EntryRow("999999999999", ("户口迁移",), (), (), (), (), ()),
    ]
    assert (catalogue.count(), len(catalogue.generation())) == (3, 22)
