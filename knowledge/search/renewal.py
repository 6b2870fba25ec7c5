"""换一代索引：改动少时从上一代出发，只换有改动的基本目录；上一代原封不动，正开着它的进程照用。"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from knowledge import text
from knowledge.catalogue import entries_of
from knowledge.search import index, letters
from knowledge.search.index import Progress, amend_entries, write_index

_FORM: Final = "form"
_WORN: Final = 4
"""撤去的与要换的到了全部的几分之一，就整份重建。"""


def renew_index(
    connection: Connection,
    before: Path | None,
    directory: Path,
    entries: Collection[str],
    progress: Progress | None = None,
) -> None:
    """在空目录 directory 里建新的一代；`entries` 是自上一代（before）以来有改动的基本编码。"""
    if before is None or not _is_usable(before, len(entries)):
        write_index(connection, directory, progress)
    else:
        _copy(before, directory)
        if entries:
            amend_entries(entries_of(connection, entries), entries, directory)
    (directory / _FORM).write_text(_form(), encoding="utf-8")


def _is_usable(before: Path, changed: int) -> bool:
    """上一代写法与现在相同，也没有改得太旧。"""
    try:
        form = (before / _FORM).read_text(encoding="utf-8")
        segments = json.loads((before / "meta.json").read_text(encoding="utf-8"))["segments"]
    except FileNotFoundError:
        return False
    total = sum(one["max_doc"] for one in segments)
    removed = sum(one["deletes"]["num_deleted_docs"] for one in segments if one.get("deletes"))
    return form == _form() and (removed + changed) * _WORN <= total


def _copy(before: Path, directory: Path) -> None:
    """索引的各段写成之后不再改，用硬链接；说明有哪些段的文件会改，另抄一份。"""
    for file in before.iterdir():
        if file.suffix == ".json":
            shutil.copyfile(file, directory / file.name)
        elif file.suffix != ".lock":
            _link(file, directory / file.name)


def _link(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:
        # 有的文件系统没有硬链接。
        shutil.copyfile(file, target)


@cache
def _form() -> str:
    """写法的摘要：切词与索引的程序和词表变了，旧的一代就不能接着用。"""
    folder = Path(str(text.__file__)).parent
    sources = [
        Path(index.__file__),
        Path(letters.__file__),
        *sorted(folder.glob("*.py")),
        *sorted(folder.glob("*.txt")),
    ]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()
