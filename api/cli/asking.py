"""问的命令：ask 问一句，evaluate 问一份带标注的题。都走完整条路，要服务在运行。"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.progress import Progress

from api.cli.ends import PART_MISSING, WRONG_USE, Json, checked_region, console, errors, fail, show_json
from api.evaluation import run as evaluate_all
from api.evaluation.questions import QuestionsUnreadable
from api.evaluation.report import PAGE, ReportUnwritable
from api.evaluation.table import print_figures
from api.shapes.turns import Opened
from knowledge.settings import load_settings

_SECONDS = 10.0


def ask(
    text: Annotated[str, typer.Argument(help="一句问话。")],
    region: Annotated[str | None, typer.Option(help="六位区划代码。")] = None,
    as_json: Json = False,
) -> None:
    """问一句，走完整条路。"""
    turn = _ask(_own_url(), text, checked_region(region))
    if as_json:
        show_json(turn)
        return
    for reply in turn["replies"]:
        console.print(reply["text"], markup=False)
        for choice in reply["choices"]:
            console.print(f"  ▸ {choice['label']}", markup=False)


def evaluate(
    file: Annotated[Path, typer.Argument(help="带标注的问题，JSONL。")],
    url: Annotated[str | None, typer.Option(help="服务的根地址；不给则用本机设置的地址。")] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="DIR", help="另把错题按错因写成网页和 JSON，放进这个目录。")
    ] = None,
    as_json: Json = False,
) -> None:
    """把带标注的问题逐条走完整条路，印出指标。"""
    try:
        with Progress(console=errors, transient=True) as bar:
            task = bar.add_task("问", total=None)
            figures = evaluate_all(
                file, url or _own_url(), lambda done, total: bar.update(task, completed=done, total=total), report
            )
    except (QuestionsUnreadable, ReportUnwritable) as error:
        fail(str(error), WRONG_USE)
    if as_json:
        show_json(figures)
    else:
        print_figures(figures, console)
    if report is not None:
        errors.print(f"错题报告在 {report / PAGE}", markup=False)


def _own_url() -> str:
    settings = load_settings()
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    return f"http://{host}:{settings.port}"


def _ask(url: str, text: str, region: str | None) -> dict[str, Any]:
    about = {"channel": "web", **({"region": region} if region else {})}
    try:
        with httpx.Client(base_url=f"{url}/api/v1", timeout=_SECONDS, trust_env=False) as client:
            begun = client.post("/conversations", json=about).raise_for_status()
            opened = Opened.model_validate_json(begun.content)
            headers = {"Authorization": f"Bearer {opened.token}"}
            said = client.post(f"/conversations/{opened.id}/messages", json={"text": text}, headers=headers)
            answer: dict[str, Any] = said.json()
    except httpx.ConnectError:
        fail(f"服务 {url} 没有在运行；请先用 make serve 启动。", PART_MISSING)
    except (httpx.HTTPError, ValueError):
        fail(f"{url} 没有正常答复；请检查那里是不是办事服务，以及 {url}/readyz。", PART_MISSING)
    if said.status_code != 200:
        fail(answer.get("detail", "服务没有作答。"), WRONG_USE)
    return answer
