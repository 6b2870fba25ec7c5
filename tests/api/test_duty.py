"""值班的时间：按北京时间，跨过半夜和星期也对。"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from api.duty import Duty
from knowledge.clock import BEIJING

OPEN = [
    # 设置，北京时间（2026-11-23 是星期一），在不在
    ("1-5 09:00-17:00", "2026-11-23 08:59", False),
    ("1-5 09:00-17:00", "2026-11-23 09:00", True),
    ("1-5 09:00-17:00", "2026-11-27 16:59", True),
    ("1-5 09:00-17:00", "2026-11-27 17:00", False),
    ("1-5 09:00-17:00", "2026-11-28 10:00", False),
    ("6-1 09:00-17:00", "2026-11-23 10:00", True),
    ("6-1 09:00-17:00", "2026-11-24 10:00", False),
    ("5 22:00-06:00", "2026-11-27 23:00", True),
    ("5 22:00-06:00", "2026-11-28 05:59", True),
    ("5 22:00-06:00", "2026-11-28 06:00", False),
    ("5 22:00-06:00", "2026-11-27 05:00", False),
    ("1-7 00:00-00:00", "2026-12-31 23:59", True),
    ("1-7 00:00-00:00", "2027-01-01 00:00", True),
]


@pytest.mark.parametrize(("hours", "at", "is_open"), OPEN)
def test_hours_are_those_of_beijing(hours: str, at: str, is_open: bool) -> None:
    here = datetime.fromisoformat(at).replace(tzinfo=BEIJING)
    for clock in (here, here.astimezone(UTC)):
        assert Duty(hours, True, "12345", lambda clock=clock: clock).is_open() is is_open  # type: ignore[misc]


def test_nobody_is_on_duty_without_agents() -> None:
    assert not Duty("1-7 00:00-00:00", False, "12345").is_on()
    assert Duty("1-7 00:00-00:00", True, "12345").is_on()


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("1-5 09:00-17:00", "星期一至星期五09:00至17:00"),
        ("6 09:00-12:00", "星期六09:00至12:00"),
        ("1-7 08:00-20:00", "每天08:00至20:00"),
        ("1-7 00:00-00:00", "每天全天"),
        ("5-6 22:00-06:00", "星期五至星期六22:00至次日06:00"),
    ],
)
def test_hours_are_said_plainly(hours: str, words: str) -> None:
    assert Duty(hours, True, "12345").words() == words
