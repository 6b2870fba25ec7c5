"""库还在不在：跑一个短查询看看。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

GONE: Final = (OperationalError, InterfaceError)
"""库用不了：没在运行、断了、被别人锁着；过一会儿可能就好。"""


def fault_of(check: Callable[[], object]) -> str | None:
    """跑 `check`；数据库出错时返回错误的种类（不带语句和参数），没出错返回 None。"""
    try:
        check()
    except SQLAlchemyError as fault:
        return type(fault).__name__
    return None
