"""把一批批事项写进 items 表：没有变的不写，每批只查一次指纹。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from knowledge.importing.native import Accepted
from knowledge.storage.schema import items

BATCH = 1_000

_KEY = items.c.code == bindparam("key")
_REWRITE = (
    update(items)
    .where(_KEY)
    .values({column.name: bindparam(column.name) for column in items.c if column.name != "code"})
)
_MOVE = update(items).where(_KEY).values(position=bindparam("position"))
_END = update(items).where(_KEY).values(ended_on=bindparam("ended_on"))


@dataclass(slots=True)
class Counts:
    """各类行数。"""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0

    @property
    def is_altered(self) -> bool:
        """目录的内容是否改了。"""
        return bool(self.added or self.changed or self.ended)


class Writer:
    """一次交付的写入。`replace` 时次序以这次交付为准，否则新事项接在后面。"""

    def __init__(self, connection: Connection, *, replace: bool) -> None:
        self.counts = Counts()
        self._connection = connection
        self._replace = replace
        last = select(func.max(items.c.position))
        self._next = 0 if replace else (connection.execute(last).scalar_one() or 0) + 1

    def write(self, batch: Sequence[Accepted]) -> None:
        """写入一批；批内编码不重复。"""
        known = self._known([one.code for one in batch])
        added, rewritten, moved = [], [], []
        for one in batch:
            before = known.get(one.code)
            if before is None:
                added.append(one.at(self._take_position()))
                continue
            position = self._take_position() if self._replace else before.position
            if before.ended_on is not None or before.digest != one.digest:
                rewritten.append({"key": one.code, **one.at(position)})
            elif before.position != position:
                moved.append({"key": one.code, "position": position})
        self._execute(insert(items), added)
        self._execute(_REWRITE, [{key: value for key, value in row.items() if key != "code"} for row in rewritten])
        self._execute(_MOVE, moved)
        self.counts.added += len(added)
        self.counts.changed += len(rewritten)
        self.counts.unchanged += len(batch) - len(added) - len(rewritten)

    def end_others(self, delivered: Iterable[str], on: date) -> None:
        """这次交付里没有的事项从 `on` 起终止；留着备查，不再作答，也不再导出。"""
        kept = frozenset(delivered)
        current = self._connection.execute(select(items.c.code).where(items.c.ended_on.is_(None))).scalars()
        ended = [{"key": code, "ended_on": on} for code in current if code not in kept]
        rest = iter(ended)
        while part := list(islice(rest, BATCH)):
            self._execute(_END, part)
        self.counts.ended = len(ended)

    def _take_position(self) -> int:
        self._next += 1
        return self._next - 1

    def _known(self, codes: list[str]) -> dict[str, Any]:
        columns = (items.c.code, items.c.digest, items.c.position, items.c.ended_on)
        rows = self._connection.execute(select(*columns).where(items.c.code.in_(codes)))
        return {row.code: row for row in rows}

    def _execute(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(statement, rows)
