"""记录库的读写。每个方法是一个短事务，调用者负责放到线程里去。"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, RowMapping, case, delete, func, insert, or_, select, text, update
from sqlalchemy.exc import IntegrityError

from records.events import ConversationOpened, FedBack, Rated, TurnDone, note
from records.models import Conversation, Feedback, Rating, StoredTurn, now
from records.schema import CONVERSATIONS, FEEDBACK, RATINGS, TURNS

HOLD_SECONDS: Final = 10
"""占用超过这么久就算作废：处理它的进程已经不在了（一条消息最多三秒）。"""


_TRIES: Final = 3


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
        opened = _opened(conversation, resumed=False)
        with self._engine.begin() as connection:
            connection.execute(insert(CONVERSATIONS).values(**row))
            note(connection, conversation.id, opened, conversation.created_at)

    def conversation(self, conversation_id: str) -> Conversation | None:
        """按编号取对话；没有，或者已经按要求删除，就是 None。"""
        own = (CONVERSATIONS.c.id == conversation_id, CONVERSATIONS.c.erased_at.is_(None))
        query = select(CONVERSATIONS).where(*own)
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

    def record(self, turn: StoredTurn, mark: str | None, changes: Mapping[str, Any] | None = None) -> None:
        """记下一轮并放开占用，同一个事务；`changes` 是对话要改的列，没有占用的（座席说的）mark 为 None。"""
        kept = dict(changes or {}) | ({} if turn.region is None else {"region": turn.region})
        place = select(func.count() + 1).where(TURNS.c.conversation_id == turn.conversation_id).scalar_subquery()
        own = CONVERSATIONS.c.id == turn.conversation_id
        with self._engine.begin() as connection:
            connection.execute(insert(TURNS).values(**_row(turn), position=place))
            note(connection, turn.conversation_id, _done(turn), turn.at)
            if mark is not None:
                held = CONVERSATIONS.c.held_since
                kept["held_since"] = case((held == mark, None), else_=held)
            if kept:
                connection.execute(update(CONVERSATIONS).where(own).values(**kept))

    def tell(self, turn: StoredTurn) -> None:
        """记下座席说的一轮。来客同时也在说话，次序可能撞上；再来一次就错开了。"""
        for left in reversed(range(_TRIES)):
            try:
                return self.record(turn, None)
            except IntegrityError:
                if not left:
                    raise

    def resume(self, conversation: Conversation) -> None:
        """收了场的对话又接着说。"""
        own = (CONVERSATIONS.c.id == conversation.id, CONVERSATIONS.c.closed_at.is_not(None))
        with self._engine.begin() as connection:
            if connection.execute(update(CONVERSATIONS).where(*own).values(closed_at=None)).rowcount:
                note(connection, conversation.id, _opened(conversation, resumed=True))

    def history(self, conversation_id: str) -> list[StoredTurn]:
        """一次对话的全部轮次，按先后。"""
        query = select(TURNS).where(TURNS.c.conversation_id == conversation_id).order_by(TURNS.c.position)
        with self._engine.connect() as connection:
            return [_turn(row) for row in connection.execute(query).mappings()]

    def last(self, conversation_id: str) -> StoredTurn | None:
        """最后一轮；还没有说过话是 None。"""
        own = TURNS.c.conversation_id == conversation_id
        query = select(TURNS).where(own).order_by(TURNS.c.position.desc()).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _turn(row)

    def since(self, conversation_id: str, position: int) -> list[tuple[int, StoredTurn]]:
        """第 position 轮以后的：(第几轮, 那一轮)。"""
        later = (TURNS.c.conversation_id == conversation_id, TURNS.c.position > position)
        query = select(TURNS).where(*later).order_by(TURNS.c.position)
        with self._engine.connect() as connection:
            return [(row["position"], _turn(row)) for row in connection.execute(query).mappings()]

    def rate(self, conversation_id: str, rating: Rating) -> None:
        """存好差评，替换同一对话先前的评价。"""
        row = asdict(rating) | {"reasons": _dumps(rating.reasons)}
        told = Rated(level=rating.level, reasons=list(rating.reasons), commented=rating.comment is not None)
        with self._engine.begin() as connection:
            connection.execute(delete(RATINGS).where(RATINGS.c.conversation_id == conversation_id))
            connection.execute(insert(RATINGS).values(conversation_id=conversation_id, **row))
            note(connection, conversation_id, told, rating.at)

    def give_feedback(self, conversation_id: str, said: Feedback) -> bool:
        """记下一轮有用没用，替换先前的；没有这一轮返回 False。"""
        told = FedBack(turn=said.turn_id, useful=said.useful, reason=said.reason, commented=said.comment is not None)
        turn = select(TURNS.c.id).where(TURNS.c.conversation_id == conversation_id, TURNS.c.id == said.turn_id)
        same = (FEEDBACK.c.conversation_id == conversation_id, FEEDBACK.c.turn_id == said.turn_id)
        with self._engine.begin() as connection:
            if connection.execute(turn).first() is None:
                return False
            connection.execute(delete(FEEDBACK).where(*same))
            connection.execute(insert(FEEDBACK).values(conversation_id=conversation_id, **asdict(said)))
            note(connection, conversation_id, told, said.at)
        return True

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


_KEPT: Final = tuple(name for name in Conversation.__dataclass_fields__ if name != "greeting")
_COLUMNS: Final = tuple(column.name for column in TURNS.columns if column.name != "position")


def _conversation(row: RowMapping) -> Conversation:
    return Conversation(**{key: row[key] for key in _KEPT}, greeting=json.loads(row["greeting"]))


def _turn(row: RowMapping) -> StoredTurn:
    values = {key: row[key] for key in _COLUMNS if key != "answer"}
    return StoredTurn(**values, answer=json.loads(row["answer"]))


def _row(turn: StoredTurn) -> dict[str, Any]:
    return {name: getattr(turn, name) for name in _COLUMNS} | {"answer": _dumps(turn.answer)}


def _opened(conversation: Conversation, resumed: bool) -> ConversationOpened:
    about = {name: getattr(conversation, name) for name in ("channel", "region", "side")}
    return ConversationOpened(**about, resumed=resumed)


def _done(turn: StoredTurn) -> TurnDone:
    """一轮的事件：理解里只取代码和次数，不取话。"""
    meant = turn.answer.get("understanding") or {}
    return TurnDone(
        turn=turn.id,
        author="agent" if turn.author == "agent" else "visitor",
        said="text" if turn.text is not None else "payload" if turn.payload is not None else "none",
        outcome=turn.outcome,
        scope=meant.get("scope"),
        categories=[f"{one['side']}/{one['name']}" for one in meant.get("categories") or ()][:3],
        aspects=list(meant.get("aspects") or ()),
        item=(meant.get("item") or {}).get("code"),
        candidates=len(meant.get("candidates") or ()),
        region=meant.get("region"),
        engine_failure=turn.engine_failure,
        seconds=round(turn.seconds, 4),
        parts={name: round(seconds, 4) for name, seconds in turn.parts.items()},
    )


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
