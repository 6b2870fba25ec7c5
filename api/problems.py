"""说不成的时候怎么说：RFC 9457 的 application/problem+json，题目和说明都是中文，绝不带来客的原话。"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from fastapi import HTTPException
from pydantic import BaseModel, Field
from starlette.responses import Response

MEDIA_TYPE: Final = "application/problem+json"

_TITLES: Final[dict[int, tuple[str, str]]] = {
    400: ("unreadable", "请求读不出来"),
    401: ("unauthorised", "没有通过身份核对"),
    404: ("not-found", "没有找到"),
    405: ("method-not-allowed", "不支持这种请求方法"),
    408: ("too-slow", "请求发送得太慢"),
    409: ("busy", "现在还不能这样做"),
    413: ("too-large", "请求太大"),
    422: ("invalid", "请求的内容不合要求"),
    429: ("too-many", "请求太频繁"),
    500: ("internal", "服务内部出错"),
    503: ("unavailable", "现在用不了"),
}

_DETAILS: Final[dict[int, str]] = {
    400: "请求体不是完整的 JSON，请检查后重发。",
    404: "没有这个地址，请对照 /openapi.json 检查路径。",
    405: "这个地址不支持这种请求方法，可用的方法见 Allow 头。",
    500: "服务内部出错，已经记录；请稍后再试，急事可拨打 12345。",
    503: "记录库暂时用不了，这一次没有收到，以前说的都在；请过一会儿再发一次，急事可拨打 12345。",
}


class ProblemDocument(BaseModel):
    """RFC 9457 的问题说明。"""

    type: str = Field(description="问题的种类")
    title: str = Field(description="种类的中文名称")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="这一次出了什么错、怎么办")
    instance: str = Field(description="出错的路径")


class Problem(HTTPException):
    """要告诉来客的一个问题；`detail` 是一句完整的中文，带原因与改法。"""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail, dict(headers or {}))


def problem_response(path: str, status: int, detail: str | None, headers: Mapping[str, str] | None = None) -> Response:
    """写成一个答复；`detail` 为空时用该状态码的通用说明。"""
    slug, title = _TITLES.get(status, ("other", "请求没有成功"))
    document = {
        "type": f"urn:banshi:problem:{slug}",
        "title": title,
        "status": status,
        "detail": detail or _DETAILS.get(status, f"{title}。"),
        "instance": path,
    }
    # 路径、字段名可能带孤立的代理字符，编码时换成问号而不是再出一次错
    content = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status, dict(headers or {}), MEDIA_TYPE)


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI 里这几种问题的说明，交给路由的 `responses`。"""
    schema = ProblemDocument.model_json_schema()
    return {
        status: {"description": _TITLES[status][1], "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses
    }
