"""区划：县级以上行政区划的代码、名称、简称、俗称与上下级。

代码按 GB/T 2260，数据见 `regions.tsv`（由 `regions_generate.py` 生成，头两行写明出处与日期）；
俗称见 `region_aliases.tsv`（手写）。全国用 "000000"，"100000" 也认作全国。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

Level = Literal["nation", "province", "city", "county"]

NATION = "000000"
_SAME_AS_NATION = "100000"
_XPCC = "660000"
_ORDER = {"nation": 0, "province": 1, "city": 2, "county": 3}


class UnknownRegion(ValueError):
    """不存在的区划代码；消息是完整的一句话，带原值与改法。"""

    def __init__(self, code: object) -> None:
        super().__init__(
            f"区划代码“{code}”不在县级以上行政区划代码之中；请写六位代码，例如广州市 440100，全国 000000。"
        )


@dataclass(frozen=True, slots=True)
class Region:
    """一个区划。`parent` 是上一级的代码，全国没有上级；直辖市的区、省直辖县的上级就是省级。"""

    code: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    level: Level
    parent: str | None


def region(code: str) -> Region:
    """按六位代码取区划；没有则抛 `UnknownRegion`。"""
    found = _table().get(NATION if code == _SAME_AS_NATION else code)
    if found is None:
        raise UnknownRegion(code)
    return found


def chain(code: str) -> list[Region]:
    """从自己到全国：越秀区 → 广州市 → 广东省 → 全国。"""
    links = [region(code)]
    while links[-1].parent is not None:
        links.append(region(links[-1].parent))
    return links


def spoken_name(code: str) -> str:
    """说给人听的名称：区县带上它的上级，“福州市鼓楼区”；其余就是全称。"""
    one = region(code)
    return f"{region(one.parent).name}{one.name}" if one.level == "county" and one.parent else one.name


def children(code: str | None) -> list[Region]:
    """直接下级，按代码排列；`None` 给出全国这一个根。"""
    return [region(one) for one in _children().get(None if code is None else region(code).code, ())]


def find(name: str) -> list[Region]:
    """按全称、简称或俗称精确查找；同名的全部给出，级别高的在前，同级按代码（“吉林”先省后市）。"""
    return [region(code) for code in surfaces().get(name, ())]


@cache
def surfaces() -> dict[str, tuple[str, ...]]:
    """每一种写法 → 它可能指的代码，次序同 `find`。返回的字典是共用的，请勿改动。"""
    found: dict[str, list[str]] = {}
    for one in sorted(_table().values(), key=lambda one: (_ORDER[one.level], one.code)):
        for word in dict.fromkeys((one.name, one.short_name, *one.aliases)):
            found.setdefault(word, []).append(one.code)
    return {word: tuple(codes) for word, codes in found.items()}


def _rows(file: str) -> Iterator[list[str]]:
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _table() -> dict[str, Region]:
    common: dict[str, list[str]] = {}
    for code, _, words in _rows("region_aliases.tsv"):
        common.setdefault(code, []).extend(words.split())
    xpcc = Region(_XPCC, "新疆生产建设兵团", "兵团", tuple(common[_XPCC]), "province", NATION)
    table = {_XPCC: xpcc}
    for code, name, short, words, level, parent in _rows("regions.tsv"):
        aliases = (*words.split(), *common.get(code, ()))
        table[code] = Region(code, name, short, aliases, cast(Level, level), parent or None)
    return table


@cache
def _children() -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = {}
    for one in sorted(_table().values(), key=lambda one: one.code):
        found.setdefault(one.parent, []).append(one.code)
    return found
