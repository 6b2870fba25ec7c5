"""import：导入、试导入、拟映射、印映射的格式。"""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from api.cli.ends import REJECTED_ROWS, WRONG_USE, Json, console, errors, fail, show_json
from api.cli.profile_page import page
from api.cli.profile_text import for_machines, show_profile
from knowledge import clock
from knowledge.importing import ImportReport, load
from knowledge.importing.mapping import mapping_schema
from knowledge.importing.profile import dry_run
from knowledge.settings import Settings, load_settings
from knowledge.storage.engine import open_engine


def import_(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="要导入的文件或目录（JSONL、JSON、YAML、CSV、XLSX）；子表的文件一起给出。"),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="映射文件，或 banshi-table 这样自带的；不给则按本项目格式读。")
    ] = None,
    source: Annotated[str | None, typer.Option(help="来源名称，补在没有来源的行上。")] = None,
    checked_on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="核对日期。")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="这次就是全部，其余事项终止。")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="只读只校验，什么都不写，印出这份交付的样子。")] = False,
    report: Annotated[Path | None, typer.Option(help="试导入时，把这份交付的样子写成网页。")] = None,
    suggest: Annotated[bool, typer.Option("--suggest", help="按列名与内容拟一份映射草稿，印在标准输出。")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="印出映射文件的 JSON Schema。")] = False,
    as_json: Json = False,
) -> None:
    """导入事项。被退回的行写进报告，好的行照常导入；中途出错则目录不变。"""
    if schema:
        show_json(mapping_schema())
        return
    if not paths:
        fail("没有写要导入的文件；例如 banshi import 我的目录.jsonl。", WRONG_USE)
    day = checked_on.date() if checked_on else None
    if suggest:
        # 用到时才导入：它要装载读工作簿的库。
        from knowledge.importing.suggesting import suggest as draft_mapping

        sys.stdout.write(draft_mapping(paths, day or clock.today()))
    elif dry:
        _try_out(paths, mapping, source, day, report, as_json)
    elif report is not None:
        fail("--report 要与 --dry-run 一起用；导入时退回的行另有报告。", WRONG_USE)
    else:
        _load(paths, mapping, source, day, replace, as_json)


def _load(
    paths: list[Path], mapping: Path | None, source: str | None, day: date | None, replace: bool, as_json: bool
) -> None:
    settings = load_settings()
    engine = open_engine(settings.catalogue_url)
    with _progress() as bar:
        reading, indexing = bar.add_task("读入", total=None), bar.add_task("建索引", total=None, visible=False)
        report = load(
            engine,
            paths,
            index_root=settings.index_root,
            mapping=mapping,
            source=source,
            checked_on=day,
            replace=replace,
            progress=lambda done: bar.update(reading, completed=done),
            indexing=lambda done: bar.update(indexing, completed=done, visible=True),
        )
    rejects = _write_rejects(settings, report)
    _show_import(report, rejects, as_json)
    if report.rejected:
        raise typer.Exit(REJECTED_ROWS)


def _try_out(
    paths: list[Path], mapping: Path | None, source: str | None, day: date | None, report: Path | None, as_json: bool
) -> None:
    with _progress() as bar:
        task = bar.add_task("试读", total=None)
        told = lambda done: bar.update(task, completed=done)  # noqa: E731
        profile = dry_run(paths, mapping=mapping, source=source, checked_on=day, progress=told)
    if report is not None:
        try:
            report.write_text(page(profile, paths), encoding="utf-8", newline="\n")
        except OSError as fault:
            fail(f"写不了 {report}（{fault.strerror}），请换一个能写的位置。", WRONG_USE)
    if as_json:
        show_json(for_machines(profile))
    else:
        show_profile(profile)
        if report is not None:
            console.print(f"网页写在 {report}。", markup=False)
    if profile.rejects:
        raise typer.Exit(REJECTED_ROWS)


def _progress() -> Progress:
    title = TextColumn("{task.description}")
    columns = (SpinnerColumn(), title, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=errors, transient=True)


def _write_rejects(settings: Settings, report: ImportReport) -> Path | None:
    if not report.rejected:
        return None
    path = settings.home / "reports" / f"rejects-{clock.now():%Y%m%d-%H%M%S}.jsonl"
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
