"""诉求的数据：一句问法只归一个诉求，名称、类目、方面写得对，问法够多。"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from knowledge.needs import FOLDER, BadNeed, Need, read_needs, read_stories
from knowledge.taxonomy.categories import CATEGORIES
from knowledge.text import normalise

FEWEST_QUESTIONS: Final = 3
FEWEST_NEEDS: Final = 3
"""一个诉求至少几种问法；一个类目至少几个诉求，少了提醒。"""

_SIGNS: Final = re.compile(r"[\W_]+")


def problems_of_needs(folder: Path = FOLDER) -> Iterator[str]:
    """诉求的问题。一个文件读不了，只说第一处，别的文件照查。"""
    known: list[Need] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            known += read_needs(path)
        except BadNeed as error:
            yield str(error)
    yield from _twice("诉求的编号", (need.id for need in known))
    yield from _with_stories(known, folder / "stories")
    for need in known:
        yield from _problems_of_one(need)
    yield from _problems_of_questions(known)


def notes_of_needs(folder: Path = FOLDER) -> Iterator[str]:
    """诉求的提醒：几个诉求同名，类目的诉求太少。读不了的文件略过。"""
    known: list[Need] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            known += read_needs(path)
        except BadNeed:
            continue
    yield from _shared_names(known)
    counts = Counter(key for need in known for key in need.categories)
    for one in CATEGORIES:
        if counts[one.key] < FEWEST_NEEDS:
            yield f"类目“{one.key}”只有 {counts[one.key]} 个诉求。"


def bare(text: str) -> str:
    """归一并去掉标点：只差标点的两句是同一句。全是标点的，原样归一。"""
    clean = normalise(text)
    return _SIGNS.sub("", clean) or clean


def _with_stories(known: list[Need], folder: Path) -> Iterator[str]:
    """把长信里的问法并进各诉求；读不了的、没有那个诉求的，说出来。"""
    places = {need.id: place for place, need in enumerate(known)}
    for path in sorted(folder.glob("*.yaml")):
        try:
            told = list(read_stories(path))
        except BadNeed as error:
            yield str(error)
            continue
        for key, questions in told:
            if key not in places:
                yield f"stories/{path.name}：没有诉求 {key}。"
                continue
            need = known[places[key]]
            known[places[key]] = replace(need, questions=(*need.questions, *questions))


def _problems_of_one(need: Need) -> Iterator[str]:
    if len(need.questions) < FEWEST_QUESTIONS:
        yield f"诉求 {need.id} 只有 {len(need.questions)} 种问法，至少要 {FEWEST_QUESTIONS} 种。"
    for what, values in (("名称", need.names), ("类目", need.categories)):
        if not values:
            yield f"诉求 {need.id} 没有{what}。"
        yield from _twice(f"诉求 {need.id} 的{what}", values)


def _problems_of_questions(known: Sequence[Need]) -> Iterator[str]:
    """同一句问法写在两处，或者就是别的诉求的名称。"""
    owner = {bare(name): need.id for need in known for name in need.names}
    seen: dict[str, tuple[Need, tuple[str, ...]]] = {}
    for need in known:
        for asked in need.questions:
            text = bare(asked.text)
            if owner.get(text, need.id) != need.id:
                yield f"诉求 {need.id} 的问法“{asked.text[:40]}”是诉求 {owner[text]} 的名称。"
            if text in seen:
                yield _repeated(need, asked.text, asked.aspects, *seen[text])
            seen.setdefault(text, (need, asked.aspects))


def _repeated(need: Need, text: str, aspects: Sequence[str], other: Need, labelled: Sequence[str]) -> str:
    same = need.categories[:1] == other.categories[:1] and set(aspects) == set(labelled)
    labels = "" if same else "，标注还不一样"
    return f"诉求 {need.id} 的问法“{text[:40]}”在诉求 {other.id} 里已经有了{labels}。"


def _shared_names(known: Sequence[Need]) -> Iterator[str]:
    owners: dict[str, dict[str, None]] = defaultdict(dict)
    for need in known:
        for name in need.names:
            owners[normalise(name)][need.id] = None
    shared: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, ids in owners.items():
        if len(ids) > 1:
            shared[tuple(ids)].append(name)
    for several, names in shared.items():
        yield f"诉求 {'、'.join(several)} 都有名称“{'、'.join(names)}”，检索时要靠问法来分。"


def _twice(what: str, values: Iterable[str]) -> Iterator[str]:
    yield from (f"{what}“{value}”写了两次。" for value, count in Counter(values).items() if count > 1)
