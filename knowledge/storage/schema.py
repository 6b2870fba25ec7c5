"""目录的表。`doc` 是交来的原文（JSON），其余各列只为查找，都能从 `doc` 重算。"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, MetaData, String, Table, Text

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
    Column("digest", String(32), nullable=False),
    Column("source_name", Text, nullable=False),
    # 交来的次序；导出按它排列。
    Column("position", BigInteger, nullable=False),
    Column("doc", Text, nullable=False),
    Index("items_by_entry", "entry_code", "position"),
    Index("items_by_entry_region", "entry_code", "region"),
    Index("items_by_region", "region"),
    Index("items_by_position", "position"),
)

# 唯一的一行 generation：当前这一代检索索引的目录名，没有导入过则为空字符串。
meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

GENERATION = "generation"
