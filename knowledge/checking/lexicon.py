"""词典的数据：每行四列、写成归一后的样子；两行不打架——同一个说法不能扩展成互相排斥的动作。"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final

from knowledge.search.lexicon import FOLDER, KINDS, Row
from knowledge.search.operations import agreement, operations
from knowledge.text import normalise

COLUMNS: Final = 4
_LOOSE: Final = ("event", "object")
"""说的是一件事、一样东西，字面上的动作与官方的动作可以不同（孩子落户是出生登记），只提醒。"""


def problems_of_lexicon(folder: Path = FOLDER) -> Iterator[str]:
    """词典的问题：读不成四列的行，写得不对的行，互相矛盾的行。"""
    yield from _broken_lines(folder)
    known = _rows(folder)
    for row in known:
        yield from _problems_of_row(row)
    places = Counter((row.file, row.said) for row in known)
    yield from (f"词典 {file} 里“{said}”写了两次。" for (file, said), count in places.items() if count > 1)
    yield from (_contradiction(one, other) for one, other in _neighbours(known) if _clash(one, other))


def notes_of_lexicon(folder: Path = FOLDER) -> Iterator[str]:
    """词典的提醒：动作看着不同而未必错的行。"""
    known = _rows(folder)
    for row in known:
        if row.kind in _LOOSE and _against_itself(row):
            yield f"{_where(row)}字面上是{_listed(operations(row.said))}，官方用语是{_listed(_operations(row))}。"
        if row.kind == "op" and _mixed(row):
            yield f"{_where(row)}的官方用语里有互相排斥的动作：{_listed(_operations(row))}。"
    for one, other in _neighbours(known):
        if not _clash(one, other) and _differ(one, other):
            yield _contradiction(one, other)


def _lines(folder: Path) -> Iterator[tuple[Path, int, list[str]]]:
    """(文件, 行号, 各列)；注释和空行略过。"""
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line and not line.startswith("#"):
                yield path, number, line.split("\t")


def _broken_lines(folder: Path) -> Iterator[str]:
    for path, number, cells in _lines(folder):
        if len(cells) != COLUMNS:
            yield f"词典 {path.stem} 第 {number} 行有 {len(cells)} 列，应有 {COLUMNS} 列，用制表符隔开。"


def _rows(folder: Path) -> list[Row]:
    read = ((path.stem, cells) for path, _, cells in _lines(folder) if len(cells) == COLUMNS)
    return [Row(said, tuple(official.split()), kind, reason, file) for file, (said, official, kind, reason) in read]


def _problems_of_row(row: Row) -> Iterator[str]:
    if row.kind not in KINDS:
        yield f"{_where(row)}的类别“{row.kind}”不对，应为 {'、'.join(KINDS)} 之一。"
    if not row.official or not row.reason.strip():
        yield f"{_where(row)}缺官方用语或理由。"
    if len(row.said) < 2 or not all(row.said.split("…")):
        yield f"{_where(row)}太短，或者空隙放在了头尾。"
    if any(text != normalise(text) for text in (*row.said.split("…"), *row.official)):
        yield f"{_where(row)}不是归一后的样子（小写、半角、简体），永远对不上。"
    yield from (f"{_where(row)}的官方用语“{word}”写了两次。" for word, n in Counter(row.official).items() if n > 1)
    if row.kind not in _LOOSE and _against_itself(row):
        yield f"{_where(row)}说的是{_listed(operations(row.said))}，官方用语却是{_listed(_operations(row))}。"


def _neighbours(known: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """要比的两行：说法相同的；一行的说法正是另一行的官方用语的（它还会再扩展成别的）。"""
    by_said: dict[str, list[Row]] = defaultdict(list)
    by_official: dict[str, list[Row]] = defaultdict(list)
    for row in known:
        by_said[row.said].append(row)
        for word in row.official:
            by_official[word].append(row)
    for same in by_said.values():
        yield from combinations(same, 2)
    for row in known:
        yield from ((other, row) for other in by_official[row.said][:1] if other is not row)


def _clash(one: Row, other: Row) -> bool:
    """两行没有共同的用语，动作又互相排斥。"""
    return _is_apart(one, other) and agreement(_operations(one), _operations(other)) < 0


def _differ(one: Row, other: Row) -> bool:
    """两行没有共同的用语，动作也没有一个相同。"""
    actions = _operations(one), _operations(other)
    return _is_apart(one, other) and all(actions) and not actions[0] & actions[1]


def _is_apart(one: Row, other: Row) -> bool:
    return not set(one.official) & set(other.official)


def _against_itself(row: Row) -> bool:
    return agreement(operations(row.said), _operations(row)) < 0


def _mixed(row: Row) -> bool:
    """官方用语之间动作互相排斥。"""
    return any(agreement(operations(a), operations(b)) < 0 for a, b in combinations(row.official, 2))


def _operations(row: Row) -> frozenset[str]:
    return operations(" ".join(row.official))


def _contradiction(one: Row, other: Row) -> str:
    first, second = (f"{_where(row)}是“{' '.join(row.official)}”" for row in (one, other))
    return f"两行说法不一：{first}，{second}。"


def _where(row: Row) -> str:
    return f"词典 {row.file} 的“{row.said}”"


def _listed(names: Iterable[str]) -> str:
    return "、".join(sorted(names))
