"""答复里的数目是不是都出自它引用的事项：离线的逐条核对、真服务上的对话和随机对话用同一份。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from knowledge.model import Item
from knowledge.words import all_words

_NUMBER: Final = re.compile(r"\d[\d.,:：/*-]*\d|\d")
"""阿拉伯数字连同其中的点、冒号、横线：日期、电话、钟点、金额都是一个整体。"""

_CHINESE: Final = re.compile(
    r"第?[〇零一二三四五六七八九十百千万两半]+(?:个?(?:工作日|自然日|月|小时|星期|季度)|[日天年周岁元角分倍成份次条款项章节号人级等])"
)
NUMBERED: Final = re.compile(r"^(\d+)\. ")


def strings(value: Any) -> Iterator[str]:
    """一个事项里的全部文字与数目。"""
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield f"{value:g}"
    elif isinstance(value, str):
        yield value


def numbers(text: str) -> set[str]:
    return {*_NUMBER.findall(text), *_CHINESE.findall(text)}


@cache
def told_by_words() -> frozenset[str]:
    """用语表里本来就有的数目，例如 12345。"""
    return frozenset(number for words in all_words().values() for number in numbers(words))


def labels(item: Item) -> list[str]:
    """各情形的选项，长的在前：答复里照写，是事项自己的字。"""
    told = {option.label for one in item.scenarios or () for option in one.options}
    return sorted(told, key=len, reverse=True)


def without_labels(line: str, item: Item) -> str:
    for label in labels(item):
        line = line.replace(label, " ")
    return line


def atoms(item: Item) -> list[frozenset[str]]:
    """事项里的各处数目：一份材料、一笔费用、一个时限、一条依据、条件的一行，各算一处。"""
    doc = item.model_dump(mode="json", exclude_unset=True)
    return [told_by_words().union(*map(numbers, place)) for place in _places(doc)]


def _places(value: Any) -> Iterator[list[str]]:
    if isinstance(value, dict) and "basis" in value and "text" in value:  # 一条规则和它的依据、来源是一处，表的一行也是
        own = [*strings({key: inner for key, inner in value.items() if key not in ("rows", "needs", "only")})]
        yield own
        yield from ([*own, row["text"], row["gives"]] for row in value.get("rows") or ())
    elif isinstance(value, dict):
        scalars = [inner for inner in value.values() if not isinstance(inner, dict | list)]
        if "entry_code" not in value:
            yield list(strings(scalars))
        for inner in value.values():
            yield from _places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner)
    else:
        yield from ([line] for text in strings(value) for line in text.splitlines())
