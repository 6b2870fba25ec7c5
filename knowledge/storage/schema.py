"""目录的表。`items.doc` 是交来的原文（JSON，压着存），其余各列只为查找，都能从 `doc` 重算。"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from knowledge.storage.packing import Packed

metadata = MetaData()

items = Table(
    "items",
    metadata,
    Column("code", String(33), primary_key=True),
    Column("entry_code", String(12), nullable=False),
    Column("region", String(6), nullable=False),
    Column("name", Text, nullable=False),
    Column("authority", Text),
    Column("valid_from", Date),
    Column("valid_until", Date),
    # 后来的整份交付里不再有它的那一天；留着备查，绝不再用来作答。
    Column("ended_on", Date),
    Column("digest", LargeBinary, nullable=False),
    # 检索要的文字，见 wordings；各地的同一件事大多合用一份。
    Column("wording", BigInteger, nullable=False),
    # 哪一次导入第一次带来它；记历史之前就在的为空。
    Column("added_in", Integer),
    # 交来的次序；导出按它排列。
    Column("position", BigInteger, nullable=False),
    Column("doc", Packed, nullable=False),
    Index("items_by_entry_region", "entry_code", "region"),
    Index("items_by_position", "position"),
)

CURRENT: Final = text("ended_on IS NULL")
# 归并出一个基本目录的文字只走这个索引，不碰各行。
Index(
    "items_by_wording",
    items.c.entry_code,
    items.c.wording,
    items.c.position,
    sqlite_where=CURRENT,
    postgresql_where=CURRENT,
)

# 检索要的文字（JSON，压着存），按内容合用；编号是内容的摘要。没有事项用的留着无妨，重建索引时清去。
wordings = Table(
    "wordings",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("doc", Packed, nullable=False),
)

# 改动过目录的每一次导入；`paths` 是 JSON 列表。
imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("finished", DateTime(timezone=True), nullable=False),
    Column("source", Text, nullable=False),
    Column("paths", Text, nullable=False),
    Column("user_name", Text, nullable=False),
    Column("is_whole", Boolean, nullable=False),
    *(Column(name, Integer, nullable=False) for name in ("read", "added", "changed", "unchanged", "ended", "rejected")),
)

# 事项的历史：哪一次导入里，它是改了、终止了还是恢复了；`before` 是此前的原文。新增不在这里，在 items.added_in。
changes = Table(
    "changes",
    metadata,
    Column("code", String(33), primary_key=True),
    Column("import_id", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("before", Packed, nullable=False),
)

# 唯一的一行 generation：当前这一代检索索引的目录名，没有导入过则为空字符串。
meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

GENERATION = "generation"
