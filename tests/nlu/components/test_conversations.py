"""对话状态的存放：后面几轮用得着的一样不少，重启不丢，几个进程合用一个库；再长的对话也只存这么多。"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from nlu.components.conversations import ConversationStore

DOMAIN = Domain.from_dict(
    {
        "slots": {
            name: {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
            for name in ("item", "region", "offered")
        }
    }
)
LISTEN = ActionExecuted("action_listen")


def opened(path: Path) -> ConversationStore:
    """照 endpoints.yml 那样打开。"""
    about = {"type": "nlu.components.conversations.ConversationStore", "dialect": "sqlite", "db": str(path)}
    store = TrackerStore.create(EndpointConfig(**about), DOMAIN)
    assert isinstance(store, ConversationStore)
    return store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


@pytest.fixture
def store(path: Path) -> Iterator[ConversationStore]:
    found = opened(path)
    yield found
    found._engine.dispose()


def replied(outcome: str, text: str) -> BotUttered:
    return BotUttered(data={"custom": {"banshi": 1, "outcome": outcome, "replies": [{"text": text}]}})


def turn(intent: str, outcome: str, text: str, **slots: Any) -> list[Event]:
    heard = UserUttered(f"说{text}", {"name": intent, "confidence": 0.9}, parse_data={"understanding": {"scope": "in"}})
    set_ = [SlotSet(name, value) for name, value in slots.items()]
    return [heard, ActionExecuted(f"action_{intent}"), replied(outcome, text), *set_, LISTEN]


def after(store: ConversationStore, *events: Event) -> DialogueStateTracker:
    """接着上次存的说这些，存下，再取回。"""

    async def go() -> DialogueStateTracker:
        tracker = await store.get_or_create_tracker("某人", append_action_listen=False)
        tracker.update_with_events(list(events), DOMAIN)
        await store.save(tracker)
        found = await store.retrieve("某人")
        assert found is not None
        return found

    return asyncio.run(go())


def last_replies(tracker: DialogueStateTracker) -> list[str]:
    """动作服务看得到的答复。"""
    return [
        reply["text"]
        for event in tracker.events
        if isinstance(event, BotUttered)
        for reply in event.data["custom"]["replies"]
    ]


def test_an_unknown_conversation_is_none_and_a_new_one_is_empty(store: ConversationStore) -> None:
    assert asyncio.run(store.retrieve("没有")) is None
    assert list(asyncio.run(store.get_or_create_tracker("新的", append_action_listen=False)).events) == []
    assert asyncio.run(store.keys()) == []


def test_the_slots_come_back_with_their_values(store: ConversationStore) -> None:
    after(store, LISTEN, *turn("ask", "answered", "一", item="甲", region="440100", offered=["/choose{}"]))
    found = after(store, *turn("restart", "small_talk", "二", item=None, offered=[]))
    assert (found.get_slot("item"), found.get_slot("region"), found.get_slot("offered")) == (None, "440100", [])


def test_it_is_listening_and_knows_when_and_what_was_last_said(store: ConversationStore) -> None:
    before = time.time()
    found = after(store, LISTEN, *turn("ask", "answered", "一"), *turn("thank", "small_talk", "二"))
    assert found.latest_action_name == "action_listen"
    assert found.latest_message is not None
    assert found.latest_message.intent_name == "thank"
    heard = found.get_last_event_for(UserUttered)
    assert heard is not None
    assert before <= heard.timestamp <= time.time()


TURNS = [
    # 各轮的 (结局, 答复)，之后“再说一遍”说的
    ([("answered", "一")], ["一"]),
    ([("answered", "一"), ("clarify_item", "二")], ["二"]),
    ([("answered", "一"), ("small_talk", "好"), ("out_of_scope", "不懂")], ["一"]),
    ([("small_talk", "好")], []),
]


@pytest.mark.parametrize(("turns", "expected"), TURNS)
def test_the_last_thing_found_is_kept(
    turns: list[tuple[str, str]], expected: list[str], store: ConversationStore
) -> None:
    for outcome, text in turns:
        found = after(store, LISTEN, *turn("ask", outcome, text))
    assert last_replies(found) == expected


def test_a_new_session_loses_nothing(store: ConversationStore) -> None:
    after(store, LISTEN, *turn("ask", "answered", "一", item="甲"))
    renewed = [ActionExecuted("action_session_start"), SessionStarted(), SlotSet("item", "甲"), LISTEN]
    found = after(store, *renewed, *turn("thank", "small_talk", "好"))
    assert last_replies(found) == ["一"]
    assert found.get_slot("item") == "甲"


def at(tracker: DialogueStateTracker) -> float:
    heard = tracker.get_last_event_for(UserUttered)
    assert heard is not None
    return heard.timestamp


def test_what_was_not_answered_does_not_count_as_talking(store: ConversationStore) -> None:
    heard = UserUttered("没有答上的", {"name": "ask"})
    first = at(after(store, LISTEN, *turn("ask", "answered", "一")))
    for _ in range(2):
        assert at(after(store, heard, LISTEN)) == first
    later = at(after(store, *turn("ask", "answered", "二")))
    assert later > first
    assert at(after(store, UserUttered("又没有答上", {"name": "ask"}), LISTEN)) == later


def test_the_first_thing_said_counts_even_unanswered(store: ConversationStore) -> None:
    heard = UserUttered("一来就没有答上", {"name": "ask"})
    assert at(after(store, LISTEN, heard)) == heard.timestamp


def test_a_long_conversation_is_no_longer_than_a_short_one(store: ConversationStore, path: Path) -> None:
    lengths = set()
    for _ in range(12):
        found = after(store, LISTEN, *turn("ask", "answered", "一", item="甲"))
        lengths.add(len(found.events))
    assert lengths == {4}
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM dialogues").fetchone() == (1,)
    connection.close()


def test_what_the_person_said_is_not_stored(store: ConversationStore, path: Path) -> None:
    after(store, LISTEN, *turn("ask", "answered", "身份证丢了"))
    with sqlite3.connect(path) as connection:
        ((kept,),) = connection.execute("SELECT kept FROM dialogues").fetchall()
    connection.close()
    assert "说身份证丢了" not in kept
    assert "understanding" not in json.loads(kept)


def test_a_restart_loses_nothing_and_another_process_sees_it(store: ConversationStore, path: Path) -> None:
    mine = after(store, LISTEN, *turn("ask", "answered", "一", item="甲"))
    other = opened(path)
    theirs = asyncio.run(other.retrieve("某人"))
    assert theirs is not None
    assert [event.as_dict() for event in theirs.events] == [event.as_dict() for event in mine.events]
    after(other, *turn("follow", "answered", "二", item="乙"))
    assert asyncio.run(store.retrieve("某人")).get_slot("item") == "乙"  # type: ignore[union-attr]
    assert asyncio.run(store.keys()) == ["某人"]
    other._engine.dispose()


def test_the_database_waits_for_no_disk_and_for_other_writers(store: ConversationStore) -> None:
    with store._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 1, "busy_timeout": 5000}


def test_rasa_wraps_it_as_any_other_store(store: ConversationStore) -> None:
    wrapped = FailSafeTrackerStore(store)
    tracker = asyncio.run(wrapped.get_or_create_tracker("某人"))
    asyncio.run(wrapped.save(tracker))
    assert asyncio.run(wrapped.retrieve_full_tracker("某人")) is not None


def test_what_could_not_be_read_is_not_overwritten(store: ConversationStore) -> None:
    """读不到的，Rasa 当作新的对话接着走，还马上存一次；库这时好了，也不能盖掉以前的。"""
    after(store, LISTEN, *turn("ask", "answered", "一", item="甲"))
    wrapped = FailSafeTrackerStore(store)

    def rename(before: str, now: str) -> None:
        with store._engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {before} RENAME TO {now}")

    rename("dialogues", "gone")
    tracker = asyncio.run(wrapped.retrieve("某人")) or store.init_tracker("某人")
    rename("gone", "dialogues")
    asyncio.run(wrapped.save(tracker))
    found = asyncio.run(wrapped.retrieve("某人"))
    assert found is not None
    assert found.get_slot("item") == "甲"
    after(store, *turn("follow", "answered", "二", item="乙"))
    assert asyncio.run(store.retrieve("某人")).get_slot("item") == "乙"  # type: ignore[union-attr]


def test_a_broker_is_refused_with_the_remedy(path: Path) -> None:
    with pytest.raises(RasaException, match="event_broker"):
        ConversationStore(DOMAIN, event_broker=object(), dialect="sqlite", db=str(path))
