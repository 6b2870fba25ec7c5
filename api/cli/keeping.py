"""记录的命令：forget 删一次对话，tidy 按期限整理，records export 导出。"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import OperationalError

from api.cli.ends import PART_MISSING, WRONG_USE, Json, console, fail, show_json
from knowledge.settings import Settings, load_settings
from knowledge.storage.engine import open_engine
from records.exporting import Unwritable
from records.exporting import export as write_out
from records.keeping import UnknownConversation
from records.keeping import forget as erase
from records.keeping import tidy as tidy_up
from records.migrate import upgrade_records

_DAY = 24 * 60 * 60

records = typer.Typer(help="对话的记录。", no_args_is_help=True, rich_markup_mode=None)


class Format(StrEnum):
    """导出的格式。"""

    csv = "csv"
    parquet = "parquet"


def forget(
    conversation: Annotated[str, typer.Argument(help="对话的编号。")],
    as_json: Json = False,
) -> None:
    """删去一次对话的文字和个人信息，连它的工单的内容；轮次和结局留着。再删一次什么也不变。"""
    settings = load_settings()
    try:
        with _opened(settings) as engine:
            done = erase(engine, conversation)
    except UnknownConversation as error:
        fail(str(error), WRONG_USE)
    _forget_in_engine(settings, "sender_id = :name", name=conversation)
    if as_json:
        show_json(asdict(done))
    elif done.again:
        console.print("这次对话以前已经删过，这次什么也没有变。")
    else:
        console.print(f"删去了 {done.turns} 轮的文字、{done.tickets} 张工单的内容；轮次和结局还在。")


def tidy(as_json: Json = False) -> None:
    """按期限整理：过期的文字、工单、事件、审计删掉，久不说话的对话收场。请每天定时运行。"""
    settings = load_settings()
    with _opened(settings) as engine:
        done = asdict(tidy_up(engine, settings.retention))
    _forget_in_engine(settings, "at < :before", before=time.time() - settings.retention_text * _DAY)
    if as_json:
        show_json(done)
        return
    console.print(
        f"收场 {done['closed']} 次对话；删去 {done['texts']} 次对话的文字、{done['tickets']} 张工单的内容、"
        f"{done['drafts']} 项没有提交的登记、{done['events']} 个事件、{done['audit']} 行审计。"
    )


@records.command("export")
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="写到哪个目录。")],
    format: Annotated[Format, typer.Option(help="格式。")] = Format.csv,
    as_json: Json = False,
) -> None:
    """导出对话、轮次、事件、评价、工单、转人工，不带文字和个人信息，编号换成假名。"""
    try:
        with _opened(load_settings()) as engine:
            counts = write_out(engine, folder, format.value)
    except Unwritable as error:
        fail(str(error), WRONG_USE)
    if as_json:
        show_json(counts)
        return
    for name, count in counts.items():
        console.print(f"{name}：{count} 行", markup=False)


@contextmanager
def _opened(settings: Settings) -> Iterator[Engine]:
    engine = open_engine(settings.records_url)
    try:
        upgrade_records(engine)
        yield engine
    finally:
        engine.dispose()


def _forget_in_engine(settings: Settings, where: str, **values: object) -> None:
    """引擎另记着每次对话的状态（nlu.components.conversations），一次一行；也删掉。

    几个引擎一起跑的，状态在 BANSHI_DATABASE_URL 的库里（见 docs/several.md）。
    """
    path = Path(os.environ.get("BANSHI_TRACKER_DB") or settings.home / "tracker.db").absolute()
    places = {f"sqlite:///{path}"} if path.exists() else set()
    for url in places | ({settings.records_url} if settings.database_url else set()):
        kept = create_engine(url)
        try:
            with kept.begin() as connection:
                if inspect(connection).has_table("dialogues"):
                    connection.execute(text(f"DELETE FROM dialogues WHERE {where}"), values)
        except OperationalError as error:
            place = kept.url.render_as_string(hide_password=True)
            fail(f"引擎记着的状态没有删掉（{error.orig}）；请检查 {place} 能不能写，再运行一次。", PART_MISSING)
        finally:
            kept.dispose()
