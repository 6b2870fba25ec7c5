"""话里的日子。今天是 2026年11月23日，星期一。"""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.connectors.days import said_when, weekday
from knowledge.text import normalise

TODAY = date(2026, 11, 23)

SAID = [
    ("预约周三上午办身份证", "2026-11-25", "morning"),
    ("今天", "2026-11-23", None),
    ("后天下午", "2026-11-25", "afternoon"),
    ("大后天", "2026-11-26", None),
    ("周一", "2026-11-23", None),
    ("星期天", "2026-11-29", None),
    ("下周一", "2026-11-30", None),
    ("下礼拜五", "2026-12-04", None),
    ("这周二", "2026-11-24", None),
    ("11月25日", "2026-11-25", None),
    ("１１月２５号", "2026-11-25", None),
    ("25号上午9点", "2026-11-25", "morning"),
    ("5号", "2026-12-05", None),
    ("1月3日", "2027-01-03", None),
    ("2026-12-01", "2026-12-01", None),
    ("2026年12月1日", "2026-12-01", None),
    ("2026-11-01", "2026-11-01", None),
    ("下午", None, "afternoon"),
    ("2月30日", None, None),
    ("3号线", None, None),
    ("办身份证", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "day", "half"), SAID)
def test_days_are_heard(text: str, day: str | None, half: str | None) -> None:
    when = said_when(normalise(text), TODAY)
    assert (when.day, when.half) == (day, half)


def test_the_end_of_a_year_and_of_a_month() -> None:
    assert said_when("1号", date(2026, 12, 31)).day == "2027-01-01"
    assert said_when("明天", date(2026, 12, 31)).day == "2027-01-01"
    assert said_when("30号", date(2027, 1, 31)).day is None  # 二月没有三十号
    assert said_when("2月29日", date(2027, 3, 1)).day is None


def test_a_day_is_written_with_its_weekday() -> None:
    assert weekday("2026-11-25") == "11月25日 周三"
    assert weekday("不是日子") == "不是日子"
