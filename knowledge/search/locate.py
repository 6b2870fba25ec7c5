"""按区划取事项：县 → 市 → 省 → 全国，取最近的一级；没有就说在别处，几处都有就说有几处。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Date, Engine, Row, String, TextClause, bindparam, text

from knowledge import clock
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


# 查询的写法不变，写一次；每次现写要比执行还久。
_VALID: Final = (
    "ended_on IS NULL AND (valid_from IS NULL OR valid_from <= :day) AND (valid_until IS NULL OR valid_until >= :day)"
)
_COLUMNS: Final = "code, entry_code, name, region, authority"
_NEAREST: Final = text(
    f"SELECT {_COLUMNS} FROM items WHERE entry_code IN :entries AND region IN :regions AND {_VALID} ORDER BY position"
).bindparams(
    bindparam("entries", type_=String, expanding=True),
    bindparam("regions", type_=String, expanding=True),
    bindparam("day", type_=Date),
)


def locate(engine: Engine, entries: Sequence[str], region: str | None, on: date | None = None) -> dict[str, Located]:
    """各基本目录 → 它在 region 里的事项；没有当天有效的事项的不返回。"""
    near = [one.code for one in chain(region)] if region else [NATION]
    day = on or clock.today()
    with engine.connect() as connection:
        found = _nearest(connection, entries, near, day)
        missing = [entry for entry in entries if entry not in found]
        if missing:
            found.update(_anywhere(connection, missing, day, region is not None))
    return found


def _nearest(connection: Connection, entries: Sequence[str], near: list[str], day: date) -> dict[str, Located]:
    rows = connection.execute(_NEAREST, {"entries": list(entries), "regions": near, "day": day}).all()
    found: dict[str, Located] = {}
    for row in sorted(rows, key=lambda row: near.index(row.region)):
        found.setdefault(row.entry_code, _located(row))
    return found


def _anywhere(connection: Connection, entries: Sequence[str], day: date, chosen: bool) -> dict[str, Located]:
    """别处的：取区划代码最小的一条（同一省里就是级别最高的），并看是不是几个地方各有各的。"""
    firsts = _firsts(connection, [(entry, "") for entry in entries], day)
    found = {row.entry_code: replace(_located(row), elsewhere=chosen) for row in firsts}
    if not chosen and found:
        beyond = [(entry, _last_within(one.region)) for entry, one in found.items()]
        for row in _firsts(connection, beyond, day):
            found[row.entry_code] = replace(found[row.entry_code], several=True)
    return found


def _last_within(region: str) -> str:
    """这个区划管得着的最大的代码：省级的一条管得着全省，市级的管得着全市；再大的就是别处。"""
    if region.endswith("0000"):
        return f"{region[:2]}9999"
    return f"{region[:4]}99" if region.endswith("00") else region


def _firsts(connection: Connection, beyond: Sequence[tuple[str, str]], day: date) -> Sequence[Row[Any]]:
    """各基本目录里区划代码大于所给的第一条；每个只走索引的一步，有几百个地方也一样快。"""
    about: dict[str, Any] = {"day": day}
    for number, (entry, region) in enumerate(beyond):
        about |= {f"entry{number}": entry, f"beyond{number}": region}
    return connection.execute(_first_of_each(len(beyond)), about).all()


@cache
def _first_of_each(count: int) -> TextClause:
    first = (
        f"SELECT * FROM (SELECT {_COLUMNS} FROM items WHERE entry_code = :entry{{0}} AND region > :beyond{{0}} "
        f"AND {_VALID} ORDER BY region, position LIMIT 1) AS first{{0}}"
    )
    parts = " UNION ALL ".join(first.format(number) for number in range(count))
    return text(parts).bindparams(bindparam("day", type_=Date))


def _located(row: Row[Any]) -> Located:
    return Located(row.code, row.entry_code, row.name, row.region, row.authority)
