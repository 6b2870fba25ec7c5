"""规则能说到的事实：一张封闭的单子。一种事实是什么样的值、用什么单位、要不要写明是谁的（哪个险、哪件事）。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Shape = Literal["number", "duration", "month", "choice", "order"]
"""数、时长、年月（“1976-09”）、几样之一、有高低的几样之一。"""

Unit = Literal["周岁", "年", "个月", "日", "个", "级", "元", "平方米", "套"]
Compare = Literal["at_least", "more_than", "at_most", "less_than", "is"]

FUNDS: Final = ("失业保险", "养老保险", "居民养老保险", "医疗保险", "生育保险", "工伤保险", "住房公积金", "社保")
"""缴费缴在哪里；“社保”是没有说是哪一种的。"""
ANY_FUND: Final = "社保"
FOR_WORKERS: Final = frozenset(("失业保险", "养老保险", "医疗保险", "生育保险", "工伤保险"))
"""只说“社保”的，可以拿来和这几样比。"""

EVENTS: Final = (
    "离职",
    "出生",
    "去世",
    "毕业",
    "结婚",
    "退役",
    "受伤",
    "取证",
    "取得驾驶证",
    "买车",
    "买房",
    "卖房",
    "领营业执照",
    "入职",
    "收到决定",
    "驾驶证到期",
)
"""从哪件事算起。"""


@dataclass(frozen=True, slots=True)
class Kind:
    """一种事实。of：要写明的那几样之一；values：几样之一的那几样，有高低的由低到高。"""

    shape: Shape
    units: tuple[Unit, ...] = ()
    of: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    most: float = 1_000_000_000
    """再大就不会是真的。"""


KINDS: Final[dict[str, Kind]] = {
    "age": Kind("number", ("周岁",), most=150),
    "sex": Kind("choice", values=("男", "女")),
    "born": Kind("month"),
    "retiring": Kind("number", ("年",), most=2200),
    "paid": Kind("duration", ("年", "个月"), of=FUNDS, most=60 * 12),
    "since": Kind("duration", ("年", "个月", "日"), of=EVENTS, most=150 * 12),
    "lived": Kind("duration", ("年", "个月", "日"), most=150 * 12),
    "served": Kind("duration", ("年", "个月"), most=60 * 12),
    "pregnant": Kind("duration", ("个月", "日"), most=11),
    "babies": Kind("number", ("个",), most=10),
    "delivery": Kind("choice", values=("顺产", "难产", "流产")),
    "children": Kind("number", ("个",), most=30),
    "schooling": Kind("order", values=("小学", "初中", "高中", "大专", "本科", "硕士", "博士")),
    "left": Kind("choice", values=("自己不干的", "不是自己要走的")),
    "disability": Kind("number", ("级",), most=4),
    "injury": Kind("number", ("级",), most=10),
    "income": Kind("number", ("元",)),
    "area": Kind("number", ("平方米",), most=100_000),
    "homes": Kind("number", ("套",), most=1_000),
}
"""事实 → 它的样子。年满几周岁、性别、出生年月、哪年退休、缴了多久、离某件事多久、在当地住了多久、服役多久、怀孕多久、
一胎几个、怎么生的、几个孩子、学历、怎么离开单位的、残疾等级、工伤伤残等级、一年的收入、房屋面积、第几套房。"""

IN_MONTHS: Final = {"年": 12, "个月": 1}


def month_number(text: str) -> int:
    """“1976-09”→ 从公元起的第几个月，好比先后。"""
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def name_of(fact: str, of: str | None) -> str:
    """一种事实的键：paid.失业保险、age。"""
    return f"{fact}.{of}" if of else fact


def split_name(name: str) -> tuple[str, str | None]:
    """键 → （事实，哪一样）；单子上没有的抛 KeyError。"""
    fact, _, of = name.partition(".")
    if of not in (*KINDS[fact].of, *([""] if not KINDS[fact].of else [])):
        raise KeyError(name)
    return fact, of or None
