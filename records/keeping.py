"""保存与删除：到期的按种类删，被要求的按对话删。次数和结局留着，文字和个人信息不留。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, exists, func, not_, select, update

from records.events import ConversationClosed, Erasure, HandoverEnded, note
from records.models import now
from records.schema import (
    CONVERSATIONS,
    DRAFTS,
    EVENTS,
    FEEDBACK,
    HANDOVERS,
    RATINGS,
    TICKET_AUDIT,
    TICKETS,
    TURNS,
)

IDLE_HOURS: Final = 24
"""这么久没有说话就收场；再说话还能接着。"""
DRAFT_DAYS: Final = 7
"""没有填完的登记表，这么多天没有再说话就删；停了一天再来的，还接得上（见 actions.resuming）。"""
_CLOSED: Final = ("closed", "erased")


class UnknownConversation(LookupError):
    """没有这次对话；消息是一句给人看的中文。"""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """删了一次对话。`again`：以前已经删过，这次什么也没动。"""

    turns: int
    tickets: int
    again: bool


@dataclass(frozen=True, slots=True)
class Tidied:
    """整理了多少。"""

    closed: int
    texts: int
    tickets: int
    drafts: int
    events: int
    audit: int


def forget(engine: Engine, conversation_id: str) -> Forgotten:
    """删去一次对话的文字和个人信息，令牌作废；再删一次什么也不变。没有这次对话抛 UnknownConversation。"""
    with engine.begin() as connection:
        query = select(CONVERSATIONS.c.erased_at).where(CONVERSATIONS.c.id == conversation_id)
        row = connection.execute(query).first()
        if row is None:
            raise UnknownConversation(
                f"没有编号为“{conversation_id[:64]}”的对话；编号是开始对话时得到的 32 个字符，请核对。"
            )
        turns = _count(connection, TURNS.c.conversation_id == conversation_id)
        if row.erased_at is not None:
            return Forgotten(turns, 0, again=True)
        return Forgotten(turns, _erase(connection, conversation_id, "request"), again=False)


def tidy(engine: Engine, days: Mapping[str, int], at: datetime | None = None) -> Tidied:
    """按期限整理。days：text、tickets、events、audit 各保存几天；at 是现在（UTC）。"""
    today = at or datetime.now(UTC)
    limits = {kind: _before(today, timedelta(days=many)) for kind, many in days.items()}
    with engine.begin() as connection:
        closed = _close_idle(connection, _before(today, timedelta(hours=IDLE_HOURS)))
        texts = _erase_old(connection, limits["text"])
        tickets = _empty_tickets(connection, TICKETS.c.state.in_(_CLOSED), TICKETS.c.changed_at < limits["tickets"])
        old = _left(_before(today, timedelta(days=DRAFT_DAYS)))
        return Tidied(
            closed,
            texts,
            tickets,
            drafts=connection.execute(delete(DRAFTS).where(old)).rowcount,
            events=connection.execute(delete(EVENTS).where(EVENTS.c.at < limits["events"])).rowcount,
            audit=connection.execute(delete(TICKET_AUDIT).where(TICKET_AUDIT.c.at < limits["audit"])).rowcount,
        )


def _close_idle(connection: Connection, before: str) -> int:
    table, last = CONVERSATIONS, func.coalesce(func.max(TURNS.c.at), CONVERSATIONS.c.created_at)
    query = (
        select(table.c.id, func.count(TURNS.c.id))
        .select_from(table.outerjoin(TURNS))
        .where(table.c.closed_at.is_(None), table.c.erased_at.is_(None))
        .group_by(table.c.id, table.c.created_at)
        .having(last < before)
    )
    idle = [(key, turns) for key, turns in connection.execute(query)]
    for key, turns in idle:
        connection.execute(update(table).where(table.c.id == key).values(closed_at=now(), handover=None))
        _end_handovers(connection, key)
        note(connection, key, ConversationClosed(reason="idle", turns=turns))
    return len(idle)


def _left(before: str) -> ColumnElement[bool]:
    """没有填完、也没有再说话的登记表。"""
    said = exists().where(TURNS.c.conversation_id == DRAFTS.c.conversation_id, TURNS.c.at >= before)
    return and_(DRAFTS.c.at < before, not_(said))


def _erase_old(connection: Connection, before: str) -> int:
    """最后一轮早于期限的对话，文字都删；工单另有期限，不动。"""
    table, last = CONVERSATIONS, func.coalesce(func.max(TURNS.c.at), CONVERSATIONS.c.created_at)
    query = (
        select(table.c.id)
        .select_from(table.outerjoin(TURNS))
        .where(table.c.erased_at.is_(None))
        .group_by(table.c.id, table.c.created_at)
        .having(last < before)
    )
    old = list(connection.execute(query).scalars())
    for key in old:
        _erase(connection, key, "retention")
    return len(old)


def _erase(connection: Connection, key: str, reason: Literal["request", "retention"]) -> int:
    """删文字；应要求的连工单的内容也删，到期的工单照自己的期限。返回删了几张工单的内容。"""
    turns = _count(connection, TURNS.c.conversation_id == key)
    bare = {"text": None, "payload": None, "answer": "{}", "repeat_key": None, "body_digest": ""}
    connection.execute(update(TURNS).where(TURNS.c.conversation_id == key).values(**bare))
    for table in (RATINGS, FEEDBACK):
        connection.execute(update(table).where(table.c.conversation_id == key).values(comment=None))
    connection.execute(delete(DRAFTS).where(DRAFTS.c.conversation_id == key))
    tickets = _empty_tickets(connection, TICKETS.c.conversation_id == key) if reason == "request" else 0
    _end_handovers(connection, key)
    erased = {"token_sha256": "", "greeting": "{}", "erased_at": now(), "asks": None, "handover": None}
    open_still = connection.execute(select(CONVERSATIONS.c.closed_at).where(CONVERSATIONS.c.id == key)).scalar() is None
    connection.execute(update(CONVERSATIONS).where(CONVERSATIONS.c.id == key).values(**erased, closed_at=now()))
    if open_still:
        note(connection, key, ConversationClosed(reason="erased", turns=turns))
    note(connection, key, Erasure(reason=reason, turns=turns, tickets=tickets))
    return tickets


def _empty_tickets(connection: Connection, *where: Any) -> int:
    """工单的内容和说明删掉，编号、分类和时间留着；不再连着哪次对话。"""
    emptied = {"sealed": None, "note": None, "state": "erased", "changed_at": now(), "conversation_id": None}
    change = update(TICKETS).where(TICKETS.c.sealed.is_not(None), *where).values(**emptied)
    return connection.execute(change).rowcount


def _end_handovers(connection: Connection, key: str) -> None:
    still = (HANDOVERS.c.conversation_id == key, HANDOVERS.c.state != "ended")
    names = list(connection.execute(select(HANDOVERS.c.id).where(*still)).scalars())
    connection.execute(update(HANDOVERS).where(*still).values(state="ended", ending="left", ended_at=now()))
    for name in names:
        note(connection, key, HandoverEnded(handover=name, by="banshi", ending="left", held=None))


def _count(connection: Connection, where: Any) -> int:
    return connection.execute(select(func.count()).select_from(TURNS).where(where)).scalar_one()


def _before(today: datetime, ago: timedelta) -> str:
    return (today - ago).isoformat(timespec="milliseconds")
