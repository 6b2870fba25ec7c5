"""记录的命令：forget、tidy、records export。"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from bench.postgres import Server
from knowledge.storage.engine import open_engine
from records.migrate import upgrade_records
from records.models import Conversation, StoredTurn
from records.store import Records
from tests.api.cli.conftest import Banshi


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """有一次说过一句话的对话 c1，引擎里也记着它和另一次。"""
    place = tmp_path / "home"
    engine = open_engine(f"sqlite:///{place}/records.db")
    upgrade_records(engine)
    records = Records(engine)
    records.begin(Conversation("c1", "0" * 64, "web", None, None, {}))
    records.record(StoredTurn("t1", "c1", "一句话", None, "answered", {}, 0.1, "d" * 64), None)
    engine.dispose()
    with sqlite3.connect(place / "tracker.db") as tracker:
        tracker.execute("CREATE TABLE dialogues (sender_id TEXT, kept TEXT, at FLOAT)")
        rows = [("c1", "一句话", time.time()), ("c2", "别人的", time.time()), ("c3", "很久以前的", 0.0)]
        tracker.executemany("INSERT INTO dialogues VALUES (?, ?, ?)", rows)
    tracker.close()
    return place


def test_a_conversation_is_forgotten_everywhere(banshi: Banshi, home: Path) -> None:
    done = banshi("forget", "c1", "--json", home=home)
    assert (done.code, done.json()) == (0, {"turns": 1, "tickets": 0, "again": False})
    tracker = sqlite3.connect(home / "tracker.db")
    assert tracker.execute("SELECT sender_id FROM dialogues").fetchall() == [("c2",), ("c3",)]
    tracker.close()
    again = banshi("forget", "c1", home=home)
    assert again.code == 0
    assert "以前已经删过" in again.out


def test_what_several_engines_share_is_forgotten_too(banshi: Banshi, tmp_path: Path, postgresql: Server) -> None:
    url = postgresql.new_database()
    engine = open_engine(url)
    upgrade_records(engine)
    Records(engine).begin(Conversation("c1", "0" * 64, "web", None, None, {}))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE dialogues (sender_id TEXT, kept TEXT, at FLOAT)")
        connection.exec_driver_sql("INSERT INTO dialogues VALUES ('c1', '一句话', 9e9), ('c2', '别人的', 9e9)")
    done = banshi("forget", "c1", home=tmp_path, database_url=url)
    assert done.code == 0, done.err
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT sender_id FROM dialogues").scalars().all() == ["c2"]
    engine.dispose()


def test_an_unknown_conversation_is_wrong_use(banshi: Banshi, home: Path) -> None:
    ended = banshi("forget", "c9", home=home)
    assert (ended.code, ended.out) == (2, "")
    assert "没有编号为“c9”的对话" in ended.err


def test_tidy_follows_the_settings(banshi: Banshi, home: Path) -> None:
    with sqlite3.connect(home / "records.db") as database:
        database.execute("UPDATE turns SET at = '2026-01-01T00:00:00.000+00:00'")
    database.close()
    assert banshi("tidy", "--json", home=home, retention_text="36500").json()["texts"] == 0
    assert banshi("tidy", "--json", home=home, retention_text="180").json()["texts"] == 1
    tracker = sqlite3.connect(home / "tracker.db")
    assert tracker.execute("SELECT sender_id FROM dialogues").fetchall() == [("c1",), ("c2",)]
    tracker.close()
    done = banshi("tidy", home=home, retention_text="1")
    assert (done.code, "删去 0 次对话的文字" in done.out) == (0, True)


def test_logs_cannot_be_kept_for_less_than_half_a_year(banshi: Banshi, home: Path) -> None:
    ended = banshi("tidy", home=home, retention_events="30")
    assert ended.code == 2
    assert "BANSHI_RETENTION_EVENTS" in ended.err
    assert "六个月" in ended.err


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_records_are_exported(banshi: Banshi, home: Path, tmp_path: Path, kind: str) -> None:
    done = banshi("records", "export", "--format", kind, str(tmp_path / "out"), "--json", home=home)
    assert done.code == 0
    assert done.json()[f"turns.{kind}"] == 1
    assert "一句话".encode() not in b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir())


def test_a_place_that_cannot_be_written_is_wrong_use(banshi: Banshi, home: Path) -> None:
    ended = banshi("records", "export", str(home / "tracker.db"), home=home)
    assert ended.code == 2
    assert "请换一个能写的目录" in ended.err
