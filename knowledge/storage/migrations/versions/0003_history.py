"""原文压着存，检索要的文字另立一表合用，导入与改动留下历史；没有人用的索引与列不再要。"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op

from knowledge.storage.packing import pack, unpack
from knowledge.wording import wording_of

revision = "0003"
down_revision = "0002"

_BATCH = 1_000
_COUNTS = ("read", "added", "changed", "unchanged", "ended", "rejected")


def upgrade() -> None:
    """旧的行逐批改写；历史从此开始记。"""
    wordings = op.create_table(
        "wordings",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("doc", sa.LargeBinary, nullable=False),
    )
    known: set[int] = set()

    def convert(row: dict[str, Any]) -> dict[str, Any]:
        number, text = wording_of(json.loads(row["doc"]))
        if number not in known:
            known.add(number)
            op.get_bind().execute(sa.insert(wordings), {"id": number, "doc": pack(text)})
        kept = {name: value for name, value in row.items() if name != "source_name"}
        return kept | {"digest": _digest(row["doc"]), "wording": number, "doc": pack(row["doc"])}

    _rewrite(_old_columns(), _new_columns(), convert)
    op.create_index("items_by_entry_region", "items", ["entry_code", "region"])
    op.create_index("items_by_position", "items", ["position"])
    current = sa.text("ended_on IS NULL")
    columns = ["entry_code", "wording", "position"]
    op.create_index("items_by_wording", "items", columns, sqlite_where=current, postgresql_where=current)
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("paths", sa.Text, nullable=False),
        sa.Column("user_name", sa.Text, nullable=False),
        sa.Column("is_whole", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in _COUNTS),
    )
    op.create_table(
        "changes",
        sa.Column("code", sa.String(33), primary_key=True),
        sa.Column("import_id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("before", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """事项一条不少，历史不再有。"""

    def convert(row: dict[str, Any]) -> dict[str, Any]:
        doc = unpack(bytes(row["doc"]))
        kept = {name: value for name, value in row.items() if name not in ("wording", "added_in")}
        source = json.loads(doc)["source"]["name"]
        return kept | {"digest": _digest(doc).hex(), "source_name": source, "doc": doc}

    for name in ("changes", "imports", "wordings"):
        op.drop_table(name)
    _rewrite(_new_columns(), _old_columns(), convert)
    op.create_index("items_by_entry", "items", ["entry_code", "position"])
    op.create_index("items_by_region", "items", ["region"])
    op.create_index("items_by_position", "items", ["position"])
    op.create_index("items_by_entry_region", "items", ["entry_code", "region"])


def _digest(doc: str) -> bytes:
    """此前的摘要与字段的次序无关，现在的就是原文的；退回去之后第一次整份导入会当作都改了，内容不变。"""
    return blake2b(doc.encode(), digest_size=16).digest()


def _rewrite(
    before: list[sa.Column[Any]], after: list[sa.Column[Any]], convert: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    """换成新的 items 表；按编码一批一批地搬，不会全部装进内存。"""
    connection = op.get_bind()
    old = sa.Table("items", sa.MetaData(), *before)
    new = op.create_table("items_next", *after)
    page = sa.select(old).where(old.c.code > sa.bindparam("last")).order_by(old.c.code).limit(_BATCH)
    last = ""
    while rows := connection.execute(page, {"last": last}).mappings().all():
        connection.execute(sa.insert(new), [convert(dict(row)) for row in rows])
        last = rows[-1]["code"]
    op.drop_table("items")
    op.rename_table("items_next", "items")


def _shared_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("code", sa.String(33), primary_key=True),
        sa.Column("entry_code", sa.String(12), nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("authority", sa.Text),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("ended_on", sa.Date),
        sa.Column("position", sa.BigInteger, nullable=False),
    ]


def _old_columns() -> list[sa.Column[Any]]:
    own = ("digest", sa.String(32)), ("source_name", sa.Text), ("doc", sa.Text)
    return [*_shared_columns(), *(sa.Column(name, kind, nullable=False) for name, kind in own)]


def _new_columns() -> list[sa.Column[Any]]:
    own = ("digest", sa.LargeBinary), ("wording", sa.BigInteger), ("doc", sa.LargeBinary)
    made: list[sa.Column[Any]] = [sa.Column(name, kind, nullable=False) for name, kind in own]
    return [*_shared_columns(), *made, sa.Column("added_in", sa.Integer)]
