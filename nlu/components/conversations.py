"""对话状态的存放：一次对话一行，只存后面几轮用得着的；每轮读一次、写一次。

Rasa 自己的 SQLTrackerStore 一轮存八九行，每轮把整次对话读回来重放，对话越长越慢。后面的轮次只用得着槽位、
上一句是什么时候说的、上一次查到的答复（“再说一遍”）；对话的全文在 records 里，这里不存第二份。
读写都直接问库，内存里不留状态：重启不丢，几个引擎进程合用一个 PostgreSQL 也行。
"""

from __future__ import annotations

import json
import time
from typing import Any, Final

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore, create_engine_kwargs
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from sqlalchemy.pool import StaticPool

from knowledge.taxonomy.outcomes import TALK

_CREATE: Final = sa.text(
    "CREATE TABLE IF NOT EXISTS dialogues (sender_id VARCHAR(255) PRIMARY KEY, kept TEXT NOT NULL, at FLOAT NOT NULL)"
)
_READ: Final = sa.text("SELECT kept FROM dialogues WHERE sender_id = :sender_id")
_WRITE: Final = sa.text(
    "INSERT INTO dialogues (sender_id, kept, at) VALUES (:sender_id, :kept, :at)"
    " ON CONFLICT (sender_id) DO UPDATE SET kept = excluded.kept, at = excluded.at"
)
_NAMES: Final = sa.text("SELECT sender_id FROM dialogues ORDER BY sender_id")


class ConversationStore(TrackerStore):
    """endpoints.yml 里 tracker_store 的 type；参数同 Rasa 的 SQL（dialect、host、db……）。"""

    def __init__(self, domain: Domain | None = None, event_broker: Any = None, **about: Any) -> None:
        if event_broker is not None:
            raise RasaException("对话的事件由 records 送出，引擎不送；请去掉 endpoints.yml 里的 event_broker。")
        super().__init__(domain)
        self._engine = _open(SQLTrackerStore.get_db_url(**about))
        self._unread: set[str] = set()
        with self._engine.begin() as connection:
            connection.execute(_CREATE)

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """新的对话；还没有话，不必先存一次。"""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """取回对话；没有则为 None。没有读成的记着：Rasa 会当作新的对话，不能让它盖掉存着的。"""
        self._unread.add(sender_id)
        with self._engine.connect() as connection:
            kept = connection.execute(_READ, {"sender_id": sender_id}).scalar()
        self._unread.discard(sender_id)
        if kept is None:
            return None
        return DialogueStateTracker.from_dict(sender_id, json.loads(kept), self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """存下对话，替换上一次存的；没有读成的不存，抛 RasaException。"""
        if tracker.sender_id in self._unread:
            raise RasaException("上一次没有读到这次对话的状态，不拿空的盖掉它；请检查引擎的状态库。")
        kept = json.dumps([event.as_dict() for event in kept_events(tracker)], ensure_ascii=False)
        with self._engine.begin() as connection:
            connection.execute(_WRITE, {"sender_id": tracker.sender_id, "kept": kept, "at": time.time()})

    async def keys(self) -> list[str]:
        """全部对话的编号。"""
        with self._engine.connect() as connection:
            return list(connection.execute(_NAMES).scalars())


def kept_events(tracker: DialogueStateTracker) -> list[Event]:
    """后面用得着的事件，按发生的先后：有值的槽位、上一次查到的答复、最后一句答上了的话（只留意图和时间）、在听。

    动作服务停了、没有答上的那一句不算：停了多久（actions/pauses.py）从答上的那一句算起。
    """
    slots = [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value != slot.initial_value]
    events = list(tracker.events)
    found = next((event for event in reversed(events) if isinstance(event, BotUttered) and _tells(event)), None)
    said = _last_answered(events)
    kept: list[Event] = [*slots]
    if found is not None:
        kept.append(BotUttered(data={"custom": found.data["custom"]}, timestamp=found.timestamp))
    if said is not None:
        intent = {"name": said.intent_name}
        kept.append(UserUttered(None, intent, timestamp=said.timestamp, input_channel=said.input_channel))
    return [*kept, ActionExecuted(ACTION_LISTEN_NAME)]


def _last_answered(events: list[Event]) -> UserUttered | None:
    """最后一句答上了的话；都没有答上的，第一句。取回来的那一句（存的时候答复在它前面）算答上了。"""
    said = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    answered = [place for place in said if place == said[0] or _is_answered(events[place + 1 :])]
    last = events[answered[-1]] if answered else None
    assert last is None or isinstance(last, UserUttered)
    return last


def _is_answered(later: list[Event]) -> bool:
    """这一句之后、下一句之前，有我们的答复。"""
    for event in later:
        if isinstance(event, UserUttered):
            return False
        if isinstance(event, BotUttered) and (event.data.get("custom") or {}).get("banshi"):
            return True
    return False


def _tells(event: BotUttered) -> bool:
    custom = event.data.get("custom") or {}
    return bool(custom.get("banshi")) and custom["outcome"] not in TALK


def _open(url: Any) -> sa.engine.Engine:
    """打开库。SQLite 只用一条连接（引擎只有一个线程），WAL，每轮不等落盘；断电最多丢最后几轮，停进程不丢。"""
    if sa.engine.make_url(url).get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True, **create_engine_kwargs(url))  # 库重启过的旧连接，用之前换掉
    engine = sa.create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    with engine.connect() as connection:
        for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=NORMAL"):
            connection.exec_driver_sql(f"PRAGMA {pragma}")
    return engine
