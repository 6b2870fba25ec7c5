"""给运维看的：活着没有、准备好没有、计数。"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from api.parts import Parts, parts_of
from api.problems import described
from api.shapes.lists import Alive, Health

OfApp = Annotated[Parts, Depends(parts_of)]

ROUTES: Final = APIRouter(tags=["状况"])


@ROUTES.get("/livez", summary="进程活着没有")
async def livez() -> Alive:
    """能答就是活着。"""
    return Alive()


@ROUTES.get(
    "/readyz",
    responses=described(500) | {503: {"model": Health, "description": "有部件没准备好"}},
    summary="各部件准备好没有",
)
async def readyz(response: Response, parts: OfApp) -> Health:
    """引擎、动作服务、记录库、目录索引都好才是 200。引擎不好时仍能检索作答，见 engine_unavailable。"""
    found = await parts.health.parts()
    ready = all(part.ok for part in found.values())
    response.status_code = 200 if ready else 503
    return Health(status="ok" if ready else "down", parts=found)


@ROUTES.get("/metrics", response_class=Response, summary="Prometheus 计数")
async def metrics(parts: OfApp) -> Response:
    """Prometheus 文本格式。"""
    return Response(parts.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
