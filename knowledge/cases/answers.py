"""答问的那一样：正问着一种事实时，一句短话里的值（“14个月”“48”“女的”“二级”）。"""

from __future__ import annotations

import re
from typing import Final

from knowledge.cases.ages import said_age
from knowledge.cases.measures import Value, measures
from knowledge.cases.quantities import NUMBER, Quantity, durations, number
from knowledge.eligibility.kinds import KINDS

_FILLER: Final = r"(?:我|是|有|就|大概|差不多|应该|嗯|哦|的|了|吧|呢|啊|呀|,|，|。|共|一共|总共|交|缴|第|已经|刚)*"
_UNITS: Final = {
    "age": ("周岁", r"周?岁?"),
    "children": ("个", r"个?(?:孩子|娃|小孩)?"),
    "babies": ("个", r"个?(?:孩子|娃)?"),
    "disability": ("级", r"级?"),
    "injury": ("级", r"级?"),
    "income": ("元", r"元?"),
    "area": ("平方米", r"多?(?:平方米|平米|平方|平|㎡)?"),
    "homes": ("套", r"套?(?:房)?"),
    "retiring": ("年", r"年?"),
}
_BORN: Final = re.compile(r"((?:19|20)\d\d)[年.\-/](\d{1,2})月?")
_SCHOOLS: Final = (
    (r"小学", 0),
    (r"初中", 1),
    (r"高中|中专|职高|技校", 2),
    (r"大专|专科", 3),
    (r"本科|学士", 4),
    (r"硕士|研究生", 5),
    (r"博士", 6),
)
_CHOICES: Final = {
    "sex": (("男", r"男"), ("女", r"女")),
    "left": (("不是自己要走的", r"被|裁|公司|单位|合同|不是自己"), ("自己不干的", r"自己|辞职|主动")),
    "delivery": (("顺产", r"顺"), ("难产", r"难产"), ("流产", r"流产")),
}


def bare_value(name: str, text: str) -> Value | None:
    """正问着 name 时，这句话答的值；听不出，None。text 须已归一。"""
    fact = name.partition(".")[0]
    kind = KINDS[fact]
    heard = measures(text)[0].get(name)
    if heard:
        return heard[0] if len(heard) == 1 else None
    if fact == "born":
        return _born(text)
    if kind.shape == "duration":
        return _duration(text)
    if fact in _CHOICES:
        return next((value for value, words in _CHOICES[fact] if re.search(words, text)), None)
    if kind.shape == "order":
        level = next((level for words, level in _SCHOOLS if re.search(words, text)), None)
        return None if level is None else Quantity(level, level, "学历")
    return _number(fact, text)


def _duration(text: str) -> Quantity | None:
    found = list(durations(text))
    if len(found) != 1:
        return None
    (value, (start, end)) = found[0]
    rest = text[:start] + text[end:]
    return value if re.fullmatch(_FILLER, rest) else None


def _born(text: str) -> Quantity | None:
    match = _BORN.search(text)
    if match is None or not 1 <= int(match[2]) <= 12:
        return None
    month = int(match[1]) * 12 + int(match[2]) - 1
    return Quantity(month, month, "年月")


def _number(fact: str, text: str) -> Quantity | None:
    unit, suffix = _UNITS[fact]
    if fact == "age" and (told := said_age(text, of_self=True)):
        return Quantity(told[0][0], told[0][1], unit)
    match = re.fullmatch(rf"{_FILLER}({NUMBER})(万)?{suffix}{_FILLER}", text)
    if match is None:
        return None
    value = number(match[1]) * (10_000 if match[2] else 1)
    return Quantity(value, value, unit) if value <= KINDS[fact].most else None
