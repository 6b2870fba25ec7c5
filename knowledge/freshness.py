"""核对得够不够近：几个月以前是哪一天，事项最旧的核对日期。"""

from __future__ import annotations

from datetime import date

from knowledge.model import Item


def months_before(day: date, months: int) -> date:
    """`months` 个月以前的同一天；那个月没有这一天的，取月底。"""
    whole = day.year * 12 + day.month - 1 - months
    year, month = whole // 12, whole % 12 + 1
    for last in range(day.day, 0, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise ValueError(f"{day} 往前数 {months} 个月不在日历里。")


def oldest_check(item: Item) -> date:
    """各个来源里最旧的核对日期。"""
    return min(one.checked_on for one in (item.source, *item.sources))
