"""人工服务的时间：现在有没有人值班，时间怎样说。钟点是北京时间，不随机器所在的地方变。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from knowledge.clock import BEIJING, now

_DAYS: Final = " 一二三四五六日"


@dataclass(frozen=True, slots=True)
class Duty:
    """值班：设置里的时间（例如 1-5 09:00-17:00），有没有座席。止不晚于起的，跨过半夜，算在起的那一天。"""

    hours: str
    staffed: bool
    phone: str
    clock: Callable[[], datetime] = now

    def is_on(self) -> bool:
        """现在有没有人值班。"""
        return self.staffed and self.is_open()

    def is_open(self) -> bool:
        """现在是不是在服务时间里。"""
        days, first, last = self._read()
        here = self.clock().astimezone(BEIJING)
        today, yesterday = here.isoweekday(), (here - timedelta(days=1)).isoweekday()
        at = here.time()
        if first < last:
            return today in days and first <= at < last
        return (today in days and at >= first) or (yesterday in days and at < last)

    def words(self) -> str:
        """给人看的时间，例如 星期一至星期五09:00至17:00。"""
        days, first, last = self._read()
        named = f"星期{_DAYS[days[0]]}" + (f"至星期{_DAYS[days[-1]]}" if len(days) > 1 else "")
        if first == last:
            return f"{'每天' if len(days) == 7 else named}全天"
        return f"{'每天' if len(days) == 7 else named}{first:%H:%M}至{'次日' if last <= first else ''}{last:%H:%M}"

    def _read(self) -> tuple[list[int], time, time]:
        days, _, hours = self.hours.partition(" ")
        first_day, _, last_day = days.partition("-")
        first, _, last = hours.partition("-")
        many = (int(last_day or first_day) - int(first_day)) % 7
        week = [(int(first_day) - 1 + step) % 7 + 1 for step in range(many + 1)]
        return week, time.fromisoformat(first), time.fromisoformat(last)
