"""升级：表结构与 schema.py 一致，可以重复运行，可以几个进程一起运行，退得回去。"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from knowledge.storage.engine import open_engine, writing
from knowledge.storage.migrate import downgrade_catalogue, upgrade, upgrade_catalogue
from knowledge.storage.schema import metadata

SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "r1"
down_revision = None


def upgrade() -> None:
    op.create_table("turns", sa.Column("id", sa.Integer, primary_key=True))
"""
ENV = Path(__file__).parents[3] / "knowledge" / "storage" / "migrations" / "env.py"


def is_the_schema(engine: Engine) -> bool:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "alembic_version_catalogue"})
        return compare_metadata(context, metadata) == []


def test_the_upgraded_tables_are_those_of_the_schema(engine: Engine) -> None:
    upgrade_catalogue(engine)
    upgrade_catalogue(engine)
    assert is_the_schema(engine)


def test_two_rooms_may_share_one_database(engine: Engine, tmp_path: Path) -> None:
    scripts = tmp_path / "100% other" / "migrations"
    (scripts / "versions").mkdir(parents=True)
    (scripts / "env.py").write_text(ENV.read_text(encoding="utf-8"), encoding="utf-8")
    (scripts / "versions" / "r1.py").write_text(SECOND, encoding="utf-8")
    upgrade_catalogue(engine)
    upgrade(engine, scripts, "alembic_version_records")
    names = set(inspect(engine).get_table_names())
    assert names == {*metadata.tables, "turns", "alembic_version_catalogue", "alembic_version_records"}


def test_several_processes_may_start_at_once(database_url: str) -> None:
    engines = [open_engine(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(upgrade_catalogue, engines))
    assert "items" in inspect(engines[0]).get_table_names()
    for engine in engines:
        engine.dispose()


def test_an_upgraded_database_opens_while_another_imports(engine: Engine, database_url: str) -> None:
    upgrade_catalogue(engine)
    other = open_engine(database_url, busy_ms=10)
    with writing(engine):
        upgrade_catalogue(other)
    other.dispose()


def test_everything_goes_back_to_nothing_and_forward_again(engine: Engine) -> None:
    upgrade_catalogue(engine)
    downgrade_catalogue(engine, "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version_catalogue"}
    upgrade_catalogue(engine)
    assert is_the_schema(engine)
