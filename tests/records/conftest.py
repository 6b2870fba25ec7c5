"""记录库的测试台：真的 SQLite 文件。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge.storage.engine import open_engine
from records.migrate import upgrade_records
from records.models import Conversation
from records.sealing import Seal
from records.store import Records
from records.tickets import Tickets


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{tmp_path}/records.db")
    upgrade_records(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def begun(database: Engine) -> Records:
    """开始了一次叫 c1 的对话。"""
    made = Records(database)
    made.begin(Conversation("c1", "0" * 64, "web", None, "个人", {"kind": "greeting", "text": "您好"}))
    return made


@pytest.fixture
def tickets(database: Engine, begun: Records) -> Tickets:
    return Tickets(database, Seal(b"k" * 32))
