"""钟：此刻、今天，一律按北京时间（Asia/Shanghai，全年 UTC+8），不随机器设的时区变；日子怎样说给人听。"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

from knowledge.words import say

BEIJING: Final = timezone(timedelta(hours=8))


def now() -> datetime:
    """此刻，北京时间。"""
    return datetime.now(BEIJING)


def today() -> date:
    """今天，北京时间的日子：事项到今天为止有效的，过了北京时间的半夜就不再答。"""
    return now().date()


def at(timestamp: float) -> datetime:
    """Unix 秒数 → 北京时间。"""
    return datetime.fromtimestamp(timestamp, BEIJING)


def spoken_day(day: date, today: date) -> str:
    """日子说给人听：今天、昨天、前天；再早的说月日，隔了年的带上年（去年12月31日、2024年5月1日）。"""
    near = {0: "today", 1: "yesterday", 2: "before_yesterday"}.get((today - day).days)
    if near is not None:
        return say(f"day.{near}")
    kind = {0: "this_year", 1: "last_year"}.get(today.year - day.year, "long_ago")
    return say(f"day.{kind}", year=day.year, month=day.month, day=day.day)
