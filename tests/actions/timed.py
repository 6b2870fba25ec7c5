"""停顿的测试共用：一次各句都有时刻的对话，要过多久就过多久，不用等。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from actions.desk import Desk
from knowledge.clock import BEIJING
from tests.actions.guided import Talk

START = datetime(2026, 11, 22, 10, 0, tzinfo=BEIJING)


class Timed(Talk):
    """像 Talk，另记着每一句的时刻；柜台的今天跟着走。"""

    def __init__(self, desk: Desk, region: str | None = None, start: datetime = START) -> None:
        super().__init__(replace(desk, day=self.today), region)
        self.now, self.heard = start, list[float]()

    def today(self) -> date:
        return self.now.date()

    def until(self, *when: int) -> Timed:
        """到这个时刻：年、月、日、时、分。"""
        self.now = datetime(*when, tzinfo=BEIJING)  # type: ignore[misc, arg-type]
        return self

    def _take(self, act: str, tracker: Mapping[str, Any]) -> dict[str, Any]:
        self.heard.append(self.now.timestamp())
        users = [{"event": "user", "timestamp": at} for at in self.heard[-2:]]
        earlier = [event for event in tracker["events"] if event["event"] != "user"]
        return super()._take(act, {**tracker, "events": [*users[:-1], *earlier, *users[-1:]]})
