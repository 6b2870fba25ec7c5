"""一张表：测得了的各列并排，测不了的说一句。"""

from __future__ import annotations

import io

from rich.console import Console

from api.evaluation.answers import Answer
from api.evaluation.questions import Question
from bench.common import Absent
from bench.report import Column, available, parts, table_of

ASKED = Question(text="问", scope="in", categories=("个人/证件办理",), codes=("A",))
FIRST = Column("甲", "甲：试", [(ASKED, Answer("answered", candidates=("A",), ms=200))], frozenset({"item_r1"}), True)
SECOND = Column("乙", "乙：试", [(ASKED, Answer("answered"))], frozenset({"item_r1", "category_top1"}), False)


def gone() -> Column:
    raise Absent("没有引擎。")


def test_what_is_absent_is_told() -> None:
    said: list[str] = []
    assert available([lambda: FIRST, gone, lambda: SECOND], said.append) == [FIRST, SECOND]
    assert said == ["跳过一列：没有引擎。"]


def test_each_part_has_the_figures_that_compare() -> None:
    found = parts([FIRST, SECOND])
    assert list(found) == ["全部", "开发部分", "留出部分"]
    assert found["全部"] == {"甲": {"item_r1": 1, "per_second": 5}, "乙": {"item_r1": 0, "category_top1": 0}}


def test_the_table_shows_what_is_not_compared_as_a_dash() -> None:
    console = Console(file=io.StringIO(), width=100)
    console.print(table_of(parts([FIRST, SECOND])))
    assert isinstance(console.file, io.StringIO)
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in console.file.getvalue().splitlines()]
    assert ["类目 第一个就对", "—", "0.000"] in cells
    assert ["每秒几条（一条接一条）", "5.0", "—"] in cells
    assert ["【留出部分】", "", ""] in cells
