"""按基本编码和区划一起找事项的索引：检索之后取所在区划的那一条，走的就是它。"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """建索引。"""
    op.create_index("items_by_entry_region", "items", ["entry_code", "region"])


def downgrade() -> None:
    """撤索引。"""
    op.drop_index("items_by_entry_region", "items")
