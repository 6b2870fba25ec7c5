"""一件事的入口：清单，打开，找不到，写错的区划。"""

from __future__ import annotations

from typing import Any

import pytest

from api.shapes.bundles import OpenedBundle
from knowledge.bundles import bundles

pytestmark = pytest.mark.anyio


async def test_all_of_them_are_listed(door: Any) -> None:
    rows = (await door.client.get("/api/v1/bundles")).json()
    assert [row["id"] for row in rows] == [one.id for one in bundles()]
    birth = next(row for row in rows if row["id"] == "birth")
    assert (birth["name"], birth["document"], birth["tone"]) == ("新生儿出生", "国发〔2024〕3号", "glad")
    assert "我刚生了孩子，要办哪些手续" in birth["questions"]
    assert birth["source"]["checked_on"] == "2026-11-23"


async def test_one_is_opened_with_its_order_and_shared_materials(door: Any) -> None:
    response = await door.client.get("/api/v1/bundles/birth")
    assert response.status_code == 200
    opened = OpenedBundle.model_validate(response.json())
    assert [(one.number, one.batch, one.entry_code, one.after) for one in opened.steps] == [
        (1, 1, "BSP005000111", []),
        (2, 2, "BSP010000020", [1]),
    ]
    assert opened.steps[1].source is not None
    assert opened.steps[1].source.name == "某规定"
    (paper,) = opened.materials
    assert (paper.name, paper.whose) == ("居民户口簿", None)
    assert [(use.number, use.name, use.originals) for use in paper.needed_by] == [
        (1, "居民户口簿", 1),
        (2, "户口簿", 1),
    ]
    assert "BSP085000120" in opened.missing


async def test_the_region_is_looked_for_up_the_chain(door: Any) -> None:
    opened = (await door.client.get("/api/v1/bundles/birth", params={"region": "440106"})).json()
    assert opened["region"] == "440106"
    assert [step["region"] for step in opened["steps"]] == ["440100", "000000"]


@pytest.mark.parametrize("key", ["no_such", "出生", "restaurant", "%20", "a" * 300])
async def test_what_is_not_there_is_a_problem_with_a_remedy(door: Any, key: str) -> None:
    """没有这个编号的，和目录里一步也没有的，都说去哪里看编号。"""
    response = await door.client.get(f"/api/v1/bundles/{key}")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("application/problem+json")
    assert "/api/v1/bundles" in response.json()["detail"]


async def test_an_unknown_region_is_refused(door: Any) -> None:
    response = await door.client.get("/api/v1/bundles/birth", params={"region": "999999"})
    assert response.status_code == 422
    assert "999999" in response.json()["detail"]


async def test_both_stand_in_the_open_api(door: Any) -> None:
    paths = (await door.client.get("/openapi.json")).json()["paths"]
    assert paths["/api/v1/bundles"]["get"]["summary"]
    assert {one["name"] for one in paths["/api/v1/bundles/{id}"]["get"]["parameters"]} == {"id", "region"}
