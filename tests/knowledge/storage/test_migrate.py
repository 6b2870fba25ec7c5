"""升级：表结构与 schema.py 一致，可以重复运行，可以几个进程一起运行。"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from knowledge.storage.engine import open_engine
from knowledge.storage.migrate import upgrade, upgrade_catalogue
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


def test_the_upgraded_tables_are_those_of_the_schema(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/c.db")
    upgrade_catalogue(engine)
    upgrade_catalogue(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "alembic_version_catalogue"})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_two_rooms_may_share_one_database(tmp_path: Path) -> None:
    scripts = tmp_path / "100% other" / "migrations"
    (scripts / "versions").mkdir(parents=True)
    (scripts / "env.py").write_text(ENV.read_text(encoding="utf-8"), encoding="utf-8")
    (scripts / "versions" / "r1.py").write_text(SECOND, encoding="utf-8")
    engine = open_engine(f"sqlite:///{tmp_path}/c.db")
    upgrade_catalogue(engine)
    upgrade(engine, scripts, "alembic_version_records")
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    assert names == {"items", "meta", "turns", "alembic_version_catalogue", "alembic_version_records"}


def test_several_processes_may_start_at_once(tmp_path: Path) -> None:
    engines = [open_engine(f"sqlite:///{tmp_path}/c.db") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(upgrade_catalogue, engines))
    assert "items" in inspect(engines[0]).get_table_names()
    for engine in engines:
        engine.dispose()
