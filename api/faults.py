"""出错的边上：把各种异常译成问题说明。别处只管抛，不管译。"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem, problem_response
from records.probe import GONE

LOG: Final = logging.getLogger("banshi.api")
_NAME_SHOWN: Final = 40
RETRY_SECONDS: Final = "5"

_SENTENCES: Final[dict[str, Callable[[str, Mapping[str, Any]], str]]] = {
    "missing": lambda name, _: f"缺少“{name}”",
    "extra_forbidden": lambda name, _: f"不认识“{name}”",
    "string_type": lambda name, _: f"“{name}”应为文字",
    "string_too_long": lambda name, ctx: f"“{name}”最多 {ctx['max_length']} 个字",
    "string_too_short": lambda name, ctx: f"“{name}”至少 {ctx['min_length']} 个字",
    "literal_error": lambda name, ctx: f"“{name}”应为 {ctx['expected'].replace(' or ', '、')} 之一",
    "int_type": lambda name, _: f"“{name}”应为整数",
    "int_parsing": lambda name, _: f"“{name}”应为整数",
    "list_type": lambda name, _: f"“{name}”应为列表",
    "too_long": lambda name, ctx: f"“{name}”最多 {ctx['max_length']} 个",
    "greater_than_equal": lambda name, ctx: f"“{name}”不能小于 {ctx['ge']}",
    "less_than_equal": lambda name, ctx: f"“{name}”不能大于 {ctx['le']}",
}


def install(app: FastAPI) -> None:
    """装上异常到问题的对照表。"""
    app.add_exception_handler(Problem, _told)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(RequestValidationError, _invalid)


async def _told(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, Problem)
    return problem_response(request.url.path, fault.status_code, fault.detail, fault.headers)


async def _plain(request: Request, fault: Exception) -> Response:
    """框架自己抛的：英文说明不给人看，换成通用的中文。"""
    assert isinstance(fault, HTTPException)
    return problem_response(request.url.path, fault.status_code, None, fault.headers)


async def _invalid(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    errors = fault.errors()
    if any(error["type"] == "json_invalid" for error in errors):
        return problem_response(request.url.path, 400, None)
    sentences = dict.fromkeys(_sentence(error) for error in errors)
    return problem_response(request.url.path, 422, "；".join(list(sentences)[:3]) + "。")


def _sentence(error: Mapping[str, Any]) -> str:
    where: Sequence[object] = error["loc"][1:]
    if not where:
        return "请求体应为 JSON 对象，并把 Content-Type 设为 application/json"
    name = str(where[0])[:_NAME_SHOWN]
    make = _SENTENCES.get(error["type"])
    return make(name, error.get("ctx", {})) if make else f"“{name}”的值不合要求"


class FaultGuard:
    """最外面的一层：库用不了答 503，没料到的异常答 500，日志只写种类和位置。

    异常的文字里会带着来客的话（SQL 的参数、校验的输入），所以一个字也不写。
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as fault:  # 全程唯一兜底的地方，见类说明
            if scope["type"] != "http":
                raise
            LOG.error("未料到的异常 %s，路径 %s，位置 %s", type(fault).__qualname__, _route(scope), _trail(fault))
            if not started:
                status = 503 if isinstance(fault, GONE) else 500
                wait = {"Retry-After": RETRY_SECONDS} if status == 503 else {}
                await problem_response(scope["path"], status, None, wait)(scope, receive, send)


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", "无"))


def _trail(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)[-6:]
    return " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)
