"""词典的哪些行值得留：`.venv/bin/python -m bench.lexicon`。

拿人工编写的问法（knowledge/needs/）逐行量：这一行动了几次；动的时候，它的官方用语在不在那个诉求的名称里；
比碰巧高几倍；有几次只有它说对（问话自己没有说、别的行也没有说）。
另给 `--questions` 就再用带标注的题量，名称取自 BANSHI_ 设置所指的目录。
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from api.evaluation.questions import read_questions
from bench.common import occasion, told
from bench.firing import Book, fired
from bench.peers_bm25 import catalogue_names
from knowledge.needs import needs
from knowledge.search.lexicon import Row, rows
from knowledge.search.query import read_query
from knowledge.text import normalise

SHOWN: Final = 60
OFTEN: Final = 3
MISLEADING: Final = 0.2
"""动了 OFTEN 次以上、说对的不到 MISLEADING，就算误导。"""
ALIKE: Final = 0.5
"""用语的相邻两字有这么多在名称里，就算名称里有它（“居民身份证”与“身份证补领”）。"""

Said = tuple[str, tuple[str, ...]]
"""（问话，该找到的那件事的各个名称）。"""


@dataclass(frozen=True, slots=True)
class Measured:
    """一行量得怎样。fires：动了几次；hits：其中用语在名称里的；alone：其中只有它说对的；chance：随便一句里碰巧对的比例。"""

    row: Row
    fires: int
    hits: int
    alone: int
    chance: float

    @property
    def precision(self) -> float | None:
        """动的时候说对的比例；没有动过则为 `None`。"""
        return self.hits / self.fires if self.fires else None

    @property
    def lift(self) -> float | None:
        """比碰巧高几倍；用语从不在名称里则为 `None`。"""
        return self.hits / self.fires / self.chance if self.fires and self.chance else None

    @property
    def misleads(self) -> bool:
        """动得多而少有说对。"""
        return self.fires >= OFTEN and self.hits / self.fires < MISLEADING


def authored() -> list[Said]:
    """诉求的全部问法。"""
    return [(asked.text, need.names) for need in needs() for asked in need.questions]


def labelled(path: Path) -> list[Said]:
    """带标注的题里有能回答的事项的；那些事项要在目录里。"""
    names = dict(catalogue_names())
    questions = [(one.text, [names[code] for code in one.codes or () if code in names]) for one in read_questions(path)]
    return [(text, tuple(right)) for text, right in questions if right]


def measure(said: Sequence[Said], known: Sequence[Row]) -> list[Measured]:
    """逐行量，按 `known` 的次序。"""
    has, book = _matcher(), Book(known)
    weights = Counter(right for _, right in said)
    fires, hits, alone = Counter[Row](), Counter[Row](), Counter[Row]()
    for text, right in said:
        plain = read_query(text).text
        acting = fired(plain, book)
        true = {row: {word for word in row.official if has(word, right)} for row in acting}
        sources = Counter(word for words in true.values() for word in words)
        for row, words in true.items():
            fires[row] += 1
            hits[row] += bool(words)
            alone[row] += any(sources[word] == 1 and word not in plain for word in words)
    chances = _chances({row for row in known if fires[row]}, weights, has)
    return [Measured(row, fires[row], hits[row], alone[row], chances.get(row, 0.0)) for row in known]


def _matcher() -> Callable[[str, tuple[str, ...]], bool]:
    """（用语，名称）→ 名称里有没有它；算过的留着。"""
    pairs: dict[str, frozenset[str]] = {}
    kept: dict[tuple[str, tuple[str, ...]], bool] = {}

    def cut(text: str) -> frozenset[str]:
        if text not in pairs:
            clean = normalise(text)
            pairs[text] = frozenset(clean[start : start + 2] for start in range(max(1, len(clean) - 1)))
        return pairs[text]

    def has(word: str, names: tuple[str, ...]) -> bool:
        if (word, names) not in kept:
            own = cut(word)
            kept[word, names] = any(len(own & cut(name)) >= ALIKE * len(own) for name in names)
        return kept[word, names]

    return has


def _chances(
    acting: set[Row], weights: Mapping[tuple[str, ...], int], has: Callable[[str, tuple[str, ...]], bool]
) -> dict[Row, float]:
    """动过的各行：随便一句里，它的用语碰巧在名称里的比例。"""
    whole = sum(weights.values())
    words = {word for row in acting for word in row.official}
    where = {word: {right for right in weights if has(word, right)} for word in words}
    return {
        row: sum(weights[right] for right in set().union(*(where[word] for word in row.official))) / whole
        for row in acting
    }


def summary(measured: Sequence[Measured], key: Callable[[Row], str]) -> dict[str, dict[str, float]]:
    """按文件或按类别合计：行数、从不动的、误导的、动的次数、说对的比例、只有它说对的次数。"""
    groups: dict[str, list[Measured]] = defaultdict(list)
    for one in measured:
        groups[key(one.row)].append(one)
    return {name: _total(group) for name, group in (*sorted(groups.items()), ("合计", list(measured)))}


def _total(group: Sequence[Measured]) -> dict[str, float]:
    fires = sum(one.fires for one in group)
    return {
        "行数": len(group),
        "从不动": sum(not one.fires for one in group),
        "误导": sum(one.misleads for one in group),
        "动的次数": fires,
        "说对的比例": sum(one.hits for one in group) / fires if fires else 0.0,
        "只有它说对": sum(one.alone for one in group),
    }


def tsv(measured: Sequence[Measured]) -> Iterator[str]:
    """一行一行的 TSV，最误导的在前。"""
    yield "\t".join(("文件", "说法", "官方用语", "类别", "动", "对", "只有它对", "说对的比例", "碰巧", "高几倍"))
    for one in worst(measured):
        numbers = (one.fires, one.hits, one.alone, _short(one.precision), f"{one.chance:.3f}", _short(one.lift))
        yield "\t".join((one.row.file, one.row.said, " ".join(one.row.official), one.row.kind, *map(str, numbers)))


def worst(measured: Sequence[Measured]) -> list[Measured]:
    """误导得最厉害的在前：错的次数多的，同样多的说对的少的；从不动的在最后。"""
    return sorted(measured, key=lambda one: (not one.misleads, one.hits - one.fires, one.row.file, one.row.said))


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def show(name: str, measured: Sequence[Measured], console: Console) -> None:
    """印出合计和误导的各行。"""
    for title, key in (("按文件", lambda row: row.file), ("按类别", lambda row: row.kind)):
        table = Table(title=f"{name}：{title}")
        found = summary(measured, key)
        for heading in ("", *found["合计"]):
            table.add_column(heading, justify="right" if heading else "left")
        for group, numbers in found.items():
            cells = (f"{value:.3f}" if isinstance(value, float) else str(value) for value in numbers.values())
            table.add_row(group, *cells)
        console.print(table)
    bad = [one for one in worst(measured) if one.misleads]
    console.print(f"误导的 {len(bad)} 行（动了 {OFTEN} 次以上，说对的不到 {MISLEADING:.0%}），最厉害的 {SHOWN} 行：")
    for one in bad[:SHOWN]:
        about = f"{one.hits}/{one.fires} {one.row.file} {one.row.kind} {one.row.said} → {' '.join(one.row.official)}"
        console.print(f"  {about}", markup=False, highlight=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, help="另用带标注的题量一遍，名称取自目录")
    parser.add_argument("--never", action="store_true", help="印出从不动的各行")
    parser.add_argument("--out", type=Path, help="逐行的数写成 TSV 的文件（问法的那一遍）")
    given = parser.parse_args()
    console = Console(soft_wrap=True)
    said = authored()
    console.print(f"{occasion()}；问法 {len(said)} 句，词典 {len(rows())} 行", highlight=False)
    measured = measure(said, rows())
    show("问法", measured, console)
    if given.questions is not None:
        show("带标注的题", measure(labelled(given.questions), rows()), console)
    if given.never:
        for one in measured:
            if not one.fires:
                console.print(f"  从不动：{one.row.file} {one.row.said}", markup=False, highlight=False)
    if given.out is not None:
        given.out.write_text("".join(f"{line}\n" for line in tsv(measured)), encoding="utf-8")


if __name__ == "__main__":
    told(main)
