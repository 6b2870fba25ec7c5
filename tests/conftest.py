"""全部测试共用的夹具。引擎运行时里没有新的 SQLAlchemy，所以数据库的夹具用到时才导入。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bench.postgres import Server

ROOT = Path(__file__).resolve().parents[1]
DATABASES = ("sqlite", "postgresql")
NewDatabase = Callable[[], str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """用真服务的测试归一组：几个测试进程并行时，同一组在同一个进程里先后运行，服务只起一套，也不争端口。"""
    for item in items:
        if "stack" in getattr(item, "fixturenames", ()) or item.path.is_relative_to(ROOT / "tests" / "stack"):
            item.add_marker(pytest.mark.xdist_group("stack"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """开发用的真实数据所在的目录；不在仓库里，没有就跳过并说明。"""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"没有开发数据目录 {folder}，跳过要用真实数据的测试。")
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """这一轮测试自己起的 PostgreSQL；没有装就跳过并说明。"""
    from bench.common import Absent
    from bench.postgres import serving

    try:
        with serving() as server:
            yield server
    except Absent as fault:
        pytest.skip(f"跳过 PostgreSQL 上的测试：{fault}")


@pytest.fixture(scope="session", params=DATABASES)
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """每叫一次给出一个空库的地址；用到它的测试在两种数据库上各跑一遍。"""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/catalogue.db"
    server: Server = request.getfixturevalue("postgresql")
    return server.new_database


@pytest.fixture
def database_url(new_database: NewDatabase) -> str:
    """一个空库的地址。"""
    return new_database()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """一个打开的空库。"""
    from knowledge.storage.engine import open_engine

    opened = open_engine(database_url)
    yield opened
    opened.dispose()
