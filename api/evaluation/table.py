"""把指标印成表：一列一个被测的，一行一个指标。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.console import Console
from rich.table import Table

ROWS: Final[dict[str, tuple[str, str]]] = {
    "questions": ("题数", "count"),
    "category_top1": ("类目 第一个就对", "rate"),
    "category_top3": ("类目 前三个里有", "rate"),
    "scope_accuracy": ("范围准确率", "rate"),
    "false_answer_rate": ("误答率（范围外的题答了）", "rate"),
    "item_r1": ("事项 R@1", "rate"),
    "item_r3": ("事项 R@3", "rate"),
    "wrong_item_rate": ("错事项率（目录里没有却答了）", "rate"),
    "no_match_rate": ("未找到率", "rate"),
    "aspect_precision": ("方面精确率", "rate"),
    "aspect_recall": ("方面召回率", "rate"),
    "p50_ms": ("每题毫秒 中位", "ms"),
    "p99_ms": ("每题毫秒 99%", "ms"),
    "in_questions": ("题数 范围内", "count"),
    "out_questions": ("题数 范围外", "count"),
    "complaint_questions": ("题数 投诉", "count"),
    "item_questions": ("题数 有能回答的事项", "count"),
    "no_item_questions": ("题数 没有能回答的事项", "count"),
    "cut_questions": ("题数 截短了才问", "count"),
    "failed_questions": ("题数 服务出错", "count"),
}
"""指标 → （中文名，写法）；印出来也按这个次序。"""

_WRITE: Final = {"count": "{:d}", "rate": "{:.3f}", "ms": "{:.1f}"}


def figures_table(columns: Mapping[str, Mapping[str, object]], title: str | None = None) -> Table:
    """`columns`：被测的名字 → 它的指标。某列没有的指标或 `None` 印作 —；没有一列有的指标不印。"""
    table = Table(title=title)
    for heading in ("指标", *columns):
        table.add_column(heading, justify="left" if heading == "指标" else "right")
    add_rows(table, columns)
    return table


def add_rows(table: Table, columns: Mapping[str, Mapping[str, object]]) -> None:
    """把各列的指标按 `ROWS` 的次序加进表里。"""
    for key, (name, kind) in ROWS.items():
        if any(key in one for one in columns.values()):
            table.add_row(name, *(written(one.get(key), kind) for one in columns.values()))


def written(value: object, kind: str) -> str:
    """一格里的字。"""
    return "—" if value is None else _WRITE[kind].format(value)


def print_figures(figures: Mapping[str, object], console: Console | None = None) -> None:
    """印出 `banshi evaluate` 的表，后面是结局的次数；引擎不可用过时另说一句。"""
    shown = console or Console()
    shown.print(figures_table({"办事": figures}))
    outcomes = figures["outcomes"]
    assert isinstance(outcomes, Mapping)
    shown.print("结局：" + "，".join(f"{name} {times}" for name, times in outcomes.items()))
    if sentence := engine_warning(outcomes):
        shown.print(sentence)


def engine_warning(outcomes: Mapping[str, int]) -> str | None:
    """引擎不可用过就给一句提醒；`outcomes` 是结局 → 次数。"""
    times = outcomes.get("engine_unavailable", 0)
    return f"注意：有 {times} 次引擎不可用，由检索代答，这些数不作准；请检查 /readyz，修好再测。" if times else None
