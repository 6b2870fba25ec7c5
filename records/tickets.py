"""工单：投诉举报、回电、差评。状态和分类是明的，内容是密封的；座席每打开一次就记一笔。"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from knowledge import clock
from records.events import TicketChanged, TicketOpened, TicketRead, note
from records.models import Ticket, now
from records.schema import DRAFTS, TICKET_AUDIT, TICKETS
from records.sealing import Seal

KINDS: Final = ("complaint", "callback", "rating")
STEPS: Final[dict[str, tuple[str, ...]]] = {
    "registered": ("in_progress", "forwarded", "closed"),
    "in_progress": ("forwarded", "closed"),
    "forwarded": ("in_progress", "closed"),
    "closed": (),
    "erased": (),
}
"""状态 → 接下来可以到的状态；erased 只由删除而来。"""


class BadStep(ValueError):
    """不能从这个状态到那个状态；消息是一句给人看的中文。"""


class Tickets:
    """工单的读写。"""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def keep_draft(self, conversation_id: str, form_id: str, field: str, text: Any) -> None:
        """留下登记表一项的原话，封着；再填一次就换掉。"""
        sealed = self._seal.close(f"{form_id}:{field}", text)
        row = {"conversation_id": conversation_id, "form_id": form_id, "field": field}
        same = [DRAFTS.c[name] == value for name, value in row.items()]
        with self._engine.begin() as connection:
            connection.execute(delete(DRAFTS).where(*same))
            connection.execute(insert(DRAFTS).values(**row, sealed=sealed, at=now()))

    def drop_drafts(self, conversation_id: str) -> None:
        """不填了：草稿都删掉。"""
        with self._engine.begin() as connection:
            connection.execute(delete(DRAFTS).where(DRAFTS.c.conversation_id == conversation_id))

    def drafts(self, conversation_id: str, form_id: str) -> dict[str, Any]:
        """这次对话的一张表留着的原话：项 → 原话。"""
        with self._engine.connect() as connection:
            return self._drafts(connection, form_id, DRAFTS.c.conversation_id == conversation_id)

    def drop_form(self, form_id: str) -> None:
        """删掉一张表留着的原话。"""
        with self._engine.begin() as connection:
            connection.execute(delete(DRAFTS).where(DRAFTS.c.form_id == form_id))

    def file(self, ticket: Ticket, form_id: str, content: Mapping[str, Any]) -> Ticket:
        """开一张工单。content 里有草稿的项换成原话；同一张登记表只开一张，再来给的是同一张。"""
        try:
            with self._engine.begin() as connection:
                fields = dict(content) | self._drafts(connection, form_id)
                row = asdict(ticket) | {"form_id": form_id, "sealed": self._seal.close(ticket.number, fields)}
                connection.execute(insert(TICKETS).values(**row))
                connection.execute(delete(DRAFTS).where(DRAFTS.c.form_id == form_id))
                note(connection, ticket.conversation_id, _opened(ticket, fields), ticket.opened_at)
        except IntegrityError:
            earlier = self._first(TICKETS.c.form_id == form_id)
            if earlier is None:
                raise
            return earlier
        return ticket

    def code(self, number: str) -> str:
        """查询码，开单时告诉来客。"""
        return self._seal.code(number)

    def known(self, number: str, code: str) -> Ticket | None:
        """编号和查询码都对，才给状态。"""
        return self._first(TICKETS.c.number == number) if self._seal.knows(number, code) else None

    def of_conversation(self, conversation_id: str) -> list[Ticket]:
        """这次对话开的工单，按先后。"""
        return self._list(TICKETS.c.conversation_id == conversation_id)

    def queue(self, state: str | None = None, limit: int = 100) -> list[Ticket]:
        """座席看的队列，先来的在前；不带内容。"""
        return self._list(*(() if state is None else (TICKETS.c.state == state,)), limit=limit)

    def open(self, number: str, agent: str) -> tuple[Ticket, dict[str, Any] | None] | None:
        """座席打开内容，先记一笔再给；没有这张是 None，内容已删的内容是 None。打不开抛 SealBroken。"""
        with self._engine.begin() as connection:
            row = connection.execute(select(TICKETS).where(TICKETS.c.number == number)).mappings().first()
            if row is None:
                return None
            _audit(connection, number, agent, "read")
            note(connection, row["conversation_id"], TicketRead(number=number, by=agent))
        sealed = row["sealed"]
        return _ticket(row), None if sealed is None else self._seal.open(number, sealed)

    def change(self, number: str, state: str, agent: str, told: str | None = None) -> Ticket | None:
        """换状态；`told` 是给来客看的一句话。没有这张是 None，不能这样换抛 BadStep。"""
        with self._engine.begin() as connection:
            row = connection.execute(select(TICKETS).where(TICKETS.c.number == number)).mappings().first()
            if row is None:
                return None
            before = row["state"]
            if state not in STEPS[before]:
                raise BadStep(
                    f"工单现在是“{before}”，不能改成“{state[:20]}”；可以改成：{'、'.join(STEPS[before]) or '无'}。"
                )
            kept = {"state": state, "changed_at": now()} | ({} if told is None else {"note": told})
            same = (TICKETS.c.number == number, TICKETS.c.state == before)
            if connection.execute(update(TICKETS).where(*same).values(**kept)).rowcount != 1:
                raise BadStep("这张工单刚被别人改过，请重新打开再改。")
            _audit(connection, number, agent, state)
            changed = TicketChanged(number=number, before=before, after=state, by=agent)
            note(connection, row["conversation_id"], changed)
        return self._first(TICKETS.c.number == number)

    def audit(self, number: str) -> list[dict[str, str]]:
        """谁在什么时候动过，按先后。"""
        table = TICKET_AUDIT
        query = select(table.c.at, table.c.agent, table.c.did).where(table.c.number == number).order_by(table.c.id)
        with self._engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def waiting(self) -> int:
        """还没有人动过的张数。"""
        query = select(func.count()).select_from(TICKETS).where(TICKETS.c.state == "registered")
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def _drafts(self, connection: Connection, form_id: str, *where: Any) -> dict[str, Any]:
        query = select(DRAFTS.c.field, DRAFTS.c.sealed).where(DRAFTS.c.form_id == form_id, *where)
        rows = connection.execute(query)
        return {field: self._seal.open(f"{form_id}:{field}", sealed) for field, sealed in rows}

    def _first(self, *where: Any) -> Ticket | None:
        return next(iter(self._list(*where, limit=1)), None)

    def _list(self, *where: Any, limit: int = 100) -> list[Ticket]:
        query = select(TICKETS).where(*where).order_by(TICKETS.c.opened_at, TICKETS.c.number).limit(limit)
        with self._engine.connect() as connection:
            return [_ticket(row) for row in connection.execute(query).mappings()]


def new_number(today: date | None = None) -> str:
    """新的编号，例如 TS20261123-048213；后六位是随机的，看不出一天有多少张。"""
    return f"TS{today or clock.today():%Y%m%d}-{secrets.randbelow(10**6):06d}"


def _ticket(row: RowMapping) -> Ticket:
    return Ticket(**{name: row[name] for name in Ticket.__dataclass_fields__})


def _opened(ticket: Ticket, fields: Mapping[str, Any]) -> TicketOpened:
    about = {name: getattr(ticket, name) for name in ("number", "kind", "category", "region", "channel")}
    return TicketOpened(**about, fields=sorted(name for name, value in fields.items() if value))


def _audit(connection: Connection, number: str, agent: str, did: str) -> None:
    connection.execute(insert(TICKET_AUDIT).values(number=number, at=now(), agent=agent, did=did))
