"""check：类目、目录、训练数据、用语是否前后一致。"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import typer

from api.cli.catalogue import Json
from api.cli.ends import FAILED, console, show_json
from knowledge.checking import problems_of_catalogue, problems_of_words
from knowledge.settings import load_settings
from knowledge.storage.engine import open_engine
from knowledge.storage.migrate import upgrade_catalogue

ROOT = Path(__file__).resolve().parents[2]


def check(as_json: Json = False) -> None:
    """检查类目、目录、训练数据和用语；有问题逐条列出，以 1 结束。"""
    settings = load_settings()
    engine = open_engine(settings.catalogue_url)
    upgrade_catalogue(engine)
    found: dict[str, list[str]] = {
        "目录": list(problems_of_catalogue(engine, settings.index_root)),
        "用语": list(problems_of_words()),
        "训练数据": _problems_of_examples(),
    }
    _show(found, as_json)
    if any(found.values()):
        raise typer.Exit(FAILED)


def _problems_of_examples() -> list[str]:
    """训练数据归 nlu 管，api 不认识 nlu，所以另起一个进程去查。"""
    command = [sys.executable, "-m", "nlu.check", str(ROOT / "bot" / "data" / "nlu")]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    problems = answer.stdout.splitlines()
    return problems + ([answer.stderr.strip()[-300:]] if answer.returncode and not problems else [])


def _show(found: dict[str, list[str]], as_json: bool) -> None:
    if as_json:
        result: dict[str, Any] = {"problems": found, "ok": not any(found.values())}
        show_json(result)
        return
    for part, problems in found.items():
        console.print(f"{part}：{'没有问题' if not problems else f'{len(problems)} 处问题'}")
        for problem in problems:
            console.print(f"  {problem}", markup=False)
