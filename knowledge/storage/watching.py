"""库有没有被改过：每句话都要问，所以要比一次查询便宜得多。"""

from __future__ import annotations

import threading
import weakref
from typing import Any

from sqlalchemy import Engine


class Watch:
    """自己占一条连接，只看不写；线程安全。

    SQLite 的 data_version 在别的连接提交之后就变，问一次几微秒；别的数据库没有这样的，每次都当作改过。
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._raw: Any = None

    def version(self) -> int | None:
        """两次相同，就是这中间没有人提交过；`None` 是看不出。"""
        if self._engine.dialect.name != "sqlite":
            return None
        with self._lock:
            if self._raw is None:
                self._raw = self._connect()
            ((version,),) = self._raw.execute("PRAGMA data_version").fetchall()
        return int(version)

    def _connect(self) -> Any:
        held = self._engine.raw_connection()
        raw: Any = held.driver_connection
        held.detach()
        weakref.finalize(self, raw.close)
        return raw
