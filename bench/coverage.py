"""起步目录答得上多少问题：`python -m bench.coverage [--questions 题目] [--catalogue 目录] [--misses N]`。

只用目录检索，不经对话，也没有分类器的旁证。题目可以是带标注的 JSONL（只看范围内的，按类目分），
也可以是一行一句的文字（没有标注，范围外的也在里面，只看总数）。
三种结果：找到（直接作答）、近似（列出几个请来客选）、没有（说没有找到）。找到的对不对，看 banshi evaluate。
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from api.evaluation.visitor import fit
from bench.common import ROOT, occasion, options, questions_at, told
from knowledge.importing import load
from knowledge.search import Found, open_search
from knowledge.storage.engine import open_engine

STARTER: Final = ROOT / "knowledge" / "starter"
WHOLE: Final = "全部"
OUTCOMES: Final = {"found": "找到", "ambiguous": "近似", "not_found": "没有"}

Ask = Callable[[str], Found]


@dataclass(frozen=True, slots=True)
class Asked:
    """一句问话与它可以接受的类目；没有标注的为空。"""

    text: str
    categories: tuple[str, ...] = ()


@dataclass(slots=True)
class Coverage:
    """类目（与全部）→ 各种结果的题数；没有找到的题照问的次序记着。"""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    misses: list[Asked] = field(default_factory=list)

    def add(self, asked: Asked, outcome: str) -> None:
        """记一题；几个类目都可以接受的，各算一次。"""
        for name in (WHOLE, *asked.categories):
            self.counts.setdefault(name, Counter())[outcome] += 1
        if outcome == "not_found":
            self.misses.append(asked)

    def share(self, name: str, *outcomes: str) -> float:
        """这一类目里，这几种结果占多少。"""
        counts = self.counts[name]
        return sum(counts[one] for one in outcomes) / counts.total()


def questions_in(path: Path) -> list[Asked]:
    """读题；`.txt` 一行一句，其余按带标注的读，只留范围内的。"""
    if path.suffix == ".txt":
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Asked(line.strip()) for line in lines if line.strip()]
    return [Asked(one.text, tuple(one.categories)) for one in questions_at(path) if one.scope == "in"]


def measured(questions: Iterable[Asked], ask: Ask) -> Coverage:
    """逐题去问。"""
    coverage = Coverage()
    for asked in questions:
        coverage.add(asked, ask(fit(asked.text)).outcome)
    return coverage


def table_of(coverage: Coverage, title: str) -> Table:
    """一张表，全部在前，其余答不上的多的在前。"""
    table = Table("类目", *(f"{word}" for word in OUTCOMES.values()), "题数", "找到或近似", title=title)
    rest = [name for name in coverage.counts if name != WHOLE]
    order = [WHOLE, *sorted(rest, key=lambda name: (-coverage.counts[name]["not_found"], name))]
    for name in order:
        counts = coverage.counts[name]
        cells = [str(counts[outcome]) for outcome in OUTCOMES]
        table.add_row(name, *cells, str(counts.total()), f"{coverage.share(name, 'found', 'ambiguous'):.1%}")
    return table


def over(catalogue: Path, questions: Sequence[Asked]) -> Coverage:
    """当场导入这份目录，再逐题去问。"""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/catalogue.db")
        load(engine, [catalogue], index_root=Path(folder) / "index")
        search = open_search(engine, Path(folder) / "index")
        coverage = measured(questions, search.find)
        engine.dispose()
    return coverage


def main() -> None:
    parser = options("起步目录答得上多少问题")
    parser.add_argument("--catalogue", type=Path, default=STARTER, help="本项目格式的目录，缺省是起步目录")
    parser.add_argument("--misses", type=int, default=0, help="另印出前几句没有找到的")
    chosen = parser.parse_args()
    questions = questions_in(chosen.questions)
    coverage = over(chosen.catalogue, questions)
    console = Console()
    console.print(table_of(coverage, chosen.questions.name))
    for one in coverage.misses[: chosen.misses]:
        console.print(f"没有：{'、'.join(one.categories)} {one.text[:60]}", markup=False)
    print(f"{len(questions)} 题，只用目录检索；{occasion()}")


if __name__ == "__main__":
    told(main)
