"""打开数据库与写锁。"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bench.postgres import Server
from knowledge.storage.engine import StorageBusy, StorageUnavailable, open_engine, tidy, writing
from knowledge.storage.migrate import upgrade_catalogue


@pytest.fixture
def other(database_url: str) -> Iterator[Engine]:
    """另一个进程打开的同一个库；等写锁只等十毫秒。"""
    opened = open_engine(database_url, busy_ms=10)
    yield opened
    opened.dispose()


def test_sqlite_is_prepared(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new/deep/catalogue.db")
    with engine.connect() as connection:
        asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys")}
        wait = connection.execute(text("PRAGMA busy_timeout")).scalar()
    engine.dispose()
    assert (asked, wait) == ({"journal_mode": "wal", "foreign_keys": 1}, 5_000)


def test_postgresql_is_opened_lazily_with_psycopg() -> None:
    engine = open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert engine.dialect.driver == "psycopg"
    engine.dispose()


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    engine = open_engine("postgresql+psycopg://nobody:secret@127.0.0.1:1/none")
    with pytest.raises(StorageUnavailable, match=r"连不上数据库 .*127.0.0.1:1/none.*请检查") as fault:
        write_nothing(engine)
    assert "secret" not in str(fault.value)
    engine.dispose()


def fail_halfway(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE t (a integer)"))
        connection.execute(text("INSERT INTO t VALUES (1)"))
        raise RuntimeError("中途出错")


def write_nothing(engine: Engine, *, wait: bool = True) -> None:
    with writing(engine, wait=wait):
        pass


def test_a_failed_transaction_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="中途出错"):
        fail_halfway(engine)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE t (a integer)"))
        assert connection.execute(text("SELECT count(*) FROM t")).scalar() == 0


def test_reading_goes_on_while_another_writes(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE t (a integer)"))
    with writing(engine) as writer, engine.connect() as reader:
        writer.execute(text("INSERT INTO t VALUES (1)"))
        assert reader.execute(text("SELECT count(*) FROM t")).scalar() == 0


def test_a_second_writer_that_does_not_wait_is_refused(engine: Engine, other: Engine) -> None:
    with writing(engine), pytest.raises(StorageBusy, match=r"另一个导入正在写数据库.*请等它结束再试"):
        write_nothing(other, wait=False)
    write_nothing(other, wait=False)


def test_a_second_writer_on_sqlite_waits_only_so_long(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/c.db")
    impatient = open_engine(f"sqlite:///{tmp_path}/c.db", busy_ms=10)
    with writing(engine), pytest.raises(StorageUnavailable, match=r"现在不能写.*请等另一个导入结束"):
        write_nothing(impatient)
    engine.dispose()
    impatient.dispose()


@pytest.mark.parametrize("wait", [True, False])
def test_the_patience_of_a_connection_is_not_changed(tmp_path: Path, wait: bool) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/c.db", busy_ms=1234)
    write_nothing(engine, wait=wait)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 1234
    engine.dispose()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageUnavailable, match=r"建不了数据库所在的目录.*请把 BANSHI_HOME"):
        open_engine(f"sqlite:///{tmp_path}/file/c.db")


def pages_seen(engine: Engine) -> int:
    """items 有多少页记作各行都看得见；没有收拾过的是 0。"""
    with engine.connect() as connection:
        asked = "SELECT relallvisible FROM pg_class WHERE relname = 'items'"
        return int(connection.execute(text(asked)).scalar_one())


@pytest.mark.parametrize(("written", "tidied"), [(1_710_000, True), (10, False)])
def test_postgresql_is_tidied_after_much_was_written(postgresql: Server, written: int, tidied: bool) -> None:
    engine = open_engine(postgresql.new_database())
    upgrade_catalogue(engine)
    with writing(engine) as connection:
        columns = "code, entry_code, region, name, digest, wording, position, doc"
        values = "lpad(n::text, 33, '0'), lpad(n::text, 12, '0'), '000000', '某事', '', n, n, ''"
        connection.execute(text(f"INSERT INTO items ({columns}) SELECT {values} FROM generate_series(1, 1000) AS n"))
    assert pages_seen(engine) == 0
    tidy(engine, written)
    assert (pages_seen(engine) > 0) is tidied
    engine.dispose()


def test_what_cannot_be_tidied_is_left() -> None:
    engine = open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")
    tidy(engine, 1_710_000)
    engine.dispose()


def test_a_long_sqlite_log_is_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.storage.engine._WAL_KEPT", 1)
    engine = open_engine(f"sqlite:///{tmp_path}/catalogue.db")
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE t (a integer)"))
    log = tmp_path / "catalogue.db-wal"
    assert log.stat().st_size > 0
    tidy(engine, 1)
    assert log.stat().st_size == 0
    engine.dispose()
