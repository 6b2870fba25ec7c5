"""按区划取事项：最近的一级；没有就是别处的；几处各有各的要说清。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from knowledge.search.locate import locate

ENTRY = f"{1:012d}"
NATION, GUANGDONG, GUANGZHOU, LIWAN, TIANHE = "000000", "440000", "440100", "440103", "440106"
SHENZHEN, SHANGHAI = "440300", "310000"


@pytest.mark.parametrize(
    ("present", "asked", "region", "elsewhere", "several"),
    [
        ([NATION, GUANGDONG, GUANGZHOU, TIANHE], TIANHE, TIANHE, False, False),
        ([NATION, GUANGDONG, GUANGZHOU], TIANHE, GUANGZHOU, False, False),
        ([NATION, GUANGDONG], TIANHE, GUANGDONG, False, False),
        ([NATION], TIANHE, NATION, False, False),
        ([LIWAN], TIANHE, LIWAN, True, False),
        ([SHANGHAI, SHENZHEN], TIANHE, SHANGHAI, True, False),
        ([TIANHE], GUANGZHOU, TIANHE, True, False),
        ([NATION, GUANGZHOU], None, NATION, False, False),
        ([GUANGZHOU], None, GUANGZHOU, False, False),
        ([GUANGZHOU, TIANHE], None, GUANGZHOU, False, False),
        ([GUANGDONG, GUANGZHOU, SHENZHEN], None, GUANGDONG, False, False),
        ([GUANGZHOU, SHENZHEN], None, GUANGZHOU, False, True),
        ([LIWAN, TIANHE], None, LIWAN, False, True),
        ([SHANGHAI, GUANGDONG], None, SHANGHAI, False, True),
        ([TIANHE, SHENZHEN], None, TIANHE, False, True),
    ],
)
def test_the_nearest_is_taken(
    shelf: Any,
    make_row: Callable[..., Any],
    present: list[str],
    asked: str | None,
    region: str,
    elsewhere: bool,
    several: bool,
) -> None:
    shelf.bring([make_row(1, "居住证申领", code) for code in present])
    found = locate(shelf.engine, [ENTRY], asked)[ENTRY]
    assert (found.region, found.elsewhere, found.several) == (region, elsewhere, several)


def test_only_what_is_valid_that_day_counts(shelf: Any, make_row: Callable[..., Any]) -> None:
    local = make_row(1, "居住证申领", GUANGZHOU, valid_from="2020-01-01", valid_until="2020-12-31")
    shelf.bring([local, make_row(1, "居住证申领", SHENZHEN)])
    for day, region, several in ((date(2020, 6, 1), GUANGZHOU, True), (date(2021, 1, 1), SHENZHEN, False)):
        found = locate(shelf.engine, [ENTRY], None, day)[ENTRY]
        assert (found.region, found.several) == (region, several)


def test_an_entry_without_an_item_is_left_out(shelf: Any, make_row: Callable[..., Any]) -> None:
    shelf.bring([make_row(1, "居住证申领")])
    assert set(locate(shelf.engine, [ENTRY, "9" * 12], None)) == {ENTRY}
    assert locate(shelf.engine, [], GUANGZHOU) == {}


def test_two_items_of_one_place_stand_as_they_came(shelf: Any, make_row: Callable[..., Any]) -> None:
    rows = [make_row(1, "甲", GUANGZHOU), make_row(1, "乙", GUANGZHOU, code=f"{'1' * 19}{ENTRY}")]
    shelf.bring(rows)
    assert locate(shelf.engine, [ENTRY], GUANGZHOU)[ENTRY].name == "甲"
    assert locate(shelf.engine, [ENTRY], None)[ENTRY].name == "甲"
