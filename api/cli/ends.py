"""命令的结束：契约规定的退出码，和唯一一张“哪种错误 → 哪个码”的表。"""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, Final, NoReturn

import typer
from rich.console import Console

from knowledge.taxonomy.regions import UnknownRegion, region

Json = Annotated[bool, typer.Option("--json", help="输出 JSON，给机器看。")]

DONE: Final = 0
FAILED: Final = 1
WRONG_USE: Final = 2
REJECTED_ROWS: Final = 3
PART_MISSING: Final = 4
INTERRUPTED: Final = 130

console: Final = Console(highlight=False, soft_wrap=True)
errors: Final = Console(stderr=True, highlight=False, soft_wrap=True)


def code_of(error: Exception) -> int | None:
    """料到的错以哪个码结束；没有料到的为 None。"""
    # 出了错才装载：平时不必为了几个错的名字装载各个部件。
    from api.evaluation.visitor import ServerUnavailable
    from knowledge.exporting import ExportFailed
    from knowledge.importing import ImportFailed
    from knowledge.settings import SettingsError
    from knowledge.storage.engine import StorageBusy, StorageUnavailable

    codes: dict[type[Exception], int] = {
        SettingsError: WRONG_USE,
        ImportFailed: FAILED,
        ExportFailed: FAILED,
        StorageUnavailable: PART_MISSING,
        StorageBusy: FAILED,
        ServerUnavailable: PART_MISSING,
    }
    return next((codes[kind] for kind in type(error).__mro__ if kind in codes), None)


def fail(text: str, code: int) -> NoReturn:
    """说一句，以这个码结束。"""
    errors.print(text, markup=False)
    raise typer.Exit(code)


def show_json(value: Any) -> None:
    """给机器看的输出，一个 JSON。"""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


def checked_region(code: str | None) -> str | None:
    """查区划代码；不存在就以“用法不对”结束。"""
    try:
        return region(code).code if code else None
    except UnknownRegion as error:
        fail(str(error), WRONG_USE)
