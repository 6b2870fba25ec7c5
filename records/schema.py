"""记录库的表。时间一律是 UTC 的 ISO 8601 文本；令牌、幂等键只存摘要，不存原文。"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

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
    Column("closed_at", String(32)),  # 久不说话收了场；再说话就清掉
    Column("erased_at", String(32)),  # 按要求删除了文字
    Column("misses", Integer, nullable=False, server_default="0"),  # 接连几轮没有答上
    Column("asks", String(32)),  # 登记表正问到哪一项
    Column("handover", String(16)),  # waiting、held，没有转人工是空
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

EVENTS: Final = Table(
    "events",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", String(64)),  # 不设外键：对话的文字删了，事件还在
    Column("at", String(32), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("data", Text, nullable=False),
    Index("ix_events_kind_at", "kind", "at"),
    Index("ix_events_conversation_id", "conversation_id"),
)
"""只增不改；形状见 records.events 与 docs/events.md。"""

FEEDBACK: Final = Table(
    "feedback",
    METADATA,
    Column("conversation_id", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("turn_id", String(64), primary_key=True),
    Column("useful", Boolean, nullable=False),
    Column("reason", String(32)),
    Column("comment", Text),
    Column("at", String(32), nullable=False),
)

TICKETS: Final = Table(
    "tickets",
    METADATA,
    Column("number", String(32), primary_key=True),
    Column("form_id", String(64), nullable=False),
    Column("conversation_id", String(64)),
    Column("kind", String(16), nullable=False),
    Column("category", String(40)),
    Column("region", String(6)),
    Column("channel", String(40)),
    Column("state", String(16), nullable=False),
    Column("note", Text),
    Column("opened_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    Column("sealed", LargeBinary),  # AES-GCM；删除之后为空
    UniqueConstraint("form_id", name="uq_tickets_form_id"),
    Index("ix_tickets_state", "state", "opened_at"),
    Index("ix_tickets_conversation_id", "conversation_id"),
)

TICKET_AUDIT: Final = Table(
    "ticket_audit",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("number", String(32), nullable=False),
    Column("at", String(32), nullable=False),
    Column("agent", String(64), nullable=False),
    Column("did", String(16), nullable=False),
    Index("ix_ticket_audit_number", "number"),
)

DRAFTS: Final = Table(
    "drafts",
    METADATA,
    Column("conversation_id", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("form_id", String(64), primary_key=True),
    Column("field", String(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("at", String(32), nullable=False),
)
"""还没有提交的登记表：没有脱敏的原话，一项一封；提交、取消、过期就删。"""

HANDOVERS: Final = Table(
    "handovers",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("state", String(16), nullable=False),  # waiting、held、ended
    Column("asked_at", String(32), nullable=False),
    Column("taken_at", String(32)),
    Column("ended_at", String(32)),
    Column("agent", String(64)),
    Column("ending", String(16)),  # solved、left、passed_on
    Index("ix_handovers_state", "state", "asked_at"),
    Index("ix_handovers_conversation_id", "conversation_id"),
)
