"""事项的历史：哪一次导入带来、改了哪些字段、何时终止、何时恢复。库里存的是此前的原文，改了什么读的时候比出来。"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, Row, select

from knowledge.storage.schema import changes, imports, items

Kind = Literal["added", "changed", "ended", "revived"]
MISSING: Final = object()


@dataclass(frozen=True, slots=True)
class Delivered:
    """一次导入：编号、时刻（UTC）、来源、文件、系统用户、是不是整份替换。"""

    number: int
    at: datetime
    source: str
    paths: tuple[str, ...]
    user: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """一个字段的前后；没有写的是 `None`，`was_given`、`is_given` 说明是没有写还是写了空。"""

    field: str
    old: Any
    new: Any
    was_given: bool
    is_given: bool


@dataclass(frozen=True, slots=True)
class Event:
    """一件事；`delivered` 为空是记历史之前的。"""

    kind: Kind
    delivered: Delivered | None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """一个事项从头到现在；`doc` 是现在（或终止时）的原文。"""

    code: str
    name: str
    is_ended: bool
    events: tuple[Event, ...]
    doc: str


def history_of(engine: Engine, code: str) -> History | None:
    """按实施编码取历史，先发生的在前；目录里从来没有过则为 `None`。"""
    query = select(items.c.name, items.c.ended_on, items.c.added_in, items.c.doc).where(items.c.code == code)
    with engine.connect() as connection:
        now = connection.execute(query).one_or_none()
        if now is None:
            return None
        kept = select(changes).where(changes.c.code == code).order_by(changes.c.import_id)
        rows = connection.execute(kept).all()
        known = _delivered(connection, {now.added_in, *(row.import_id for row in rows)} - {None})
    events = (Event("added", known.get(now.added_in)), *_events(rows, now.doc, known))
    return History(code, now.name, now.ended_on is not None, events, now.doc)


def _events(rows: Sequence[Row[Any]], doc: str, known: dict[int, Delivered]) -> Iterator[Event]:
    for row, then in zip(rows, [*(row.before for row in rows[1:]), doc], strict=False):
        yield Event(row.kind, known.get(row.import_id), tuple(differences(json.loads(row.before), json.loads(then))))


def differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[FieldChange]:
    """两份原文里不同的字段，按先前的次序，新的在后。"""
    for field in dict.fromkeys((*before, *after)):
        old, new = before.get(field, MISSING), after.get(field, MISSING)
        if old != new:
            given = old is not MISSING, new is not MISSING
            yield FieldChange(field, before.get(field), after.get(field), *given)


def _delivered(connection: Connection, numbers: set[int]) -> dict[int, Delivered]:
    rows = connection.execute(select(imports).where(imports.c.id.in_(numbers)))
    return {row.id: _one(row) for row in rows}


def _one(row: Row[Any]) -> Delivered:
    # SQLite 不存时区；存的都是 UTC。
    at = row.finished.replace(tzinfo=UTC) if row.finished.tzinfo is None else row.finished.astimezone(UTC)
    return Delivered(row.id, at, row.source, tuple(json.loads(row.paths)), row.user_name, row.is_whole)
