"""升级之后的结构就是 schema 里写的；再升级一次什么也不变，数据还在。"""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from knowledge.storage.engine import open_engine
from knowledge.storage.migrate import upgrade_catalogue
from records.migrate import VERSIONS, upgrade_records
from records.models import Conversation
from records.schema import METADATA
from records.store import Records


def test_the_upgrade_makes_the_schema(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/records.db")
    upgrade_records(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_again_changes_nothing_and_one_database_can_hold_both(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/both.db")
    conversation = Conversation("c1", "0" * 64, "web", None, None, {})
    upgrade_records(engine)
    Records(engine).begin(conversation)
    upgrade_catalogue(engine)
    upgrade_records(engine)
    assert Records(engine).conversation("c1") == conversation
    engine.dispose()
