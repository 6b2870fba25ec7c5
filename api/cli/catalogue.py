"""目录的命令：import、export、search、reindex。"""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine

from api.cli.ends import REJECTED_ROWS, WRONG_USE, console, errors, fail, show_json
from knowledge.catalogue import Catalogue
from knowledge.exporting import export as write_out
from knowledge.importing import ImportReport, load, renew_index
from knowledge.search import Found, open_search
from knowledge.settings import Settings, load_settings
from knowledge.storage.engine import open_engine
from knowledge.storage.migrate import upgrade_catalogue
from knowledge.taxonomy.regions import UnknownRegion, region

Json = Annotated[bool, typer.Option("--json", help="输出 JSON，给机器看。")]


class Format(StrEnum):
    """导出的格式。"""

    jsonl = "jsonl"
    csv = "csv"
    jsonld = "jsonld"


class Side(StrEnum):
    """办事对象。"""

    person = "个人"
    organisation = "法人"


def import_(
    paths: Annotated[list[Path], typer.Argument(help="要导入的文件或目录（JSONL、JSON、YAML、CSV、XLSX）。")],
    mapping: Annotated[Path | None, typer.Option(help="映射文件；不给则按本项目格式读。")] = None,
    source: Annotated[str | None, typer.Option(help="来源名称，补在没有来源的行上。")] = None,
    checked_on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="核对日期。")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="这次就是全部，其余事项终止。")] = False,
    as_json: Json = False,
) -> None:
    """导入事项。被退回的行写进报告，好的行照常导入；中途出错则目录不变。"""
    settings = load_settings()
    engine = open_engine(settings.catalogue_url)
    with _progress("读入") as bar:
        task = bar.add_task("读入", total=None)
        report = load(
            engine,
            paths,
            index_root=settings.index_root,
            mapping=mapping,
            source=source,
            checked_on=checked_on.date() if checked_on else None,
            replace=replace,
            progress=lambda done: bar.update(task, completed=done),
        )
    rejects = _write_rejects(settings, report)
    _show_import(report, rejects, as_json)
    if report.rejected:
        raise typer.Exit(REJECTED_ROWS)


def export(
    path: Annotated[Path | None, typer.Argument(help="写到哪个文件；不给则写到标准输出。")] = None,
    format: Annotated[Format, typer.Option(help="格式。")] = Format.jsonl,
) -> None:
    """导出目录。JSONL 与导入的逐行相等。"""
    engine = opened_engine(load_settings())
    if path is None:
        write_out(engine, sys.stdout, format.value)
        return
    try:
        out = path.open("w", encoding="utf-8", newline="\n")
    except OSError as fault:
        fail(f"写不了 {path}（{fault.strerror}），请换一个能写的位置。", WRONG_USE)
    with out:
        write_out(engine, out, format.value)


def search(
    text: Annotated[str, typer.Argument(help="要找的话。")],
    region: Annotated[str | None, typer.Option(help="六位区划代码。")] = None,
    side: Annotated[Side | None, typer.Option(help="办事对象。")] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="最多几条。")] = 10,
    as_json: Json = False,
) -> None:
    """只检索目录，不经过对话。"""
    settings = load_settings()
    engine = opened_engine(settings)
    finder = open_search(engine, settings.index_root)
    found = finder.find(text, region=checked_region(region), side=side.value if side else None, limit=limit)
    if as_json:
        show_json(asdict(found))
    else:
        _show_found(found)


def reindex(as_json: Json = False) -> None:
    """按现有目录重建检索索引。"""
    settings = load_settings()
    name = renew_index(opened_engine(settings), settings.index_root)
    if as_json:
        show_json({"generation": name})
    else:
        console.print(f"索引已重建：{name}")


def generation() -> None:
    """印出现在的索引世代；没有导入过则是空行。"""
    sys.stdout.write(Catalogue(opened_engine(load_settings())).generation() + "\n")


def checked_region(code: str | None) -> str | None:
    """查区划代码；不存在就以“用法不对”结束。"""
    try:
        return region(code).code if code else None
    except UnknownRegion as error:
        fail(str(error), WRONG_USE)


def opened_engine(settings: Settings) -> Engine:
    """打开目录的库，旧的升到新的。"""
    engine = open_engine(settings.catalogue_url)
    upgrade_catalogue(engine)
    return engine


def _progress(title: str) -> Progress:
    columns = (SpinnerColumn(), TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=errors, transient=True)


def _write_rejects(settings: Settings, report: ImportReport) -> Path | None:
    if not report.rejected:
        return None
    path = settings.home / "reports" / f"rejects-{datetime.now():%Y%m%d-%H%M%S}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    report.rejects.write(path)
    return path


def _show_import(report: ImportReport, rejects: Path | None, as_json: bool) -> None:
    if as_json:
        counts = {
            name: getattr(report, name) for name in ("read", "added", "changed", "unchanged", "ended", "rejected")
        }
        show_json({**counts, "notes": report.notes, "generation": report.generation, "report": rejects})
        return
    console.print(
        f"读 {report.read} 行：新增 {report.added}，改动 {report.changed}，不变 {report.unchanged}，"
        f"终止 {report.ended}，退回 {report.rejected}。"
    )
    for note in report.notes:
        console.print(f"  {note}", markup=False)
    for row in report.rejects.rows[:5]:
        console.print(f"  {row.place} {row.field}：{row.reason}（{row.value}）", markup=False)
    if rejects:
        console.print(f"退回的行都写在 {rejects}。")


def _show_found(found: Found) -> None:
    words = {"found": "找到", "ambiguous": "有几个都像", "not_found": "没有找到"}
    console.print(words[found.outcome])
    for hit in found.hits:
        where = region(hit.region).name
        console.print(f"{hit.score:.2f}  {hit.name}（{where}）  {hit.code}  按{hit.matched_by}", markup=False)
