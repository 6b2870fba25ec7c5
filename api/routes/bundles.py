"""一件事：清单，和打开其中一件。"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request

from api.parts import Parts, client_of, in_thread, limit, parts_of
from api.problems import Problem, described
from api.shapes.bundles import BundleRow, OpenedBundle
from knowledge import clock
from knowledge.bundles import Bundles
from knowledge.bundles import bundles as every_bundle
from knowledge.taxonomy.regions import UnknownRegion, region

OfApp = Annotated[Parts, Depends(parts_of)]

ROUTES: Final = APIRouter(prefix="/api/v1", tags=["目录"])


@ROUTES.get("/bundles", responses=described(500), summary="全部“一件事”")
async def bundles() -> list[BundleRow]:
    """几个事项合起来办的生活里的事，例如新生儿出生、个人身后。"""
    return [BundleRow.of(one) for one in every_bundle()]


@ROUTES.get("/bundles/{id}", responses=described(404, 422, 429, 500), summary="打开一件事")
async def bundle(
    request: Request,
    parts: OfApp,
    key: Annotated[str, Path(alias="id", description="“一件事”的编号，例如 birth")],
    where: Annotated[str | None, Query(alias="region", description="六位区划代码；各步取它和它的上级里最近的")] = None,
) -> OpenedBundle:
    """各步按先后，同一批可以同时办；材料合成一张单子，同一样只列一次。"""
    await limit(parts, "items", client_of(request))
    code = _region(where)
    opened = await in_thread(lambda: Bundles(parts.catalogue).open(key, code, clock.today()))
    if opened is None:
        raise Problem(404, f"没有编号为“{key[:40]}”的一件事，或者目录里还没有它的事项；编号见 /api/v1/bundles。")
    return OpenedBundle.of(opened)


def _region(code: str | None) -> str | None:
    try:
        return region(code).code if code else None
    except UnknownRegion as fault:
        raise Problem(422, str(fault)) from None
