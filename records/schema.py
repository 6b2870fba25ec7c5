"""记录库的表。时间一律是 UTC 的 ISO 8601 文本；令牌、幂等键只存摘要，不存原文。"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

METADATA: Final = MetaData()

CONVERSATIONS: Final = Table(
    "conversations",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("token_sha256", String(64), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("region", String(6)),
    Column("side", String(4)),
    Column("greeting", Text, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("held_since", String(32)),  # 有一条消息正在处理；多个进程也只认这一处
)

TURNS: Final = Table(
    "turns",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("text", Text),
    Column("payload", Text),
    Column("outcome", String(32), nullable=False),
    Column("answer", Text, nullable=False),
    Column("engine_failure", String(32)),
    Column("seconds", Float, nullable=False),
    Column("repeat_key", String(64)),
    Column("body_digest", String(64), nullable=False),
    UniqueConstraint("conversation_id", "position", name="uq_turns_position"),
    UniqueConstraint("conversation_id", "repeat_key", name="uq_turns_repeat_key"),
    Index("ix_turns_at", "at"),
)

RATINGS: Final = Table(
    "ratings",
    METADATA,
    Column("conversation_id", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("level", Integer, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("comment", Text),
    Column("at", String(32), nullable=False),
)
