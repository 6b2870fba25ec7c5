"""目录：按编码取事项、按基本目录与区划取事项、逐条给出基本目录供建索引。

已终止的事项（`ended_on` 有值）一概不给；有效期外的事项只有 `item` 会给，由调用方用 `is_valid_on` 判断。
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby, islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, bindparam, func, or_, select

from knowledge.model import Item
from knowledge.storage.schema import GENERATION, items, meta, wordings
from knowledge.wording import EntryRow, gathered

__all__ = ["Catalogue", "EntryRow", "entries_of", "generation_of"]

_CURRENT = items.c.ended_on.is_(None)
_FETCH = 500
_KEPT = 512

# 查询的写法不变，写一次；每次现写要比执行还久。
_ITEM = select(items.c.doc).where(items.c.code == bindparam("code"), _CURRENT)
_OF_ENTRY = (
    select(items.c.region, items.c.doc)
    .where(items.c.entry_code == bindparam("entry_code"), _CURRENT)
    .where(items.c.region.in_(bindparam("regions", expanding=True)))
    .where(or_(items.c.valid_from.is_(None), items.c.valid_from <= bindparam("day")))
    .where(or_(items.c.valid_until.is_(None), items.c.valid_until >= bindparam("day")))
    .order_by(items.c.position)
)


def _worded(*conditions: ColumnElement[bool]) -> Select[Any]:
    """基本编码与它的各份文字，按第一次出现的次序。"""
    first = func.min(items.c.position).label("first")
    used = (
        select(items.c.entry_code, items.c.wording, first)
        .where(_CURRENT, *conditions)
        .group_by(items.c.entry_code, items.c.wording)
        .subquery()
    )
    joined = used.join(wordings, wordings.c.id == used.c.wording)
    return select(used.c.entry_code, wordings.c.doc).select_from(joined).order_by(used.c.entry_code, used.c.first)


_ENTRIES = _worded()
_ENTRIES_AMONG = _worded(items.c.entry_code.in_(bindparam("entries", expanding=True)))
_GENERATION = select(meta.c.value).where(meta.c.key == GENERATION)


class Catalogue:
    """目录的读取一面。不持有状态，每次调用各用一条连接。"""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def item(self, code: str) -> Item | None:
        """按实施编码取事项；没有或已终止则为 `None`。"""
        with self._engine.connect() as connection:
            doc = connection.execute(_ITEM, {"code": code}).scalar_one_or_none()
        return None if doc is None else _read(doc)

    def items_of_entry(self, entry_code: str, regions: Sequence[str], on: date) -> list[Item]:
        """某个基本目录在这些区划里、`on` 这天有效的事项；按 `regions` 的次序，同一区划内按交来的次序。"""
        about = {"entry_code": entry_code, "regions": list(regions), "day": on}
        with self._engine.connect() as connection:
            rows = connection.execute(_OF_ENTRY, about).all()
        rank = {code: place for place, code in enumerate(regions)}
        return [_read(row.doc) for row in sorted(rows, key=lambda row: rank[row.region])]

    def entries(self) -> Iterator[EntryRow]:
        """逐个给出基本目录，按基本编码排列；边读边给，不会全部装进内存。"""
        with self._engine.connect() as connection:
            yield from entries_of(connection)

    def count(self) -> int:
        """现有事项的数目，不含已终止的。"""
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(items).where(_CURRENT)).scalar_one()

    def generation(self) -> str:
        """当前这一代检索索引的目录名；还没有导入过则为空字符串。"""
        with self._engine.connect() as connection:
            return generation_of(connection)


@lru_cache(maxsize=_KEPT)
def _read(doc: str) -> Item:
    """事项不能改，所以读过的留着合用；按文字认，目录换了代也不会认错。"""
    return Item.model_validate_json(doc)


def generation_of(connection: Connection) -> str:
    """同 `Catalogue.generation`，用已有的连接，所以看得见还没有提交的改动。"""
    return str(connection.execute(_GENERATION).scalar_one())


def entries_of(connection: Connection, only: Collection[str] | None = None) -> Iterator[EntryRow]:
    """同 `Catalogue.entries`，用已有的连接，所以看得见还没有提交的改动；`only` 时只给这些基本编码的。"""
    if only is None:
        yield from _entries(connection, _ENTRIES)
        return
    rest = iter(sorted(only))
    while part := list(islice(rest, _FETCH)):
        yield from _entries(connection, _ENTRIES_AMONG, {"entries": part})


def _entries(connection: Connection, query: Select[Any], about: dict[str, Any] | None = None) -> Iterator[EntryRow]:
    with connection.execute(query.execution_options(yield_per=_FETCH), about) as rows:
        for entry_code, group in groupby(rows, key=lambda row: str(row.entry_code)):
            yield gathered(entry_code, (row.doc for row in group))
