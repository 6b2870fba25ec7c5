"""升级：表结构与 schema.py 一致，可以重复运行，可以几个进程一起运行，退得回去。"""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from knowledge.catalogue import Catalogue
from knowledge.exporting import export
from knowledge.history import history_of
from knowledge.importing import load
from knowledge.storage.engine import open_engine, writing
from knowledge.storage.migrate import downgrade_catalogue, latest, upgrade, upgrade_catalogue
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


ROOMS = [ENV.parent, ENV.parents[3] / "records" / "migrations"]


@pytest.mark.parametrize("scripts", ROOMS, ids=["knowledge", "records"])
def test_the_last_file_is_the_newest_version(scripts: Path) -> None:
    # 打开目录时只看文件名，不装载 Alembic；文件名要与它算出的一致。
    assert [latest(scripts)] == list(ScriptDirectory(str(scripts)).get_heads())


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


def test_a_filled_database_goes_back_and_forward_with_every_item(engine: Engine, tmp_path: Path) -> None:
    rows = [
        {
            "code": f"{number:019d}440101007000",
            "entry_code": "440101007000",
            "name": f"护照签发{number % 3}",
            "region": "440100",
            "valid_from": "2026-01-01",
            "aliases": None,
            "source": {"checked_on": "2026-11-23", "name": "示例"},
        }
        for number in range(2_500)
    ]
    path = tmp_path / "items.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    load(engine, [path], index_root=tmp_path / "index", build_index=lambda *_: None)
    before, entries = exported(engine), list(Catalogue(engine).entries())
    downgrade_catalogue(engine, "0002")
    with engine.connect() as connection:
        columns = "doc, digest, source_name, valid_from"
        old = connection.execute(text(f"SELECT {columns} FROM items ORDER BY position")).all()
    assert "".join(f"{row.doc}\n" for row in old) == before
    assert {(row.source_name, str(row.valid_from)) for row in old} == {("示例", "2026-01-01")}
    upgrade_catalogue(engine)
    assert is_the_schema(engine)
    assert exported(engine) == before
    assert list(Catalogue(engine).entries()) == entries
    # 指纹也照旧：同样的交付什么也不改。
    again = load(engine, [path], index_root=tmp_path / "index", build_index=lambda *_: None)
    assert (again.unchanged, again.changed, again.added) == (len(rows), 0, 0)
    found = history_of(engine, rows[0]["code"])
    assert found is not None
    assert [(event.kind, event.delivered) for event in found.events] == [("added", None)]


def exported(engine: Engine) -> str:
    out = io.StringIO()
    export(engine, out)
    return out.getvalue()
