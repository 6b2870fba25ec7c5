"""把数据库升到最新的表结构，或退回早先的一版：从代码里运行 Alembic，不用 ini 文件。"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from knowledge.storage.engine import connected, open_engine, writing

if TYPE_CHECKING:
    from alembic.config import Config

_CATALOGUE = Path(__file__).with_name("migrations")
_CATALOGUE_VERSIONS = "alembic_version_catalogue"


def upgrade(engine: Engine, scripts: Path, version_table: str) -> None:
    """运行 `scripts` 下还没有运行过的升级；已是最新则不写，也不等写锁，所以有导入在进行时照样能打开。

    每一处的升级各用自己的 `version_table`，所以目录与对话记录可以同在一个库里。
    几个进程同时启动也只有一个在升级，别的等它。
    """
    if _version(engine, version_table) == latest(scripts):
        return
    # 要升级才装载 Alembic，平时打开目录不必等它。
    from alembic import command

    config = _config(scripts, version_table)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def downgrade(engine: Engine, scripts: Path, version_table: str, revision: str) -> None:
    """退回 `revision` 这一版的表结构，数据留着；"base" 是一张表也没有。"""
    from alembic import command

    config = _config(scripts, version_table)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def upgrade_catalogue(engine: Engine) -> None:
    """把目录的表升到最新。"""
    upgrade(engine, _CATALOGUE, _CATALOGUE_VERSIONS)


def downgrade_catalogue(engine: Engine, revision: str) -> None:
    """把目录的表退回 `revision`；退回之后要用那一版的程序打开。"""
    downgrade(engine, _CATALOGUE, _CATALOGUE_VERSIONS, revision)


def _config(scripts: Path, version_table: str) -> Config:
    from alembic.config import Config

    config = Config()
    # Alembic 会展开 %，路径里的 % 要写成两个。
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["version_table"] = version_table
    return config


def latest(scripts: Path) -> str:
    """`scripts` 下最新的一版：升级一条线，文件名是“版次_内容.py”，按名字排最后的就是。"""
    return max(path.stem.split("_")[0] for path in (scripts / "versions").glob("*.py"))


def _version(engine: Engine, version_table: str) -> str | None:
    """现在是哪一版；还没有表，或写着不止一版，都不算。"""
    with connected(engine) as connection:
        try:
            found = connection.execute(text(f'SELECT version_num FROM "{version_table}"')).scalars().all()
        except DBAPIError:
            return None
    return found[0] if len(found) == 1 else None


def open_catalogue(url: str) -> Engine:
    """打开目录的库，旧的升到新的。

    Raises:
        StorageUnavailable: 打不开，或等不到写锁。
    """
    engine = open_engine(url)
    upgrade_catalogue(engine)
    return engine
