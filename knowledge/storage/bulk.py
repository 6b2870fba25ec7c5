"""成批写入：PostgreSQL 用 COPY，SQLite 用一句预备好的 INSERT；都不逐行经过 SQLAlchemy，一百多万行时省一半时间。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """写入这些行，每一行的值依 `columns` 的次序；`Packed` 列的值须已经压好。"""
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    if connection.dialect.name == "postgresql":
        _copy(connection, f'COPY "{table.name}" ({names}) FROM STDIN', rows)
    else:
        marks = ", ".join("?" * len(columns))
        insert = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
        connection.exec_driver_sql(insert, [tuple(map(_plain, row)) for row in rows])


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """写入这些行，主键已经有了的不动。"""
    if rows:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


def _copy(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _plain(value: Any) -> Any:
    """SQLite 没有日期，存成文字。"""
    return value.isoformat() if isinstance(value, date) else value
