"""保存与删除：删了的读不回来，次数还在；期限按种类。"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, text

from records.events import EventLog
from records.handovers import Handovers
from records.keeping import UnknownConversation, forget, tidy
from records.models import Conversation, Feedback, Rating, StoredTurn, Ticket
from records.schema import METADATA, TURNS
from records.store import Records
from records.tickets import Tickets

DAYS = {"text": 180, "tickets": 1095, "events": 1095, "audit": 1095}
SECRET = "住天河路八号的张三"


@pytest.fixture
def told(begun: Records, tickets: Tickets, database: Engine) -> Records:
    """c1 说了两轮，评了，开了工单，还有一张没填完的。"""
    for name in ("t1", "t2"):
        begun.record(StoredTurn(name, "c1", SECRET, None, "answered", {"replies": [SECRET]}, 0.1, "d" * 64), None)
    begun.rate("c1", Rating(2, ("213",), SECRET))
    begun.give_feedback("c1", Feedback("t1", False, "other", SECRET))
    tickets.file(Ticket("TS1", "complaint", "registered", "c1", note=SECRET), "f1", {"what": SECRET})
    tickets.keep_draft("c1", "f2", "what", SECRET)
    Handovers(database).ask("c1")
    return begun


def everything(database: Engine) -> str:
    """库里的全部，写成一段文字。"""
    with database.connect() as connection:
        rows = [list(map(str, row)) for table in METADATA.sorted_tables for row in connection.execute(select(table))]
    return json.dumps(rows, ensure_ascii=False)


def test_forgetting_leaves_the_counts_and_nothing_said(told: Records, tickets: Tickets, database: Engine) -> None:
    before = EventLog(database).read("c1", "turn")
    done = forget(database, "c1")
    assert (done.turns, done.tickets, done.again) == (2, 1, False)
    assert SECRET not in everything(database)
    assert told.conversation("c1") is None
    with database.connect() as connection:
        assert connection.execute(select(TURNS.c.outcome)).scalars().all() == ["answered", "answered"]
    assert EventLog(database).read("c1", "turn") == before
    assert EventLog(database).read("c1", "erasure") == [("erasure", {"reason": "request", "turns": 2, "tickets": 1})]
    opened = tickets.open("TS1", "小王")
    assert opened is not None
    assert (opened[0].state, opened[0].conversation_id, opened[1]) == ("erased", None, None)
    assert Handovers(database).open() == []


def test_forgetting_twice_changes_nothing(told: Records, database: Engine) -> None:
    forget(database, "c1")
    before = everything(database)
    again = forget(database, "c1")
    assert (again.turns, again.again) == (2, True)
    assert everything(database) == before


def test_only_the_one_named_is_forgotten(told: Records, database: Engine) -> None:
    told.begin(Conversation("c2", "0" * 64, "web", None, None, {}))
    told.record(StoredTurn("t9", "c2", "留着的话", None, "answered", {}, 0.1, "d" * 64), None)
    forget(database, "c1")
    assert [turn.text for turn in told.history("c2")] == ["留着的话"]


def test_an_unknown_conversation_is_told(database: Engine) -> None:
    with pytest.raises(UnknownConversation, match="没有编号为“c9”的对话"):
        forget(database, "c9")


def after(**ago: int) -> datetime:
    return datetime.now(UTC) + timedelta(**ago)


def test_nothing_is_tidied_early(told: Records, database: Engine) -> None:
    done = tidy(database, DAYS, after(hours=23))
    assert (done.closed, done.texts, done.tickets, done.drafts, done.events) == (0, 0, 0, 0, 0)
    assert told.history("c1")[0].text == SECRET


def test_silence_closes_and_speaking_opens_again(told: Records, database: Engine) -> None:
    done = tidy(database, DAYS, after(hours=25))
    assert (done.closed, done.drafts, done.texts) == (1, 0, 0)
    assert tidy(database, DAYS, after(hours=26)).closed == 0
    closed = told.conversation("c1")
    assert closed is not None
    assert closed.closed_at is not None
    assert closed.handover is None
    told.resume(closed)
    told.resume(closed)
    kinds = [(kind, data.get("resumed")) for kind, data in EventLog(database).read("c1") if "conversation" in kind]
    assert kinds == [("conversation_opened", False), ("conversation_closed", None), ("conversation_opened", True)]


def test_a_form_half_filled_is_kept_a_week_after_the_last_word(told: Records, database: Engine) -> None:
    later = after(days=5).isoformat(timespec="milliseconds")
    assert tidy(database, DAYS, after(days=6, hours=23)).drafts == 0
    told.record(StoredTurn("t3", "c1", "还在", None, "small_talk", {}, 0.1, "d" * 64, at=later), None)
    assert tidy(database, DAYS, after(days=8)).drafts == 0
    assert tidy(database, DAYS, after(days=13)).drafts == 1


def test_texts_go_after_half_a_year_and_open_tickets_stay(told: Records, tickets: Tickets, database: Engine) -> None:
    done = tidy(database, DAYS, after(days=181))
    assert (done.texts, done.tickets) == (1, 0)
    opened = tickets.open("TS1", "小王")
    assert opened is not None
    assert opened[1] == {"what": SECRET}
    assert EventLog(database).read("c1", "erasure")[0][1]["reason"] == "retention"
    assert tidy(database, DAYS, after(days=182)).texts == 0


def test_closed_tickets_go_after_their_years(told: Records, tickets: Tickets, database: Engine) -> None:
    tickets.change("TS1", "closed", "小王")
    assert tidy(database, DAYS, after(days=1094)).tickets == 0
    done = tidy(database, DAYS, after(days=1096))
    assert done.tickets == 1
    assert done.audit == 1
    with database.connect() as connection:
        left = connection.execute(text("SELECT sealed, note, number FROM tickets")).all()
    assert left == [(None, None, "TS1")]
    assert done.events > 0
