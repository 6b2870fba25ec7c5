"""事项表与索引世代。"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """建 items 与 meta；meta 里先放一个空的世代。"""
    op.create_table(
        "items",
        sa.Column("code", sa.String(33), primary_key=True),
        sa.Column("entry_code", sa.String(12), nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("authority", sa.Text),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("ended_on", sa.Date),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("doc", sa.Text, nullable=False),
    )
    op.create_index("items_by_entry", "items", ["entry_code", "position"])
    op.create_index("items_by_region", "items", ["region"])
    op.create_index("items_by_position", "items", ["position"])
    meta = op.create_table(
        "meta", sa.Column("key", sa.String(40), primary_key=True), sa.Column("value", sa.Text, nullable=False)
    )
    op.bulk_insert(meta, [{"key": "generation", "value": ""}])


def downgrade() -> None:
    """撤两张表。"""
    op.drop_table("meta")
    op.drop_table("items")
