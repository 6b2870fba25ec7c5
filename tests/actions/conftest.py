"""动作测试共用：摆着起始目录的真柜台，真的 SQLite 与真的索引。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.desk import Desk
from knowledge.catalogue import Catalogue
from knowledge.importing import load
from knowledge.search import open_search
from knowledge.storage.engine import open_engine

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """装好起始目录的 BANSHI_HOME。"""
    home = tmp_path_factory.mktemp("home")
    engine = open_engine(f"sqlite:///{home}/catalogue.db")
    load(engine, [ROOT / "knowledge" / "starter"], index_root=home / "index")
    engine.dispose()
    return home


@pytest.fixture(scope="session")
def starter_desk(starter_home: Path) -> Iterator[Desk]:
    engine = open_engine(f"sqlite:///{starter_home}/catalogue.db")
    yield Desk(open_search(engine, starter_home / "index"), Catalogue(engine))
    engine.dispose()
