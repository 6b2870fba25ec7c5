"""升级之后的结构就是 schema 里写的；再升级一次什么也不变，数据还在；退得回去。"""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from knowledge.storage.migrate import upgrade_catalogue
from records.migrate import VERSIONS, downgrade_records, upgrade_records
from records.models import Conversation
from records.schema import METADATA
from records.store import Records

CONVERSATION = Conversation("c1", "0" * 64, "web", None, None, {})


def test_the_upgrade_makes_the_schema(engine: Engine) -> None:
    upgrade_records(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
        assert compare_metadata(context, METADATA) == []


def test_again_changes_nothing_and_one_database_can_hold_both(engine: Engine) -> None:
    upgrade_records(engine)
    Records(engine).begin(CONVERSATION)
    upgrade_catalogue(engine)
    upgrade_records(engine)
    assert Records(engine).conversation("c1") == CONVERSATION


def test_a_filled_database_goes_back_to_nothing_and_leaves_the_catalogue(engine: Engine) -> None:
    upgrade_records(engine)
    upgrade_catalogue(engine)
    Records(engine).begin(CONVERSATION)
    downgrade_records(engine, "base")
    names = set(inspect(engine).get_table_names())
    assert "items" in names
    assert names.isdisjoint({"conversations", "turns", "ratings"})
