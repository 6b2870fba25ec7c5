"""事件：发生过什么，一件一行，只增不改。每一种的形状在这里，文字的定义在 docs/events.md，有测试守着两处相等。

事件里没有来客的话，也没有个人信息：只有编号、代码、次数和秒数。
"""

from __future__ import annotations

import json
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, Engine, insert, select

from records.models import now
from records.schema import EVENTS


class Shape(BaseModel):
    """一种事件的 data；多一项少一项都不行。"""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ConversationOpened(Shape):
    """对话开始，或收场以后又接着说。"""

    channel: str
    region: str | None
    side: str | None
    resumed: bool


class ConversationClosed(Shape):
    """对话收场。"""

    reason: Literal["idle", "erased"]
    turns: int


class TurnDone(Shape):
    """答完一轮。"""

    turn: str
    author: Literal["visitor", "agent"]
    said: Literal["text", "payload", "none"]
    outcome: str
    scope: str | None
    categories: list[str]
    aspects: list[str]
    item: str | None
    candidates: int
    region: str | None
    engine_failure: str | None
    seconds: float
    parts: dict[str, float]


class Rated(Shape):
    """好差评。"""

    level: int
    reasons: list[str]
    commented: bool


class FedBack(Shape):
    """一轮答复有用没用。"""

    turn: str
    useful: bool
    reason: str | None
    commented: bool


class TicketOpened(Shape):
    """开了一张工单。"""

    number: str
    kind: str
    category: str | None
    region: str | None
    channel: str | None
    fields: list[str]


class TicketChanged(Shape):
    """工单换了状态。"""

    number: str
    before: str
    after: str
    by: str


class TicketRead(Shape):
    """座席打开了工单的内容。"""

    number: str
    by: str


class HandoverAsked(Shape):
    """要求转人工，排上了队。"""

    handover: str
    ahead: int


class HandoverTaken(Shape):
    """座席接了。"""

    handover: str
    by: str
    waited: float


class HandoverEnded(Shape):
    """人工服务结束。"""

    handover: str
    by: str
    ending: Literal["solved", "left", "passed_on"]
    held: float | None


class ConnectorCalled(Shape):
    """问了一次外面的系统。"""

    connector: str
    operation: str
    outcome: Literal["found", "not_found", "refused", "unreachable"]
    status: int | None
    failure: str | None
    seconds: float


class Erasure(Shape):
    """删了一次对话的文字和个人信息。"""

    reason: Literal["request", "retention"]
    turns: int
    tickets: int


KINDS: Final[dict[str, type[Shape]]] = {
    "conversation_opened": ConversationOpened,
    "conversation_closed": ConversationClosed,
    "turn": TurnDone,
    "rating": Rated,
    "feedback": FedBack,
    "ticket_opened": TicketOpened,
    "ticket_changed": TicketChanged,
    "ticket_read": TicketRead,
    "handover_asked": HandoverAsked,
    "handover_taken": HandoverTaken,
    "handover_ended": HandoverEnded,
    "connector_called": ConnectorCalled,
    "erasure": Erasure,
}
"""种类 → data 的形状。"""

_NAMES: Final = {shape: kind for kind, shape in KINDS.items()}


def note(connection: Connection, conversation_id: str | None, data: Shape, at: str | None = None) -> None:
    """在调用者的事务里记一件事。"""
    row = {"conversation_id": conversation_id, "at": at or now(), "kind": _NAMES[type(data)]}
    connection.execute(insert(EVENTS).values(**row, data=data.model_dump_json()))


class EventLog:
    """单独记一件事，或按条件读。"""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def append(self, conversation_id: str | None, data: Shape) -> None:
        """记一件事，自成一个事务。"""
        with self._engine.begin() as connection:
            note(connection, conversation_id, data)

    def read(self, conversation_id: str | None = None, kind: str | None = None) -> list[tuple[str, dict[str, Any]]]:
        """(种类, data)，按先后；不给条件就是全部。"""
        query = select(EVENTS.c.kind, EVENTS.c.data).order_by(EVENTS.c.id)
        if conversation_id is not None:
            query = query.where(EVENTS.c.conversation_id == conversation_id)
        if kind is not None:
            query = query.where(EVENTS.c.kind == kind)
        with self._engine.connect() as connection:
            return [(kind, json.loads(data)) for kind, data in connection.execute(query)]
