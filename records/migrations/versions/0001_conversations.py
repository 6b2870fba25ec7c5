"""对话、轮次、好差评。"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """建 conversations、turns、ratings。"""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("region", sa.String(6)),
        sa.Column("side", sa.String(4)),
        sa.Column("greeting", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("held_since", sa.String(32)),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation_id", sa.String(64), _conversation(), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("payload", sa.Text),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("engine_failure", sa.String(32)),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("repeat_key", sa.String(64)),
        sa.Column("body_digest", sa.String(64), nullable=False),
        sa.UniqueConstraint("conversation_id", "position", name="uq_turns_position"),
        sa.UniqueConstraint("conversation_id", "repeat_key", name="uq_turns_repeat_key"),
    )
    op.create_index("ix_turns_at", "turns", ["at"])
    op.create_table(
        "ratings",
        sa.Column("conversation_id", sa.String(64), _conversation(), primary_key=True),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("comment", sa.Text),
        sa.Column("at", sa.String(32), nullable=False),
    )


def downgrade() -> None:
    """撤三张表。"""
    for name in ("ratings", "turns", "conversations"):
        op.drop_table(name)


def _conversation() -> sa.ForeignKey:
    return sa.ForeignKey("conversations.id", ondelete="CASCADE")
