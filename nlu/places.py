"""地名：从文本里认出区划。宁可不认，不可错认：“公安”是派出所，不是湖北的公安县。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from knowledge.taxonomy.abbreviations import ABBREVIATIONS
from knowledge.taxonomy.regions import chain, region, surfaces
from knowledge.text import word_edges

_NOT_A_PLACE: Final = frozenset(
    [
        "东方",
        "安宁",
        "新民",
        "明光",
        "天长",
        "永安",
        "和平",
        "城区",
        "新区",
        "郊区",
        "矿区",
        "市区",
        "县城",
        "民权",
        "新和",
        "通道",
        "大方",
        "建设",
        "高新",
        "安图",
        "开发",
        "全国",
        "中原",
        "首都",
        "长安",
        "中山区",
        "鼓楼",
        "朝阳",
        "南山",
        "高平",
        "安国",
        "河口",
        "大同区",
        "新华",
        "新城",
        "桥东",
        "桥西",
    ]
)
_ONLY_IN_FULL: Final = frozenset(("公安", "合作", "平安", "兴业", "富裕"))
"""太常用，跟在上级后面也不算：“湖北公安局”不在公安县，“甘肃合作社”不在合作市。全称照认。"""
_NAMED_AFTER = re.compile(
    r"[东西南北中]?(?:路(?![上口边况考费政桥灯面段])|大街|大道)|(?<=中山)大学|拉面|小吃|火锅|烤鸭"
)
"""地名后面接着它，就只是名字：“南京东路”“中山大学”“兰州拉面”。"""
_BESIDE_A_CITY: Final = "市中区"
_DESTINATIONS: Final = frozenset(code for name in ("香港", "澳门", "台湾") for code in surfaces()[name])
HANDLED_AT = re.compile(r"(?:在|到|去|回|人在|住在|转到|迁到|迁入|换成|要是)$")
"""地名前面是它的，多半是办事的地方。"""
_LETTERS: Final = "".join(ABBREVIATIONS)
_ABBREVIATED: Final = re.compile(
    rf"[{_LETTERS}](?=籍|户(?![口型外主])|牌|[a-z](?:牌|车|[·0-9]))|"
    rf"(?<=[在来离返])[{_LETTERS}](?=务工|打工|工作|上班|居住|生活|上学|读书|就业|创业|人员|买房|购房|租房|参保|缴|落户|办|的|[,。;!?吗]|$)"
)
"""一个字的简称，只在这些说法里算地名。"""


@dataclass(frozen=True, slots=True)
class Place:
    """一处地名：起止字位（按归一后的文本）和可能的区划代码，几个表示同名。"""

    start: int
    end: int
    codes: tuple[str, ...]


@lru_cache(maxsize=16)
def places(text: str) -> tuple[Place, ...]:
    """文本里的地名，按出现次序；前后相接的上下级并作一处（“湖北公安县”）。text 须已归一。"""
    found: list[Place] = []
    edges = word_edges(text)
    for start, end, codes, bare_county in _candidates(text):
        if end - start > 1 and not {start, end} & edges:
            continue
        previous = found[-1] if found else None
        below = _below(previous, start, surfaces().get(text[start:end], codes))
        if previous is not None and below:
            found[-1] = Place(previous.start, end, below)
        elif not bare_county and not (set(codes) & _DESTINATIONS and not _is_asked_at(text, start, end)):
            found.append(Place(start, end, codes))
    return tuple(_settled(found))


def _candidates(text: str) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    index, longest = _index()
    letters = {match.start() for match in _ABBREVIATED.finditer(text)}
    start = 0
    while start < len(text):
        if start in letters:
            yield start, start + 1, (ABBREVIATIONS[text[start]],), False
        for size in range(min(longest, len(text) - start), 1, -1):
            word = text[start : start + size]
            if word in index:
                codes, bare_county = index[word]
                if not _NAMED_AFTER.match(text, start + size):
                    yield start, start + size, codes, bare_county
                start += size - 1
                break
        start += 1


@cache
def _index() -> tuple[dict[str, tuple[tuple[str, ...], bool]], int]:
    index = {}
    for word, codes in surfaces().items():
        if len(word) > 1 and word not in _ONLY_IN_FULL and codes != ("000000",):
            index[word] = (_preferred(codes), _is_bare_county(word, codes))
    # “济南市中区”是济南的市中区；不另收，最长的就会先读成“济南市”。
    for code in surfaces()[_BESIDE_A_CITY]:
        index[chain(code)[1].short_name + _BESIDE_A_CITY] = ((code,), False)
    return index, max(map(len, index))


def _preferred(codes: tuple[str, ...]) -> tuple[str, ...]:
    """同名的省、市、县里，取最高一级；同级的都留下。“吉林”是省，“朝阳”先是市。"""
    levels = [region(code).level for code in codes]
    top = min(levels, key=("nation", "province", "city", "county").index, default="nation")
    return tuple(code for code, level in zip(codes, levels, strict=True) if level == top)


def _is_bare_county(word: str, codes: tuple[str, ...]) -> bool:
    """县区的简称不能单独算地名，除非是县级市（昆山、义乌）；常用词一概不算。"""
    if word in _NOT_A_PLACE:
        return True
    first = region(codes[0])
    is_city = any(region(code).name == f"{word}市" for code in codes)
    return first.level == "county" and word != first.name and not is_city


def _below(previous: Place | None, start: int, codes: tuple[str, ...]) -> tuple[str, ...]:
    """紧跟在上级后面的下级，几级同名取高的；codes 是这个说法的全部代码（“吉林省吉林”说的是市）。"""
    if previous is None or start - previous.end > 1:
        return ()
    above = set(previous.codes)
    return _preferred(tuple(code for code in codes if any(one.code in above for one in chain(code)[1:])))


def _is_asked_at(text: str, start: int, end: int) -> bool:
    """港澳台多半是要去的地方；只有“在香港办”才是办事的地方。"""
    return text[:start].endswith("在") and bool(re.match(r"办|申请|登记", text[end:]))


def _settled(found: list[Place]) -> list[Place]:
    """同名的，若文中另有它的上级，就定下来。"""
    above = {code for one in found if len(one.codes) == 1 for code in one.codes}
    settled = []
    for one in found:
        kept = [code for code in one.codes if any(up.code in above for up in chain(code)[1:])]
        settled.append(Place(one.start, one.end, tuple(kept)) if len(one.codes) > 1 and len(kept) == 1 else one)
    return settled
