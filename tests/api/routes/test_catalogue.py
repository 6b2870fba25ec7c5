"""目录的入口：检索、事项、类目、区划。"""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.anyio

CODE = "BS00000000000000001BSP090000003"


async def test_search_gives_the_hits(door: Any, parts: Any) -> None:
    query = {"q": " 身份证 ", "region": "440100", "side": "个人", "category": "个人/090", "limit": "3"}
    response = await door.client.get("/api/v1/search", params=query)
    hit = {"code": CODE, "name": "居民身份证补领", "region": "000000", "authority": "公安机关"}
    assert response.json() == {"outcome": "found", "hits": [hit | {"score": 0.8, "matched_by": "name"}]}
    about = {"region": "440100", "side": "个人", "category": "个人/证件办理", "limit": 3}
    assert parts.search.asked == [("身份证", about)]


async def test_nothing_found_is_no_fault(door: Any) -> None:
    response = await door.client.get("/api/v1/search", params={"q": "天气"})
    assert response.status_code == 200
    assert response.json()["outcome"] == "not_found"


async def test_an_item_shows_what_the_source_says(door: Any) -> None:
    item = (await door.client.get(f"/api/v1/items/{CODE}")).json()
    assert item == {
        "code": CODE,
        "entry_code": "BSP090000003",
        "name": "居民身份证补领",
        "region": "000000",
        "fees": [],
        "promised_limit": None,
        "source": {"name": "居民身份证法", "checked_on": "2026-11-23"},
    }


async def test_sixty_five_categories(door: Any) -> None:
    rows = (await door.client.get("/api/v1/categories")).json()
    assert [sum(row["side"] == side for row in rows) for side in ("个人", "法人")] == [31, 34]
    assert rows[0] == {"key": "个人/生育收养", "side": "个人", "code": "005", "name": "生育收养"}


@pytest.mark.parametrize(
    ("query", "name"),
    [("", "广东省"), ("?parent=", "广东省"), ("?parent=440000", "广州市"), ("?parent=440100", "越秀区")],
)
async def test_regions_go_down(door: Any, query: str, name: str) -> None:
    rows = (await door.client.get(f"/api/v1/regions{query}")).json()
    assert name in [row["name"] for row in rows]
    assert set(rows[0]) == {"code", "name", "short_name", "level", "parent"}


async def test_the_last_level_has_nothing_below(door: Any) -> None:
    assert (await door.client.get("/api/v1/regions?parent=440104")).json() == []
