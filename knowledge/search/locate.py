"""按区划取事项：县 → 市 → 省 → 全国，取最近的一级；没有就说在别处，几处都有就说有几处。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, or_, select

from knowledge.storage.schema import items
from knowledge.taxonomy.regions import NATION, chain


@dataclass(frozen=True, slots=True)
class Located:
    """一个基本目录在所选区划里的事项。

    elsewhere：所选区划及其上级都没有，这是别处的一条；
    several：没有选区划，全国也没有统一的，几个互不隶属的地方各有各的，这只是其中一条。
    """

    code: str
    entry_code: str
    name: str
    region: str
    authority: str | None
    elsewhere: bool = False
    several: bool = False


def locate(engine: Engine, entries: Sequence[str], region: str | None, on: date | None = None) -> dict[str, Located]:
    """各基本目录 → 它在 region 里的事项；没有当天有效的事项的不返回。"""
    near = [one.code for one in chain(region)] if region else [NATION]
    day = on or date.today()
    with engine.connect() as connection:
        found = _nearest(connection, entries, near, day)
        missing = [entry for entry in entries if entry not in found]
        if missing:
            found.update(_anywhere(connection, missing, day, region is not None))
    return found


def _nearest(connection: Connection, entries: Sequence[str], near: list[str], day: date) -> dict[str, Located]:
    rows = connection.execute(_valid(entries, day).where(items.c.region.in_(near))).all()
    found: dict[str, Located] = {}
    for row in sorted(rows, key=lambda row: near.index(row.region)):
        found.setdefault(row.entry_code, _located(row))
    return found


def _anywhere(connection: Connection, entries: Sequence[str], day: date, chosen: bool) -> dict[str, Located]:
    """别处的：取区划代码最小的一条（同一省里就是级别最高的），并看是不是几个地方各有各的。"""
    counts = _regions(connection, entries, day)
    first = [one.region for one in counts.values()]
    rows = connection.execute(_valid(entries, day).where(items.c.region.in_(first))).all()
    found: dict[str, Located] = {}
    for row in rows:
        count = counts[row.entry_code]
        if row.region == count.region:
            several = not chosen and count.is_several
            found.setdefault(row.entry_code, replace(_located(row), elsewhere=chosen, several=several))
    return found


def _located(row: Row[Any]) -> Located:
    return Located(row.code, row.entry_code, row.name, row.region, row.authority)


@dataclass(frozen=True, slots=True)
class _Regions:
    region: str
    provinces: int
    cities: int
    places: int

    @property
    def is_several(self) -> bool:
        """省级的一条管得着全省，市级的管得着全市；没有的，几个市、几个县各有各的。"""
        if self.region.endswith("0000"):
            return self.provinces > 1
        return (self.cities if self.region.endswith("00") else self.places) > 1


def _regions(connection: Connection, entries: Sequence[str], day: date) -> dict[str, _Regions]:
    code = items.c.region
    query = (
        _valid(entries, day)
        .with_only_columns(
            items.c.entry_code,
            func.min(code),
            func.count(func.distinct(func.substr(code, 1, 2))),
            func.count(func.distinct(func.substr(code, 1, 4))),
            func.count(func.distinct(code)),
        )
        .order_by(None)
        .group_by(items.c.entry_code)
    )
    return {row[0]: _Regions(*row[1:]) for row in connection.execute(query)}


def _valid(entries: Sequence[str], day: date) -> Select[Any]:
    columns = items.c
    return (
        select(columns.code, columns.entry_code, columns.name, columns.region, columns.authority)
        .where(columns.entry_code.in_(entries), columns.ended_on.is_(None))
        .where(or_(columns.valid_from.is_(None), columns.valid_from <= day))
        .where(or_(columns.valid_until.is_(None), columns.valid_until >= day))
        .order_by(columns.position)
    )
