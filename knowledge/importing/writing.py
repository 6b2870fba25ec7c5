"""把一批批事项写进 items 表：没有变的不写，每批只查一次指纹；改了的先把旧的抄进历史。"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from knowledge.importing.ledger import CHANGED, ENDED, REVIVED, Ledger
from knowledge.importing.native import COLUMNS, Accepted
from knowledge.storage.bulk import insert_missing, insert_rows
from knowledge.storage.schema import items, wordings

BATCH = 1_000
SOURCES_NAMED = 3

_KEY = items.c.code == bindparam("key")
_KEPT = ("code", "added_in")
_REWRITE = (
    update(items)
    .where(_KEY)
    .values({column.name: bindparam(column.name) for column in items.c if column.name not in _KEPT})
)
_MOVE = update(items).where(_KEY).values(position=bindparam("position"))
_ADDED = (*COLUMNS, "position", "added_in")
_LOOKED_AT = (items.c.code, items.c.entry_code, items.c.digest, items.c.wording, items.c.position, items.c.ended_on)


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
        return bool(self.written)

    @property
    def written(self) -> int:
        """写了多少行。"""
        return self.added + self.changed + self.ended


class Writer:
    """一次交付的写入。`replace` 时次序以这次交付为准，否则新事项接在后面。

    `entries` 是检索要的文字可能变了的基本编码；`sources` 是这次交付里头几个来源的名称。
    """

    def __init__(self, connection: Connection, ledger: Ledger, *, replace: bool) -> None:
        self.counts = Counts()
        self.entries: set[str] = set()
        self.sources: dict[str, None] = {}
        self._connection = connection
        self._ledger = ledger
        self._replace = replace
        self._worded: set[int] = set()
        last = connection.execute(select(func.max(items.c.position))).scalar_one()
        self._is_first = last is None
        self._next = 0 if replace or last is None else last + 1
        self._rebuilt = items.indexes if self._is_first and connection.dialect.name == "sqlite" else set()
        # 空表先撤索引、写完再建，快一倍；PostgreSQL 撤索引会挡住正在读的，不撤。
        for index in self._rebuilt:
            index.drop(connection)

    def write(self, batch: Sequence[Accepted]) -> None:
        """写入一批；批内编码不重复。"""
        known = {} if self._is_first else self._known([one.code for one in batch])
        same = self._same(batch, known)
        added: list[tuple[Any, ...]] = []
        rewritten: dict[str, list[dict[str, Any]]] = {CHANGED: [], REVIVED: []}
        moved: list[dict[str, Any]] = []
        for one in batch:
            self._name_source(one)
            before = known.get(one.code)
            if before is None:
                added.append((*one.columns, self._take_position(), self._ledger.number))
                self.entries.add(one.entry_code)
                continue
            position = self._take_position() if self._replace else before.position
            if one.code not in same:
                kind = CHANGED if before.ended_on is None else REVIVED
                rewritten[kind].append({"key": one.code, **one.at(position)})
                self._touch(before, one)
            elif before.position != position:
                moved.append({"key": one.code, "position": position})
        self._word(batch)
        insert_rows(self._connection, items, _ADDED, added)
        for kind, rows in rewritten.items():
            self._rewrite(kind, rows)
        self._execute(_MOVE, moved)
        changed = sum(map(len, rewritten.values()))
        self.counts.added += len(added)
        self.counts.changed += changed
        self.counts.unchanged += len(batch) - len(added) - changed

    def end_others(self, delivered: Iterable[str], on: date) -> None:
        """这次交付里没有的事项从 `on` 起终止；留着备查，不再作答，也不再导出。"""
        kept = frozenset(delivered)
        query = select(items.c.code, items.c.entry_code).where(items.c.ended_on.is_(None))
        gone = [row for row in self._connection.execute(query) if row.code not in kept]
        self.entries.update(row.entry_code for row in gone)
        rest = iter([row.code for row in gone])
        while part := list(islice(rest, BATCH)):
            self._ledger.note(ENDED, part)
            self._connection.execute(update(items).where(items.c.code.in_(part)).values(ended_on=on))
        self.counts.ended = len(gone)

    def finish(self) -> None:
        """全部写完之后：把撤了的索引建起来。"""
        for index in self._rebuilt:
            index.create(self._connection)

    def _same(self, batch: Sequence[Accepted], known: dict[str, Any]) -> set[str]:
        """没有变的编码：摘要相同；或摘要不同，比过原文只是字段换了次序。"""
        current = [one for one in batch if one.code in known and known[one.code].ended_on is None]
        same = {one.code for one in current if known[one.code].digest == one.digest}
        doubtful = {one.code: one.doc for one in current if one.code not in same}
        if doubtful:
            query = select(items.c.code, items.c.doc).where(items.c.code.in_(doubtful))
            rows = self._connection.execute(query)
            same |= {row.code for row in rows if json.loads(row.doc) == json.loads(doubtful[row.code])}
        return same

    def _rewrite(self, kind: str, rows: list[dict[str, Any]]) -> None:
        self._ledger.note(kind, [row["code"] for row in rows])
        self._execute(_REWRITE, [{key: value for key, value in row.items() if key != "code"} for row in rows])

    def _take_position(self) -> int:
        self._next += 1
        return self._next - 1

    def _name_source(self, one: Accepted) -> None:
        if len(self.sources) < SOURCES_NAMED:
            self.sources.setdefault(one.source)

    def _touch(self, before: Any, one: Accepted) -> None:
        is_same = before.ended_on is None and before.entry_code == one.entry_code
        if not is_same or before.wording != one.wording:
            self.entries.update((before.entry_code, one.entry_code))

    def _word(self, batch: Sequence[Accepted]) -> None:
        new = {one.wording: one.words for one in batch if one.wording not in self._worded}
        insert_missing(self._connection, wordings, [{"id": number, "doc": doc} for number, doc in new.items()])
        self._worded.update(new)

    def _known(self, codes: list[str]) -> dict[str, Any]:
        rows = self._connection.execute(select(*_LOOKED_AT).where(items.c.code.in_(codes)))
        return {row.code: row for row in rows}

    def _execute(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(statement, rows)
