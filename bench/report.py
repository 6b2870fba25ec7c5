"""一张表：办事（经 HTTP 走完整条路）、BM25 两种切法、rapidfuzz、Rasa 现成流水线，同一批题。

全部、开发部分、留出部分各一段。另一张：没见过的目录（bench.unseen），不要服务也测得了。

哪一列测不了就说一句，其余照测。
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import track
from rich.table import Table

from api.evaluation.ask import ask
from api.evaluation.figures import Pair, figures
from api.evaluation.questions import Question
from api.evaluation.table import ROWS, add_rows, engine_warning, written
from api.evaluation.visitor import ServerUnavailable, open_visitor
from bench import peers_bm25, peers_fuzz, unseen
from bench.common import Absent, add_url, chosen, occasion, options, parts_of, per_second, questions_at, told
from bench.peers_rasa import measure, stock
from knowledge.needs import needs

UNSEEN: Final = frozenset({"complaint_questions", "cut_questions"})


@dataclass(frozen=True, slots=True)
class Column:
    """一列：名字，一句话说它是什么，答案，和它可比的指标。`timed` 是有没有量时间。"""

    name: str
    about: str
    pairs: Sequence[Pair]
    keys: frozenset[str]
    timed: bool


def banshi(questions: Sequence[Question], url: str) -> Column:
    """办事这一列，与 `banshi evaluate` 走的是同一条路。"""
    with open_visitor(url) as visitor:
        pairs = [(asked, ask(visitor, asked)) for asked in track(questions, "问办事", transient=True)]
    warning = engine_warning(Counter(answer.outcome for _, answer in pairs)) or ""
    return Column("办事", f"办事：{url}，经 HTTP，每题一次新对话。{warning}", pairs, frozenset(ROWS) - UNSEEN, True)


def bm25(questions: Sequence[Question], name: str) -> Column:
    """BM25 的一列；name 是 `peers_bm25.SPLITS` 里的切法。"""
    names = peers_bm25.catalogue_names()
    pairs = peers_bm25.ask_bm25(names, questions, peers_bm25.SPLITS[name])
    return Column(name, f"{name}：{peers_bm25.about(names)}", pairs, frozenset(peers_bm25.KEYS), False)


def fuzz(questions: Sequence[Question]) -> Column:
    """rapidfuzz 这一列。"""
    names = peers_bm25.catalogue_names()
    pairs = peers_fuzz.ask_fuzz(names, questions)
    return Column("rapidfuzz", peers_fuzz.about(names), pairs, frozenset(peers_bm25.KEYS), False)


def stock_rasa(questions: Sequence[Question], epochs: int) -> Column:
    """Rasa 现成流水线这一列；第一次要训练几分钟到几十分钟。"""
    python = stock.engine_python()
    made = stock.stock_model(python, epochs)
    version, pairs = measure.ask_rasa(python, made.model, questions)
    return Column("Rasa 现成", f"{measure.about(version, made)}；计时没有 HTTP", pairs, frozenset(measure.KEYS), True)


def available(makers: Sequence[Callable[[], Column]], say: Callable[[str], None]) -> list[Column]:
    """测得了的各列；测不了的说一句。"""
    columns = []
    for make in makers:
        try:
            columns.append(make())
        except (Absent, ServerUnavailable) as fault:
            say(f"跳过一列：{fault}")
    return columns


def parts(columns: Sequence[Column]) -> dict[str, dict[str, dict[str, object]]]:
    """部分 → 列 → 指标；量了时间的另有 `per_second`。"""
    found: dict[str, dict[str, dict[str, object]]] = {}
    for column in columns:
        for part, some in parts_of(column.pairs).items():
            speed = {"per_second": per_second(some)} if column.timed else {}
            found.setdefault(part, {})[column.name] = chosen(figures(some), column.keys) | speed
    return found


def table_of(found: dict[str, dict[str, dict[str, object]]]) -> Table:
    """一张表，一部分一段。"""
    table = Table("指标")
    for name in next(iter(found.values())):
        table.add_column(name, justify="right")
    for part, columns in found.items():
        table.add_section()
        table.add_row(f"【{part}】")
        add_rows(table, columns)
        table.add_row("每秒几条（一条接一条）", *(written(one.get("per_second"), "ms") for one in columns.values()))
    return table


def main() -> None:
    parser = options(__doc__)
    add_url(parser)
    parser.add_argument("--epochs", type=int, default=stock.EPOCHS, help="现成流水线里 DIET 训练几轮")
    parser.add_argument("--json", type=Path, help="另外写成 JSON 的文件")
    given = parser.parse_args()
    questions, console = questions_at(given.questions), Console()
    makers = (
        lambda: banshi(questions, given.url),
        *(lambda name=name: bm25(questions, name) for name in peers_bm25.SPLITS),  # type: ignore[misc]
        lambda: fuzz(questions),
        lambda: stock_rasa(questions, given.epochs),
    )
    columns = available(makers, print)
    if not columns:
        raise Absent("一列也测不了。")
    found, notes = parts(columns), [*(column.about for column in columns), occasion()]
    console.print(table_of(found))
    strange = unseen.measured(needs())
    console.print(unseen.table_of(strange))
    notes.insert(-1, unseen.about(needs()))
    console.print("\n".join(notes), soft_wrap=True, highlight=False)
    if given.json is not None:
        document = {"notes": notes, "parts": found, "unseen": strange}
        given.json.write_text(json.dumps(document, ensure_ascii=False, indent=2), "utf-8")


if __name__ == "__main__":
    told(main)
