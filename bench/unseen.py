"""没见过的目录：`.venv/bin/python -m bench.unseen`。办事的检索、BM25（逐字、jieba）、rapidfuzz，同一批题。

目录只有官方名称，没有别名、问法、条件：取自 knowledge/needs/，
一个诉求的名称分成两半，一半留给认诉求器，另一半当作事项。
题目是人工编写的问法，分两种问：

- 问法没见过：认诉求器认得这个诉求，但没有见过这句问法，也没有见过目录里的这个名称；
- 诉求没见过：认诉求器里没有这个诉求，问法和名称一个也没有，只剩词典和字面。

词典与问法是同一批人写的，所以办事这一列比在真实题目上高；真实题目上的数见 bench.report 的上一张表。
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from api.evaluation.answers import Answer
from api.evaluation.figures import Pair, figures
from api.evaluation.questions import Question
from api.evaluation.table import add_rows
from api.evaluation.visitor import fit
from bench.common import chosen, occasion, told
from bench.peers_bm25 import KEYS, SPLITS, TOP, Named, ask_bm25
from bench.peers_fuzz import ask_fuzz
from knowledge.catalogue import EntryRow
from knowledge.needs import Need, needs
from knowledge.search.finder import recalled_features
from knowledge.search.generation import open_generation
from knowledge.search.index import write_entries
from knowledge.search.rank import chances
from knowledge.search.recognise import RARE, Recogniser, build

PARTS: Final = 5
"""五份里问一份。"""


@dataclass(frozen=True, slots=True)
class Way:
    """一种问法：怎么问、题目、认诉求器认得的诉求。"""

    name: str
    questions: tuple[Question, ...]
    known: tuple[Need, ...]


def catalogue(known: Sequence[Need]) -> list[Named]:
    """目录：（编码，名称），同名的只有一条。编码就是名称，好让几个诉求共有的名称都算对。"""
    return [(name, name) for name in dict.fromkeys(name for need in known for name in listed(need))]


def listed(need: Need) -> tuple[str, ...]:
    """放进目录的名称：第二、四、六……个；只有一个名称的没有。"""
    return need.names[1::2]


def kept(need: Need, entries: frozenset[str]) -> Need:
    """认诉求器见得到的名称：不在目录里的。"""
    return replace(need, names=tuple(name for name in need.names if name not in entries))


def ways(known: Sequence[Need]) -> Iterator[Way]:
    """两种问法。"""
    entries = frozenset(name for _, name in catalogue(known))
    own = [need for need in (kept(need, entries) for need in known) if need.names]
    asking = [need for need in known if listed(need) and kept(need, entries).names]
    seen = [replace(need, questions=tuple(one for one in need.questions if not _held(one.text))) for need in own]
    asked = (_question(need, one.text) for need in asking for one in need.questions if _held(one.text))
    yield Way("问法没见过", tuple(asked), tuple(seen))
    strange = (_question(need, one.text) for need in asking if _held(need.id) for one in need.questions)
    yield Way("诉求没见过", tuple(strange), tuple(need for need in own if not _held(need.id)))


def measured(known: Sequence[Need]) -> dict[str, dict[str, dict[str, object]]]:
    """问法 → 列 → 指标。"""
    names = catalogue(known)
    return {
        way.name: {column: chosen(figures(ask(names, way)), KEYS) for column, ask in COLUMNS.items()}
        for way in ways(known)
    }


def ask_search(names: Sequence[Named], questions: Sequence[Question], recogniser: Recogniser) -> list[Pair]:
    """办事的检索：召回、特征、排序与作答时相同；没有类目分类器的旁证。"""
    rows = [EntryRow(code, (name,), (), (), (), (), ()) for code, name in names]
    with tempfile.TemporaryDirectory() as folder:
        write_entries(rows, Path(folder))
        generation = open_generation("unseen", Path(folder), recogniser)
        pairs = []
        for asked in questions:
            found = recalled_features(generation, fit(asked.text), {}, None)
            scores = chances([values for _, values in found])
            ranked = sorted(zip(scores, (code for code, _ in found), strict=True), key=lambda one: (-one[0], one[1]))
            pairs.append((asked, Answer("answered", candidates=tuple(code for _, code in ranked[:TOP]))))
    return pairs


COLUMNS: Final[dict[str, Callable[[Sequence[Named], Way], list[Pair]]]] = {
    "办事的检索": lambda names, way: ask_search(names, way.questions, build(way.known, RARE)),
    **{
        name: lambda names, way, split=split: ask_bm25(names, way.questions, split)  # type: ignore[misc]
        for name, split in SPLITS.items()
    },
    "rapidfuzz": lambda names, way: ask_fuzz(names, way.questions),
}
"""列名 → 怎样问。"""


def table_of(found: dict[str, dict[str, dict[str, object]]]) -> Table:
    """一张表，一种问法一段。"""
    table = Table("没见过的目录")
    for name in COLUMNS:
        table.add_column(name, justify="right")
    for part, columns in found.items():
        table.add_section()
        table.add_row(f"【{part}】")
        add_rows(table, columns)
    return table


def about(known: Sequence[Need]) -> str:
    """一句话说这张表是什么。"""
    return f"没见过的目录：{len(catalogue(known))} 个官方名称，没有别名和问法；题目是诉求的问法"


def _question(need: Need, text: str) -> Question:
    return Question(text=text, scope="in", codes=listed(need))


def _held(text: str) -> bool:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % PARTS == 0


def main() -> None:
    Console().print(table_of(measured(needs())))
    print(f"{about(needs())}；{occasion()}")


if __name__ == "__main__":
    told(main)
