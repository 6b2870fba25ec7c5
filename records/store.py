"""记录库的读写。每个方法是一个短事务，调用者负责放到线程里去。"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, or_, select, text, update

from records.models import Conversation, Rating, StoredTurn, now
from records.schema import CONVERSATIONS, RATINGS, TURNS

HOLD_SECONDS: Final = 10
"""占用超过这么久就算作废：处理它的进程已经不在了（一条消息最多三秒）。"""


class Records:
    """对话、轮次、好差评。`engine` 指向已经升级到最新结构的库。"""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ping(self) -> None:
        """库能不能用；不能用时抛 SQLAlchemy 的 OperationalError。"""
        with self._engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def begin(self, conversation: Conversation) -> None:
        """存一次新的对话。"""
        row = asdict(conversation) | {"greeting": _dumps(conversation.greeting)}
        with self._engine.begin() as connection:
            connection.execute(insert(CONVERSATIONS).values(**row))

    def conversation(self, conversation_id: str) -> Conversation | None:
        """按编号取对话，没有就是 None。"""
        query = select(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _conversation(row)

    def hold(self, conversation_id: str) -> str | None:
        """占住对话，一次只处理一条消息；占住了返回凭据（交给 record 或 release），别人占着返回 None。"""
        mark, table = now(), CONVERSATIONS
        stale = (datetime.now(UTC) - timedelta(seconds=HOLD_SECONDS)).isoformat(timespec="milliseconds")
        free = or_(table.c.held_since.is_(None), table.c.held_since < stale)
        change = update(table).where(table.c.id == conversation_id, free).values(held_since=mark)
        with self._engine.begin() as connection:
            return mark if connection.execute(change).rowcount == 1 else None

    def release(self, conversation_id: str, mark: str) -> None:
        """放开占用；只放开自己的那一次。"""
        with self._engine.begin() as connection:
            _release(connection, conversation_id, mark)

    def repeated(self, conversation_id: str, repeat_key: str) -> StoredTurn | None:
        """同一个幂等键以前答过的那一轮。"""
        query = select(TURNS).where(TURNS.c.conversation_id == conversation_id, TURNS.c.repeat_key == repeat_key)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _turn(row)

    def record(self, turn: StoredTurn, mark: str) -> None:
        """记下一轮并放开占用，同一个事务。"""
        row = asdict(turn) | {"answer": _dumps(turn.answer)}
        region = row.pop("region")
        place = select(func.count() + 1).where(TURNS.c.conversation_id == turn.conversation_id).scalar_subquery()
        with self._engine.begin() as connection:
            connection.execute(insert(TURNS).values(**row, position=place))
            if region is not None:
                own = CONVERSATIONS.c.id == turn.conversation_id
                connection.execute(update(CONVERSATIONS).where(own).values(region=region))
            _release(connection, turn.conversation_id, mark)

    def history(self, conversation_id: str) -> list[StoredTurn]:
        """一次对话的全部轮次，按先后。"""
        query = select(TURNS).where(TURNS.c.conversation_id == conversation_id).order_by(TURNS.c.position)
        with self._engine.connect() as connection:
            return [_turn(row) for row in connection.execute(query).mappings()]

    def rate(self, conversation_id: str, rating: Rating) -> None:
        """存好差评，替换同一对话先前的评价。"""
        row = asdict(rating) | {"reasons": _dumps(rating.reasons)}
        with self._engine.begin() as connection:
            connection.execute(delete(RATINGS).where(RATINGS.c.conversation_id == conversation_id))
            connection.execute(insert(RATINGS).values(conversation_id=conversation_id, **row))

    def rating(self, conversation_id: str) -> Rating | None:
        """一次对话的好差评，没评过就是 None。"""
        query = select(RATINGS).where(RATINGS.c.conversation_id == conversation_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        return Rating(row["level"], tuple(json.loads(row["reasons"])), row["comment"], row["at"])


def _release(connection: Connection, conversation_id: str, mark: str) -> None:
    mine = (CONVERSATIONS.c.id == conversation_id, CONVERSATIONS.c.held_since == mark)
    connection.execute(update(CONVERSATIONS).where(*mine).values(held_since=None))


def _conversation(row: RowMapping) -> Conversation:
    values = {key: row[key] for key in ("id", "token_sha256", "channel", "region", "side", "created_at")}
    return Conversation(**values, greeting=json.loads(row["greeting"]))


def _turn(row: RowMapping) -> StoredTurn:
    values = {key: row[key] for key in row if key not in ("answer", "position")}
    return StoredTurn(**values, answer=json.loads(row["answer"]))


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
