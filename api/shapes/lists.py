"""检索、类目、区划、部件状况的形状。"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from api.shapes.asked import Side


class SearchHit(BaseModel):
    """检索到的一个事项。"""

    code: str
    name: str
    region: str
    authority: str | None
    score: float
    matched_by: str | list[str] = Field(description="靠什么对上的")


class SearchResult(BaseModel):
    """目录检索的结果。"""

    outcome: Literal["found", "ambiguous", "not_found"]
    hits: list[SearchHit]


class CategoryRow(BaseModel):
    """一个类目。"""

    key: str = Field(description="办事对象/名称，例如 个人/证件办理")
    side: Side
    code: str
    name: str


class RegionRow(BaseModel):
    """一个区划。"""

    code: str
    name: str
    short_name: str
    level: Literal["nation", "province", "city", "county"]
    parent: str | None


class PartHealth(BaseModel):
    """一个部件的状况。"""

    ok: bool
    detail: str


class Health(BaseModel):
    """各部件的状况。"""

    status: Literal["ok", "down"]
    parts: dict[str, PartHealth]


class Alive(BaseModel):
    """进程活着。"""

    status: Literal["ok"] = "ok"
