"""把数据库升到最新的表结构：从代码里运行 Alembic，不用 ini 文件。"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from knowledge.storage.engine import writing

_CATALOGUE = Path(__file__).with_name("migrations")
_CATALOGUE_VERSIONS = "alembic_version_catalogue"


def upgrade(engine: Engine, scripts: Path, version_table: str) -> None:
    """运行 `scripts` 下还没有运行过的升级；已是最新则什么都不改。

    每一处的升级各用自己的 `version_table`，所以目录与对话记录可以同在一个库里。
    几个进程同时启动也只有一个在升级，别的等它。
    """
    config = Config()
    # Alembic 会展开 %，路径里的 % 要写成两个。
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["version_table"] = version_table
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def upgrade_catalogue(engine: Engine) -> None:
    """把目录的表升到最新。"""
    upgrade(engine, _CATALOGUE, _CATALOGUE_VERSIONS)
