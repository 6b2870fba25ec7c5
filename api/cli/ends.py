"""命令的结束：契约规定的退出码，和唯一一张“哪种错误 → 哪个码”的表。"""

from __future__ import annotations

import json
import sys
from typing import Any, Final, NoReturn

import typer
from rich.console import Console

from api.evaluation.visitor import ServerUnavailable
from knowledge.exporting import ExportFailed
from knowledge.importing import ImportFailed
from knowledge.settings import SettingsError
from knowledge.storage.engine import StorageBusy, StorageUnavailable

DONE: Final = 0
FAILED: Final = 1
WRONG_USE: Final = 2
REJECTED_ROWS: Final = 3
PART_MISSING: Final = 4
INTERRUPTED: Final = 130

CODES: Final[dict[type[Exception], int]] = {
    SettingsError: WRONG_USE,
    ImportFailed: FAILED,
    ExportFailed: FAILED,
    StorageUnavailable: PART_MISSING,
    StorageBusy: FAILED,
    ServerUnavailable: PART_MISSING,
}

console: Final = Console(highlight=False, soft_wrap=True)
errors: Final = Console(stderr=True, highlight=False, soft_wrap=True)


def fail(text: str, code: int) -> NoReturn:
    """说一句，以这个码结束。"""
    errors.print(text, markup=False)
    raise typer.Exit(code)


def show_json(value: Any) -> None:
    """给机器看的输出，一个 JSON。"""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
