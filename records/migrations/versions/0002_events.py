"""事件、工单、座席审计、转人工、逐条评价；对话多几列状态。"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SQLITE = (
    "CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, '事件只增不改'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION refuse_to_change_events() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = '事件只增不改'; END $$",
    "CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events"
    " FOR EACH ROW EXECUTE FUNCTION refuse_to_change_events()",
)


def upgrade() -> None:
    """建 events、feedback、tickets、ticket_audit、drafts、handovers；conversations 加列。"""
    _conversations()
    _events()
    _feedback()
    _tickets()
    _handovers()


def downgrade() -> None:
    """撤六张表和加的列。"""
    for name in ("handovers", "drafts", "ticket_audit", "tickets", "feedback", "events"):
        op.drop_table(name)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_to_change_events()")
    for name in ("handover", "asks", "misses", "erased_at", "closed_at"):
        op.drop_column("conversations", name)


def _conversations() -> None:
    for column in (
        sa.Column("closed_at", sa.String(32)),
        sa.Column("erased_at", sa.String(32)),
        sa.Column("misses", sa.Integer, nullable=False, server_default="0"),
        sa.Column("asks", sa.String(32)),
        sa.Column("handover", sa.String(16)),
    ):
        op.add_column("conversations", column)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(64)),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_index("ix_events_kind_at", "events", ["kind", "at"])
    op.create_index("ix_events_conversation_id", "events", ["conversation_id"])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("conversation_id", sa.String(64), _conversation(), primary_key=True),
        sa.Column("turn_id", sa.String(64), primary_key=True),
        sa.Column("useful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("comment", sa.Text),
        sa.Column("at", sa.String(32), nullable=False),
    )


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("number", sa.String(32), primary_key=True),
        sa.Column("form_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("category", sa.String(40)),
        sa.Column("region", sa.String(6)),
        sa.Column("channel", sa.String(40)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("opened_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.UniqueConstraint("form_id", name="uq_tickets_form_id"),
    )
    op.create_index("ix_tickets_state", "tickets", ["state", "opened_at"])
    op.create_index("ix_tickets_conversation_id", "tickets", ["conversation_id"])
    op.create_table(
        "ticket_audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("agent", sa.String(64), nullable=False),
        sa.Column("did", sa.String(16), nullable=False),
    )
    op.create_index("ix_ticket_audit_number", "ticket_audit", ["number"])
    op.create_table(
        "drafts",
        sa.Column("conversation_id", sa.String(64), _conversation(), primary_key=True),
        sa.Column("form_id", sa.String(64), primary_key=True),
        sa.Column("field", sa.String(16), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )


def _handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation_id", sa.String(64), _conversation(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_at", sa.String(32), nullable=False),
        sa.Column("taken_at", sa.String(32)),
        sa.Column("ended_at", sa.String(32)),
        sa.Column("agent", sa.String(64)),
        sa.Column("ending", sa.String(16)),
    )
    op.create_index("ix_handovers_state", "handovers", ["state", "asked_at"])
    op.create_index("ix_handovers_conversation_id", "handovers", ["conversation_id"])


def _conversation() -> sa.ForeignKey:
    return sa.ForeignKey("conversations.id", ondelete="CASCADE")
