"""打开数据库；内嵌默认是 SQLite（WAL），`BANSHI_DATABASE_URL` 可换成 PostgreSQL。"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

BUSY_MS = 5_000
_CACHE_KIB = 131_072
_WAL_KEPT = 67_108_864
_MANY = 10_000
# PostgreSQL 的建议锁编号：同一时刻只有一个导入或升级在写。
_WRITE_LOCK = 660_101


class StorageUnavailable(RuntimeError):
    """数据库打不开或被别人占着；消息是完整的一句话，带地址与改法。"""


class StorageBusy(StorageUnavailable):
    """有别的导入正在写，这一个不等。"""


def open_engine(url: str, busy_ms: int = BUSY_MS) -> Engine:
    """按 SQLAlchemy 地址打开数据库；SQLite 文件所在的目录不存在时会建立，`busy_ms` 是等写锁的毫秒数。

    Raises:
        StorageUnavailable: 目录建不出来。
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if address.database:
        _make_home(Path(address.database).parent)
    engine = create_engine(address)
    event.listen(engine, "connect", partial(_prepare_sqlite, busy_ms))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def writing(engine: Engine, *, wait: bool = True) -> Iterator[Connection]:
    """一个从头就占着写锁的事务：正常结束则提交，抛出任何异常则全部撤回。

    写锁在别人手里时，`wait` 则等，否则当场拒绝。

    Raises:
        StorageUnavailable: 等不到写锁（SQLite 默认等五秒），或数据库不能写。
        StorageBusy: 写锁在别人手里，而且不等。
    """
    with connected(engine).execution_options(sqlite_begin="IMMEDIATE") as connection:
        take = _take_postgresql if connection.dialect.name == "postgresql" else _take_sqlite
        take(connection, wait)
        yield connection
        connection.commit()


def tidy(engine: Engine, written: int) -> None:
    """写入之后收拾；written 是写了多少行。收拾不成不算写入失败，数据库自己以后也会收拾。

    SQLite 把大的预写日志并入库里，腾出它占的盘；有人正在读就留待以后。PostgreSQL 写得多的，当场清理并统计，
    后面只走索引的查询才不必再看各行；它自己要等一阵才做。
    """
    if engine.dialect.name == "sqlite":
        _empty_log(engine)
    elif written >= _MANY:
        with suppress(DBAPIError), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE) items, wordings"))


def _empty_log(engine: Engine) -> None:
    log = Path(f"{engine.url.database}-wal")
    if not log.exists() or log.stat().st_size < _WAL_KEPT:
        return
    connection = engine.raw_connection()
    try:
        raw: Any = connection.driver_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def connected(engine: Engine) -> Connection:
    """一条连接。

    Raises:
        StorageUnavailable: 连不上。
    """
    try:
        return engine.connect()
    except OperationalError as error:
        place, fault = engine.url.render_as_string(hide_password=True), " ".join(str(error.orig).split())
        raise StorageUnavailable(
            f"连不上数据库 {place}（{fault}）；请检查 BANSHI_DATABASE_URL，以及数据库是否在运行。"
        ) from error


def _take_postgresql(connection: Connection, wait: bool) -> None:
    function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    try:
        taken = connection.execute(text(f"SELECT {function}({_WRITE_LOCK})")).scalar_one()
    except OperationalError as error:
        raise _unwritable(connection, error) from error
    if taken is False:
        raise _busy(connection)


def _take_sqlite(connection: Connection, wait: bool) -> None:
    raw: Any = connection.connection.driver_connection
    # 写的时候多留些页在内存里，大的导入不必一再换出；平时用不着这么多。
    raw.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    (patience,) = raw.execute("PRAGMA busy_timeout").fetchone()
    if not wait:
        raw.execute("PRAGMA busy_timeout=0")
    try:
        connection.execute(text("SELECT 1"))
    except OperationalError as error:
        is_locked = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
        raise (_busy(connection) if is_locked and not wait else _unwritable(connection, error)) from error
    finally:
        raw.execute(f"PRAGMA busy_timeout={patience}")


def _busy(connection: Connection) -> StorageBusy:
    return StorageBusy(f"另一个导入正在写数据库 {_place(connection)}；这一个没有开始，请等它结束再试。")


def _unwritable(connection: Connection, error: OperationalError) -> StorageUnavailable:
    return StorageUnavailable(
        f"数据库 {_place(connection)} 现在不能写（{error.orig}）；请等另一个导入结束，或检查文件的权限后再试。"
    )


def _place(connection: Connection) -> str:
    return connection.engine.url.render_as_string(hide_password=True)


def _make_home(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailable(
            f"建不了数据库所在的目录“{folder}”（{error.strerror}）；请把 BANSHI_HOME 指到一个可以写的目录。"
        ) from error


def _prepare_sqlite(busy_ms: int, raw: Any, _record: object) -> None:
    # 事务的开始由我们自己发出（见 _begin_sqlite），否则 sqlite3 会在改表时悄悄提交。
    raw.isolation_level = None
    for pragma in (f"busy_timeout={busy_ms}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', '')}")
