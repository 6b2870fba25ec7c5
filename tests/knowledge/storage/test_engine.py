"""打开数据库与写锁。"""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from knowledge.storage.engine import StorageUnavailable, open_engine, writing


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


def fail_halfway(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE t (a)"))
        connection.execute(text("INSERT INTO t VALUES (1)"))
        raise RuntimeError("中途出错")


def write_nothing(engine: Engine) -> None:
    with writing(engine):
        pass


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/c.db")
    with pytest.raises(RuntimeError, match="中途出错"):
        fail_halfway(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0
    engine.dispose()


def test_reading_goes_on_while_another_writes(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/c.db")
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE t (a)"))
    with writing(engine) as writer, engine.connect() as reader:
        writer.execute(text("INSERT INTO t VALUES (1)"))
        assert reader.execute(text("SELECT count(*) FROM t")).scalar() == 0
    engine.dispose()


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/c.db")
    impatient = open_engine(f"sqlite:///{tmp_path}/c.db", busy_ms=10)
    with writing(engine), pytest.raises(StorageUnavailable, match=r"现在不能写.*请等另一个导入结束"):
        write_nothing(impatient)
    engine.dispose()
    impatient.dispose()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageUnavailable, match=r"建不了数据库所在的目录.*请把 BANSHI_HOME"):
        open_engine(f"sqlite:///{tmp_path}/file/c.db")
