"""接线：把路由、门、问题说明装成一个应用。部件由外面给，这里什么也不打开。"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Final

from fastapi import FastAPI

from api import faults
from api.doors import AccessLog, BodyLimit, SecurityHeaders
from api.parts import Parts
from api.routes import agents, bundles, catalogue, conversations, live, page, status, tickets

__all__ = ["Parts", "create_app"]

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

_ABOUT: Final = (
    "办事：政务服务智能问答。只从目录作答，每个事实都有来源和核对日期。"
    "出错时答 application/problem+json（RFC 9457），题目和说明都是中文。"
)


def create_app(parts: Parts | None = None, lifespan: Lifespan | None = None) -> FastAPI:
    """装好的应用。部件现成就给 `parts`；要随应用打开和关闭，就给 `lifespan`，由它设 `app.state.parts`。"""
    app = FastAPI(
        title="办事",
        version="1",
        description=_ABOUT,
        docs_url=None,  # 自带的文档页要从外面取脚本
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},  # 它会记下异常的文字
    )
    app.state.parts = parts
    for routes in (one.ROUTES for one in (conversations, live, tickets, agents, catalogue, bundles, status)):
        app.include_router(routes)
    page.serve_page(app)
    faults.install(app)
    for door in (BodyLimit, faults.FaultGuard, SecurityHeaders, AccessLog):  # 后加的在外面
        app.add_middleware(door)
    return app
