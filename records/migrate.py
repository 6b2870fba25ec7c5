"""把记录库的表升到最新。"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from knowledge.storage.migrate import downgrade, upgrade

SCRIPTS: Final = Path(__file__).with_name("migrations")
VERSIONS: Final = "alembic_version_records"


def upgrade_records(engine: Engine) -> None:
    """运行还没有运行过的升级；与目录同库时各记各的版本。"""
    upgrade(engine, SCRIPTS, VERSIONS)


def downgrade_records(engine: Engine, revision: str) -> None:
    """把记录库的表退回 `revision`。"""
    downgrade(engine, SCRIPTS, VERSIONS, revision)
