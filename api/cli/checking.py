"""check：类目、目录、规则、用语、诉求、词典、训练数据是否前后一致。"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

import typer

from api.cli.ends import FAILED, Json, console, show_json
from knowledge import clock
from knowledge.checking import (
    notes_of_facts,
    notes_of_lexicon,
    notes_of_needs,
    problems_of_catalogue,
    problems_of_facts,
    problems_of_lexicon,
    problems_of_needs,
    problems_of_rules,
    problems_of_words,
    stale_items,
)
from knowledge.needs import BadNeed, needs
from knowledge.settings import Settings, load_settings
from knowledge.storage.migrate import open_catalogue

ROOT: Final = Path(__file__).resolve().parents[2]
NOTES_SHOWN: Final = 10
"""每一部分至多印几条提醒；全部的在 --json 里。"""
_NOTE: Final = "提醒："


@dataclass(frozen=True, slots=True)
class Part:
    """一部分查出来的：problems 要改，notes 看一眼。"""

    problems: list[str]
    notes: list[str] = field(default_factory=list)


def check(
    facts: Annotated[
        bool, typer.Option("--facts", help="只查事实：出处、废止的依据、核对日期、交给各地的字段。")
    ] = False,
    stale: Annotated[bool, typer.Option("--stale", help="只列很久没有核对的事项。")] = False,
    months: Annotated[
        int | None, typer.Option(min=1, max=1200, help="多少个月算久；不给则按 BANSHI_STALE_MONTHS。")
    ] = None,
    as_json: Json = False,
) -> None:
    """检查类目、目录、规则、用语、诉求、词典和训练数据；有问题逐条列出，以 1 结束，只有提醒不算。"""
    settings = load_settings()
    if stale:
        _show_stale(settings, months or settings.stale_months, as_json)
        return
    found = _checked_facts(settings, months or settings.stale_months) if facts else _checked(settings)
    if as_json:
        show_json(_for_machines(found))
    else:
        _show(found)
    if any(part.problems for part in found.values()):
        raise typer.Exit(FAILED)


def _checked_facts(settings: Settings, months: int) -> dict[str, Part]:
    engine, today = open_catalogue(settings.catalogue_url), clock.today()
    return {"事实": Part(list(problems_of_facts(engine, today)), list(notes_of_facts(engine, today, months)))}


def _show_stale(settings: Settings, months: int, as_json: bool) -> None:
    found = list(stale_items(open_catalogue(settings.catalogue_url), clock.today(), months))
    if as_json:
        rows = [{"code": item.code, "name": item.name, "region": item.region, "checked_on": day} for item, day in found]
        show_json({"months": months, "items": rows})
        return
    console.print(f"超过 {months} 个月没有核对的事项：{len(found)} 个。")
    _list(f"{day}  {item.code}  {item.name}" for item, day in found)


def _checked(settings: Settings) -> dict[str, Part]:
    engine = open_catalogue(settings.catalogue_url)
    return {
        "目录": Part(list(problems_of_catalogue(engine, settings.index_root))),
        "规则": Part(list(problems_of_rules(engine))),
        "用语": Part(list(problems_of_words())),
        "诉求": Part(list(problems_of_needs()), list(notes_of_needs())),
        "词典": Part(list(problems_of_lexicon()), list(notes_of_lexicon())),
        "训练数据": _part_of_examples(),
    }


def _part_of_examples() -> Part:
    """训练数据归 nlu 管，api 不认识 nlu，所以另起一个进程去查；诉求的问法从标准输入交给它比。"""
    command = [sys.executable, "-m", "nlu.check", str(ROOT / "bot" / "data" / "nlu"), "--asked", "-"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", input=_asked())
    lines = answer.stdout.splitlines()
    notes = [line.removeprefix(_NOTE) for line in lines if line.startswith(_NOTE)]
    problems = [line for line in lines if not line.startswith(_NOTE)]
    return Part(problems or ([answer.stderr.strip()[-300:]] if answer.returncode else []), notes)


def _asked() -> str:
    """诉求的问法，一行一个 JSON；诉求读不了时为空，那是“诉求”一部分的问题。"""
    try:
        known = needs()
    except BadNeed:
        return ""
    rows = (
        {"where": f"诉求 {need.id}", "text": one.text, "categories": need.categories, "aspects": one.aspects}
        for need in known
        for one in need.questions
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _for_machines(found: dict[str, Part]) -> dict[str, object]:
    return {
        "problems": {name: part.problems for name, part in found.items()},
        "notes": {name: part.notes for name, part in found.items()},
        "ok": not any(part.problems for part in found.values()),
    }


def _show(found: dict[str, Part]) -> None:
    for name, part in found.items():
        verdict = f"{len(part.problems)} 处问题" if part.problems else "没有问题"
        console.print(f"{name}：{verdict}{f'，{len(part.notes)} 条提醒' if part.notes else ''}")
        _list(part.problems)
        _list(f"{_NOTE}{note}" for note in part.notes[:NOTES_SHOWN])
        if len(part.notes) > NOTES_SHOWN:
            console.print(f"  ……另有 {len(part.notes) - NOTES_SHOWN} 条提醒，用 --json 看全部")


def _list(lines: Iterable[str]) -> None:
    for line in lines:
        console.print(f"  {line}", markup=False)
