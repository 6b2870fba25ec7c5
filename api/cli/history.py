"""目录的历史：banshi history。"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

import typer

from api.cli.ends import WRONG_USE, console, fail, show_json
from knowledge.history import Delivered, Event, FieldChange, History, history_of
from knowledge.importing.report import shortened
from knowledge.settings import load_settings
from knowledge.storage.migrate import open_catalogue

KINDS: Final = {"added": "新增", "changed": "改动", "ended": "终止", "revived": "恢复"}


def history(
    code: Annotated[str, typer.Argument(help="事项的实施编码，31 或 33 位。")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，给机器看。")] = False,
) -> None:
    """一个事项的历史：何时、哪一次导入、谁运行的、改了什么。"""
    engine = open_catalogue(load_settings().catalogue_url)
    found = history_of(engine, code)
    engine.dispose()
    if found is None:
        fail(f"目录里没有过编码为“{code}”的事项；请核对编码，可以用 banshi search 找。", WRONG_USE)
    if as_json:
        show_json({name: value for name, value in asdict(found).items() if name != "doc"})
    else:
        _show(found)


def _show(found: History) -> None:
    state = "（已终止）" if found.is_ended else ""
    console.print(f"{found.name}{state}  {found.code}", markup=False)
    for event in found.events:
        console.print(f"{_when(event)}  {KINDS[event.kind]}  {_who(event.delivered)}", markup=False)
        for change in event.fields:
            console.print(f"    {change.field}：{_shown(change)}", markup=False)


def _when(event: Event) -> str:
    return f"{event.delivered.at.astimezone():%Y-%m-%d %H:%M:%S}" if event.delivered else "记历史之前"


def _who(delivered: Delivered | None) -> str:
    if delivered is None:
        return ""
    whole = "，整份替换" if delivered.is_whole else ""
    files = "、".join(delivered.paths)
    return f"第 {delivered.number} 次导入{whole}，来源 {delivered.source}，{delivered.user} 由 {files}"


def _shown(change: FieldChange) -> str:
    old = shortened(change.old) if change.was_given else "（没有写）"
    new = shortened(change.new) if change.is_given else "（没有写）"
    return f"{old} → {new}"
