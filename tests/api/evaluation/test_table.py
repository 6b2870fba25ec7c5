"""表：每个指标都有中文名，没有的印作 —。"""

from __future__ import annotations

import io

from rich.console import Console

from api.evaluation.answers import Answer
from api.evaluation.figures import figures
from api.evaluation.questions import Question
from api.evaluation.table import ROWS, figures_table, print_figures

ASKED = Question(text="问", scope="in", categories=("个人/证件办理",))


def printed(*outcomes: str) -> str:
    console = Console(file=io.StringIO(), width=100)
    print_figures(figures([(ASKED, Answer(outcome, ms=12.34)) for outcome in outcomes]), console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_figure_has_a_row() -> None:
    assert [name for name in figures([]) if name != "outcomes"] == list(ROWS)


def test_prints_names_and_values() -> None:
    lines = {
        line.split("│")[1].strip(): line.split("│")[2].strip()
        for line in printed("answered").splitlines()
        if "│" in line
    }
    assert (lines["题数"], lines["类目 第一个就对"], lines["误答率（范围外的题答了）"]) == ("1", "0.000", "—")
    assert lines["每题毫秒 中位"] == "12.3"


def test_prints_the_outcomes() -> None:
    assert "结局：answered 2，no_match 1" in printed("answered", "no_match", "answered")
    assert "引擎不可用" not in printed("answered")
    assert "有 1 次引擎不可用" in printed("answered", "engine_unavailable")


def test_rows_nobody_has_are_left_out() -> None:
    assert figures_table({"甲": {"item_r1": 0.5}, "乙": {"item_r3": None}}).row_count == 2
