"""检索索引的世代：每次导入建一个新目录，提交之后才算数；只留现在的与上一个。"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, update

from knowledge.storage.schema import GENERATION, meta

BuildIndex = Callable[[Connection, Path], None]

_NAME = re.compile(r"\d{8}T\d{6}-[0-9a-f]{6}")


def new_generation() -> str:
    """新世代的名字：UTC 时刻加随机尾，既能排序又不会重名。"""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def build(connection: Connection, root: Path, generation: str, build_index: BuildIndex) -> None:
    """在 `root/generation` 建索引并记下世代，都在当前的事务里；建不成则目录不留。"""
    directory = root / generation
    directory.mkdir(parents=True)
    build_index(connection, directory)
    connection.execute(update(meta).where(meta.c.key == GENERATION).values(value=generation))


def discard(root: Path, generation: str) -> None:
    """撤掉没有提交成的世代。"""
    shutil.rmtree(root / generation, ignore_errors=True)


def sweep(root: Path, keep: set[str]) -> None:
    """删去 `keep` 以外的世代，包括进程被杀时留下的半个；别的文件不动。"""
    for directory in root.iterdir() if root.is_dir() else ():
        if _NAME.fullmatch(directory.name) and directory.name not in keep:
            shutil.rmtree(directory, ignore_errors=True)
