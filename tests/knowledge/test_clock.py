"""钟：今天是北京时间的今天，不随机器的时区；日子说给人听，跨半夜、跨年都对。"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from knowledge import clock

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("knowledge", "records", "nlu", "actions", "api")

SPOKEN = [
    # 那一天, 今天, 怎样说
    (date(2026, 11, 22), date(2026, 11, 22), "今天"),
    (date(2026, 11, 21), date(2026, 11, 22), "昨天"),
    (date(2026, 11, 20), date(2026, 11, 22), "前天"),
    (date(2026, 11, 19), date(2026, 11, 22), "11月19日"),
    (date(2026, 1, 1), date(2026, 12, 31), "1月1日"),
    (date(2026, 12, 31), date(2027, 1, 1), "昨天"),
    (date(2026, 12, 31), date(2027, 1, 2), "前天"),
    (date(2026, 12, 31), date(2027, 1, 3), "去年12月31日"),
    (date(2026, 1, 2), date(2027, 12, 30), "去年1月2日"),
    (date(2025, 12, 31), date(2027, 1, 1), "2025年12月31日"),
    (date(2028, 2, 29), date(2028, 3, 1), "昨天"),
]


@pytest.mark.parametrize(("day", "today", "spoken"), SPOKEN)
def test_days_are_spoken_as_people_say_them(day: date, today: date, spoken: str) -> None:
    assert clock.spoken_day(day, today) == spoken


def test_midnight_is_that_of_beijing() -> None:
    before, after = (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), datetime(2026, 12, 31, 16, 0, tzinfo=UTC))
    assert clock.at(before.timestamp()).date() == date(2026, 12, 31)
    assert clock.at(after.timestamp()).date() == date(2027, 1, 1)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_today_does_not_depend_on_the_zone_of_the_machine(zone: str) -> None:
    told = "from knowledge import clock; import datetime; print(clock.today(), clock.now().utcoffset())"
    before = datetime.now(clock.BEIJING).date()
    environment = os.environ | {"TZ": zone, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", told], env=environment, capture_output=True, text=True, check=True)
    day, offset = done.stdout.split()
    assert before.isoformat() <= day <= datetime.now(clock.BEIJING).date().isoformat()
    assert offset == "8:00:00"


def test_no_room_reads_the_day_of_the_machine() -> None:
    """date.today() 与不带时区的 datetime.now() 随机器的时区；日子只从 knowledge.clock 来。"""
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    found = [f"{path.relative_to(ROOT)}:{line}" for path in paths for line in _days_of_the_machine(path)]
    assert found == []


def _days_of_the_machine(path: Path) -> list[int]:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    asked = [(call, ast.unparse(call.func)) for call in calls]
    return [call.lineno for call, name in asked if name == "date.today" or (name == "datetime.now" and not call.args)]
