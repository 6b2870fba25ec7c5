"""目录：检索、取事项、类目、区划。"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request

from api.cleaning import clean
from api.parts import Parts, client_of, in_thread, limit, parts_of
from api.problems import Problem, described
from api.shapes.asked import Side
from api.shapes.lists import CategoryRow, RegionRow, SearchHit, SearchResult
from knowledge.model import Item
from knowledge.taxonomy.categories import CATEGORIES, UnknownCategory, category
from knowledge.taxonomy.regions import NATION, UnknownRegion, children, region

OfApp = Annotated[Parts, Depends(parts_of)]
Words = Annotated[str, Query(description="要找什么，1 到 300 个字")]
SideName = Annotated[Side | None, Query(description="办事对象")]

ROUTES: Final = APIRouter(prefix="/api/v1", tags=["目录"])


@ROUTES.get("/search", responses=described(422, 429, 500), summary="检索目录")
async def search(
    request: Request,
    parts: OfApp,
    q: Words,
    where: Annotated[str | None, Query(alias="region", description="六位区划代码；找它和它的上级")] = None,
    side: SideName = None,
    kind: Annotated[str | None, Query(alias="category", description="类目，例如 个人/证件办理")] = None,
    count: Annotated[int, Query(alias="limit", ge=1, le=50, description="最多给几个")] = 10,
) -> SearchResult:
    """只检索，不理解、不作答。"""
    await limit(parts, "search", client_of(request))
    words, code, key = clean(q, "q"), _region(where), _category(kind)
    found = await in_thread(lambda: parts.search.find(words, region=code, side=side, category=key, limit=count))
    hits = [SearchHit.model_validate(hit, from_attributes=True) for hit in found.hits]
    return SearchResult.model_validate({"outcome": found.outcome, "hits": hits})


@ROUTES.get(
    "/items/{code}",
    response_model_exclude_unset=True,
    responses=described(404, 422, 429, 500),
    summary="一个事项的全部",
)
async def item(request: Request, parts: OfApp, code: Annotated[str, Path(description="实施编码，31 或 33 位")]) -> Item:
    """来源没有说的字段不出现；空列表表示确实没有。"""
    await limit(parts, "items", client_of(request))
    well_formed = code.isascii() and code.isalnum()
    found = await in_thread(lambda: parts.catalogue.item(code)) if well_formed else None
    if found is None:
        raise Problem(404, f"目录里没有编码为“{code[:40]}”的事项，请先检索，再用结果里的编码。")
    return found


@ROUTES.get("/categories", responses=described(500), summary="全部类目")
async def categories() -> list[CategoryRow]:
    """个人 31 类、法人 34 类，按国家平台的次序。"""
    return [CategoryRow.model_validate(row, from_attributes=True) for row in CATEGORIES]


@ROUTES.get("/regions", responses=described(422, 500), summary="下一级区划")
async def regions(
    parent: Annotated[str | None, Query(description="六位区划代码；不给就列出省级")] = None,
) -> list[RegionRow]:
    """某个区划的直接下级；没有下级就是空列表。"""
    below = children(_region(parent or NATION))
    return [RegionRow.model_validate(row, from_attributes=True) for row in below]


def _region(code: str | None) -> str | None:
    if not code:
        return None
    try:
        return region(code).code
    except UnknownRegion as fault:
        raise Problem(422, str(fault)) from None


def _category(key: str | None) -> str | None:
    if not key:
        return None
    try:
        return category(key).key
    except UnknownCategory as fault:
        raise Problem(422, str(fault)) from None
