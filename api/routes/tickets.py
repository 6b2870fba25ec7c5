"""来客凭编号和查询码看工单的状态；评价用的清单。"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request

from api.looking import state_words
from api.parts import Parts, client_of, in_thread, limit, parts_of
from api.problems import Problem, described
from api.shapes.agents import LevelRow, RatingReasons, ReasonRow, TicketState
from knowledge.ratings import feedback_reasons, levels

OfApp = Annotated[Parts, Depends(parts_of)]

ROUTES: Final = APIRouter(prefix="/api/v1", tags=["工单与评价"])


@ROUTES.get("/tickets/{number}", responses=described(404, 422, 429, 500, 503), summary="工单办到哪里了")
async def state(
    request: Request,
    number: str,
    parts: OfApp,
    code: Annotated[str, Query(max_length=20, description="登记时给的查询码")],
) -> TicketState:
    """只说状态，不说内容。编号不对和查询码不对是同一句话。"""
    await limit(parts, "tickets", client_of(request))
    found = await in_thread(lambda: parts.tickets.known(number[:32], code))
    if found is None:
        raise Problem(404, "编号或查询码不对，请对照登记时给您的再查一次。")
    return TicketState(**asdict(found), text=state_words(found))


@ROUTES.get("/rating-reasons", responses=described(500), summary="评价用的等级和理由")
async def reasons() -> RatingReasons:
    """国家标准的等级和理由代码，每条说的是哪一项承诺；以及一轮答复没用的理由。"""
    return RatingReasons(
        levels=[LevelRow.model_validate(asdict(one)) for one in levels()],
        feedback=[ReasonRow(code=code, name=name) for code, name in feedback_reasons().items()],
    )
