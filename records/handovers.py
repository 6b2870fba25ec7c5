"""转人工：排队、接、结束。一次对话同一时刻至多一次；对话那一行也记着状态，答话的路不必另查。"""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, RowMapping, func, insert, select, update

from records.events import HandoverAsked, HandoverEnded, HandoverTaken, note
from records.models import Handover, now
from records.schema import CONVERSATIONS, HANDOVERS

Ending = Literal["solved", "left", "passed_on"]
ENDINGS: Final[tuple[str, ...]] = ("solved", "left", "passed_on")
"""结束的名目：solved 办妥，left 来客走了，passed_on 转给了别处。"""

_OPEN: Final = ("waiting", "held")


class Handovers:
    """转人工的读写。"""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, conversation_id: str) -> tuple[Handover, int]:
        """排上队，返回它和前面还有几位；已经在队里（或有人接着）就是原来那一次。"""
        fresh = Handover(secrets.token_hex(16), conversation_id)
        with self._engine.begin() as connection:
            found = _current(connection, conversation_id)
            if found is not None:
                return found, _ahead(connection, found)
            connection.execute(insert(HANDOVERS).values(**asdict(fresh)))
            _mark(connection, conversation_id, "waiting")
            ahead = _ahead(connection, fresh)
            note(connection, conversation_id, HandoverAsked(handover=fresh.id, ahead=ahead))
        return fresh, ahead

    def take(self, handover_id: str, agent: str) -> Handover | None:
        """接下；只有排着队的能接，两个座席同时接只有一个接到。接不到是 None。"""
        at = now()
        same = (HANDOVERS.c.id == handover_id, HANDOVERS.c.state == "waiting")
        with self._engine.begin() as connection:
            change = update(HANDOVERS).where(*same).values(state="held", agent=agent, taken_at=at)
            if connection.execute(change).rowcount != 1:
                return None
            found = _get(connection, HANDOVERS.c.id == handover_id)
            assert found is not None
            _mark(connection, found.conversation_id, "held")
            told = HandoverTaken(handover=handover_id, by=agent, waited=_between(found.asked_at, at))
            note(connection, found.conversation_id, told)
        return found

    def end(self, handover_id: str, ending: Ending, by: str) -> Handover | None:
        """结束；已经结束的（或没有的）是 None。"""
        at = now()
        same = (HANDOVERS.c.id == handover_id, HANDOVERS.c.state.in_(_OPEN))
        with self._engine.begin() as connection:
            change = update(HANDOVERS).where(*same).values(state="ended", ending=ending, ended_at=at)
            if connection.execute(change).rowcount != 1:
                return None
            found = _get(connection, HANDOVERS.c.id == handover_id)
            assert found is not None
            _mark(connection, found.conversation_id, None)
            held = None if found.taken_at is None else _between(found.taken_at, at)
            note(
                connection, found.conversation_id, HandoverEnded(handover=handover_id, by=by, ending=ending, held=held)
            )
        return found

    def get(self, handover_id: str) -> Handover | None:
        """按编号取。"""
        with self._engine.connect() as connection:
            return _get(connection, HANDOVERS.c.id == handover_id)

    def current(self, conversation_id: str) -> Handover | None:
        """这次对话正在排队或有人接着的那一次。"""
        with self._engine.connect() as connection:
            return _current(connection, conversation_id)

    def ahead(self, handover: Handover) -> int:
        """前面还有几位在等。"""
        with self._engine.connect() as connection:
            return _ahead(connection, handover)

    def open(self) -> list[Handover]:
        """在等的和有人接着的，先来的在前。"""
        query = select(HANDOVERS).where(HANDOVERS.c.state.in_(_OPEN)).order_by(HANDOVERS.c.asked_at, HANDOVERS.c.id)
        with self._engine.connect() as connection:
            return [_handover(row) for row in connection.execute(query).mappings()]


def _current(connection: Connection, conversation_id: str) -> Handover | None:
    return _get(connection, HANDOVERS.c.conversation_id == conversation_id, HANDOVERS.c.state.in_(_OPEN))


def _get(connection: Connection, *where: Any) -> Handover | None:
    row = connection.execute(select(HANDOVERS).where(*where)).mappings().first()
    return None if row is None else _handover(row)


def _ahead(connection: Connection, handover: Handover) -> int:
    if handover.state != "waiting":
        return 0
    before = (HANDOVERS.c.state == "waiting", HANDOVERS.c.asked_at < handover.asked_at)
    return connection.execute(select(func.count()).select_from(HANDOVERS).where(*before)).scalar_one()


def _mark(connection: Connection, conversation_id: str, state: str | None) -> None:
    own = CONVERSATIONS.c.id == conversation_id
    connection.execute(update(CONVERSATIONS).where(own).values(handover=state))


def _between(first: str, last: str) -> float:
    return round((datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds(), 3)


def _handover(row: RowMapping) -> Handover:
    return Handover(**{name: row[name] for name in Handover.__dataclass_fields__})
