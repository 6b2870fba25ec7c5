"""评测：把带标注的问题逐条走完整条路，数出契约里的指标。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from api.evaluation.ask import ask_all
from api.evaluation.figures import figures
from api.evaluation.questions import read_questions
from api.evaluation.report import prepare, write_report

__all__ = ["run"]


def run(
    path: Path, url: str, progress: Callable[[int, int], None] | None = None, report: Path | None = None
) -> dict[str, object]:
    """问完 `path` 里的每一题，返回 `figures` 的全部指标。

    `url` 是服务的根地址，例如 http://127.0.0.1:8000；`progress(已问, 总数)` 每题之后调用一次；
    `report` 是写错题报告的目录，不给则不写。

    Raises:
        QuestionsUnreadable: 题目文件读不了，或某一行不合要求。
        ReportUnwritable: 报告的目录不能用；一题还没有问就说。
        ServerUnavailable: 服务连不上，或答得不合契约。
    """
    questions = read_questions(path)
    if report is not None:
        prepare(report)
    pairs = ask_all(questions, url, progress)
    found = figures(pairs)
    if report is not None:
        write_report(report, pairs, found)
    return found
