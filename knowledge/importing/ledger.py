"""一次导入的账：它的编号，它改了、终止了、恢复了哪些事项，和它自己的一行。"""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, insert, literal, select

from knowledge.importing.report import ImportReport
from knowledge.storage.schema import changes, imports, items

CHANGED: Final = "changed"
ENDED: Final = "ended"
REVIVED: Final = "revived"


class Ledger:
    """在导入的事务里记；编号在写锁之下取，所以不会重。"""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.started = datetime.now(UTC)
        last = connection.execute(select(func.max(imports.c.id))).scalar_one()
        self.number: Final[int] = (last or 0) + 1

    def note(self, kind: str, codes: Sequence[str]) -> None:
        """记下这些事项将要怎样；须在改写之前，此前的原文就地抄下，不经过程序。"""
        if not codes:
            return
        columns = ["code", "import_id", "kind", "before"]
        rows = select(items.c.code, literal(self.number), literal(kind), items.c.doc).where(items.c.code.in_(codes))
        self._connection.execute(insert(changes).from_select(columns, rows))

    def close(self, report: ImportReport, *, source: str, paths: Sequence[Path], is_whole: bool) -> None:
        """写下这次导入自己的一行。"""
        row = {
            "id": self.number,
            "started": self.started,
            "finished": datetime.now(UTC),
            "source": source,
            "paths": json.dumps([str(path) for path in paths], ensure_ascii=False),
            "user_name": _user(),
            "is_whole": is_whole,
            **{name: getattr(report, name) for name in ("read", "added", "changed", "unchanged", "ended", "rejected")},
        }
        self._connection.execute(insert(imports), row)


def _user() -> str:
    """运行导入的系统用户；容器里没有名字的用户记编号。"""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
