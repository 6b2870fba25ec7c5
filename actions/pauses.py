"""停了多久：从对话的事件里读，不另看钟；这样一轮的答复只由对话定，测试不用等。

paused 槽是 {"at": 停之前最后一句的时刻, "held": 等着问清才答的那一句或 None, "asked": 问过要不要接着办没有}；
停过以后没有接上也没有放下的，一直留着，后面的话仍算停过。
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from actions.state import State
from knowledge import clock
from knowledge.words import say

HOUR: Final = 60 * 60.0
DAY: Final = 24 * HOUR
_JUST_NOW: Final = 3 * HOUR


@dataclass(frozen=True, slots=True)
class Pause:
    """一次停顿。at、now：停之前最后一句和这一句的时刻（Unix 秒）；held、asked 同 paused 槽；about：停之前说着什么。"""

    at: float
    now: float
    held: Mapping[str, Any] | None = None
    asked: bool = False
    about: str = ""

    @property
    def seconds(self) -> float:
        """停了多少秒；机器的钟拨回去了的，当作没有停。"""
        return max(0.0, self.now - self.at)

    @property
    def is_long(self) -> bool:
        """停了一天以上。"""
        return self.seconds >= DAY

    def kept(self, held: Mapping[str, Any] | None = None, asked: bool = False) -> dict[str, Any]:
        """存进槽位的样子。"""
        return {"at": self.at, "held": dict(held) if held else None, "asked": asked}

    def as_before(self) -> dict[str, Any]:
        """原样留着。"""
        return self.kept(self.held, self.asked)

    def day(self) -> str:
        """停之前是哪一天，说给人听：昨天、11月20日、去年12月31日。"""
        return clock.spoken_day(clock.at(self.at).date(), clock.at(self.now).date())

    def when(self) -> str:
        """什么时候说的：三小时以内（没有过半夜）是刚才，同一天是今天早些时候，不然说哪一天。"""
        if clock.at(self.at).date() != clock.at(self.now).date():
            return self.day()
        return say("pause.just_now" if self.seconds < _JUST_NOW else "pause.earlier_today")


def pause_of(state: State) -> Pause | None:
    """这一句之前停了一小时以上，或者停过还没有了结；不是，None。"""
    paused = state.paused or {}
    at = paused.get("at", state.last_at)
    if at is None or state.said_at is None:
        return None
    pause = Pause(at, state.said_at, paused.get("held"), bool(paused.get("asked")))
    return pause if pause.seconds >= HOUR else None
