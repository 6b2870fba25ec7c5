"""有效与否按作答的那一刻算：昨天失效的今天不答，明天生效的今天还不答，取消的不答，暂停的找得到。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from knowledge import clock
from knowledge.catalogue import Catalogue
from knowledge.search.locate import locate

ENTRY = f"{1:012d}"
TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("fields", "is_answered"),
    [
        ({}, True),
        ({"valid_until": TODAY.isoformat()}, True),
        ({"valid_until": (TODAY - DAY).isoformat()}, False),
        ({"valid_from": TODAY.isoformat()}, True),
        ({"valid_from": (TODAY + DAY).isoformat()}, False),
        ({"status": "在用"}, True),
        ({"status": "取消"}, False),
        ({"status": "取消", "valid_until": (TODAY + DAY).isoformat()}, False),
        ({"status": "暂停"}, True),
        ({"status": "暂停", "valid_until": (TODAY - DAY).isoformat()}, False),
    ],
)
def test_validity_is_that_of_the_moment(
    shelf: Any, make_row: Callable[..., Any], fields: dict[str, str], is_answered: bool
) -> None:
    row = make_row(1, "居住证申领", "440100", **fields)
    shelf.bring([row])
    found = locate(shelf.engine, [ENTRY], "440100")
    hits = shelf.search.find("居住证申领", region="440100").hits
    catalogue = Catalogue(shelf.engine)
    listed = catalogue.items_of_entry(ENTRY, ["440100"], TODAY)
    # 按编码取得到，留着备查；有没有效由 is_valid_on 说。
    kept = catalogue.item(row["code"])
    assert kept is not None
    assert [ENTRY in found, bool(hits), bool(listed), kept.is_valid_on(TODAY)] == [is_answered] * 4


def test_a_cancelled_item_gives_way_to_the_one_above(shelf: Any, make_row: Callable[..., Any]) -> None:
    shelf.bring([make_row(1, "居住证申领", "440100", status="取消"), make_row(1, "居住证申领", "440000")])
    assert locate(shelf.engine, [ENTRY], "440100")[ENTRY].region == "440000"


def test_a_day_later_the_coming_item_is_answered_and_the_ending_one_is_not(
    shelf: Any, make_row: Callable[..., Any]
) -> None:
    shelf.bring(
        [
            make_row(1, "居住证申领", "440100", valid_until=TODAY.isoformat()),
            make_row(2, "居住证签注", "440100", valid_from=(TODAY + DAY).isoformat()),
        ]
    )
    entries = [f"{number:012d}" for number in (1, 2)]
    days = (TODAY, TODAY + DAY)
    assert [list(locate(shelf.engine, entries, "440100", on)) for on in days] == [entries[:1], entries[1:]]
