"""记录库：真的数据库，存什么取什么。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import IntegrityError

from bench.postgres import Server
from knowledge.storage.engine import open_engine
from records.migrate import upgrade_records
from records.models import Conversation, Rating, StoredTurn
from records.probe import fault_of
from records.store import Records

GREETING = {"kind": "greeting", "text": "您好"}
CONVERSATION = Conversation("c1", "0" * 64, "web", None, "个人", GREETING)


@pytest.fixture
def records(engine: Engine) -> Records:
    upgrade_records(engine)
    made = Records(engine)
    made.begin(CONVERSATION)
    return made


@pytest.fixture
def put(records: Records) -> Callable[..., StoredTurn]:
    def record(turn_id: str, **about: Any) -> StoredTurn:
        mark = records.hold("c1")
        assert mark is not None
        turn = StoredTurn(turn_id, "c1", "补办", None, "answered", {"id": turn_id}, 0.1, "d" * 64, **about)
        try:
            records.record(turn, mark)
        finally:
            records.release("c1", mark)
        return turn

    return record


def test_a_conversation_comes_back(records: Records) -> None:
    assert records.conversation("c1") == CONVERSATION
    assert records.conversation("c2") is None


def test_turns_come_back_in_order(records: Records, put: Callable[..., StoredTurn]) -> None:
    turns = [put(f"t{place}", at="2026-01-01T00:00:00.000+00:00") for place in range(12)]
    assert records.history("c1") == turns
    assert records.history("c2") == []


def test_a_repeat_key_finds_its_turn(records: Records, put: Callable[..., StoredTurn]) -> None:
    turn = put("t1", repeat_key="k" * 64, engine_failure="timeout")
    assert records.repeated("c1", "k" * 64) == turn
    assert records.repeated("c1", "x" * 64) is None
    with pytest.raises(IntegrityError):
        put("t2", repeat_key="k" * 64)
    assert records.history("c1") == [turn]


def test_a_turn_can_move_the_region(records: Records, put: Callable[..., StoredTurn]) -> None:
    put("t1", region="440100")
    assert records.conversation("c1") == replace(CONVERSATION, region="440100")


def test_only_one_holds(records: Records) -> None:
    mark = records.hold("c1")
    assert mark is not None
    assert records.hold("c1") is None
    records.release("c1", "别人的凭据")
    assert records.hold("c1") is None
    records.release("c1", mark)
    assert records.hold("c1") is not None


def test_nobody_holds_what_is_not_there(records: Records) -> None:
    assert records.hold("c2") is None


def test_a_hold_left_behind_lapses(records: Records, engine: Engine) -> None:
    records.hold("c1")
    with engine.begin() as connection:
        connection.execute(text("UPDATE conversations SET held_since = '2026-01-01T00:00:00.000+00:00'"))
    assert records.hold("c1") is not None


def test_the_last_rating_counts(records: Records) -> None:
    assert records.rating("c1") is None
    records.rate("c1", Rating(2, ("213",), "慢"))
    last = Rating(5, ("513", "517"), None)
    records.rate("c1", last)
    assert records.rating("c1") == last


def test_a_rating_needs_its_conversation(records: Records) -> None:
    with pytest.raises(IntegrityError):
        records.rate("c2", Rating(5, (), None))


def test_a_lost_database_is_named(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/records.db")
    records = Records(engine)
    assert fault_of(records.ping) is None
    engine.dispose()
    for file in tmp_path.glob("records.db*"):
        file.unlink()
    (tmp_path / "records.db").mkdir()
    assert fault_of(records.ping) == "OperationalError"


def test_a_lost_server_is_named(postgresql: Server) -> None:
    url = make_url(postgresql.new_database())
    engine = open_engine(url.render_as_string(hide_password=False))
    records = Records(engine)
    assert fault_of(records.ping) is None
    postgresql.execute(f"DROP DATABASE {url.database} WITH (FORCE)")
    assert fault_of(records.ping) == "OperationalError"
    engine.dispose()
