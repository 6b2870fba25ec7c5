"""按区划取事项：县 → 市 → 省 → 全国，取最近的一级；没有就说在别处。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, Row, or_, select

from knowledge.storage.schema import items
from knowledge.taxonomy.regions import NATION, chain


@dataclass(frozen=True, slots=True)
class Located:
    """一个基本目录在所选区划里的事项。elsewhere：所选区划及上级都没有，这是别处的一条。"""

    code: str
    entry_code: str
    name: str
    region: str
    authority: str | None
    elsewhere: bool


def locate(engine: Engine, entries: Sequence[str], region: str | None, on: date | None = None) -> dict[str, Located]:
    """各基本目录 → 它在 region 里的事项；没有当天有效的事项的不返回。"""
    rows = _valid_rows(engine, entries, on or date.today())
    near = {one.code: place for place, one in enumerate(chain(region))} if region else {}
    found: dict[str, Located] = {}
    for row in sorted(rows, key=lambda row: _distance(row.region, near)):
        if row.entry_code not in found:
            elsewhere = bool(near) and row.region not in near
            found[row.entry_code] = Located(row.code, row.entry_code, row.name, row.region, row.authority, elsewhere)
    return found


def _distance(region: str, near: dict[str, int]) -> tuple[int, int]:
    """越小越近。不限区划时，级别高的在前（全国、省、市、县）。"""
    depth = 0 if region == NATION else len(chain(region))
    return (near.get(region, len(near) + 1), depth) if near else (0, depth)


def _valid_rows(engine: Engine, entries: Sequence[str], on: date) -> Sequence[Row[Any, Any, Any, Any, Any]]:
    columns = items.c
    query = (
        select(columns.code, columns.entry_code, columns.name, columns.region, columns.authority)
        .where(columns.entry_code.in_(entries), columns.ended_on.is_(None))
        .where(or_(columns.valid_from.is_(None), columns.valid_from <= on))
        .where(or_(columns.valid_until.is_(None), columns.valid_until >= on))
        .order_by(columns.position)
    )
    with engine.connect() as connection:
        return connection.execute(query).all()
