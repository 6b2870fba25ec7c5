"""问引擎：每一种坏答复都有自己的名字，消息里没有来客的话。"""

from __future__ import annotations

import time
from typing import Any

import pytest

from api.engine import EngineFailure, Question, RasaEngine
from api.loopback import Loopback

pytestmark = pytest.mark.anyio

ASKED = Question("c1", "身份证丢了", "440100", None, "web")

FAULTS = [
    ("status500", "bad_status"),
    ("junk", "bad_json"),
    ("not_a_list", "bad_json"),
    ("empty", "no_turn"),
    ("text_only", "no_turn"),
    ("nan", "no_turn"),
    ("bad_turn", "bad_turn"),
    ("old_turn", "bad_turn"),
    ("no_reply", "bad_turn"),
    ("hang_up", "unreachable"),
    ("hang", "timeout"),
]


@pytest.mark.parametrize(("mode", "reason"), FAULTS)
async def test_faults_have_names(rasa: Any, mode: str, reason: str) -> None:
    rasa.mode = mode
    async with Loopback(rasa.url) as line:
        with pytest.raises(EngineFailure) as caught:
            await RasaEngine(line, seconds=0.5).ask(ASKED)
    assert caught.value.reason == reason
    assert "身份证" not in str(caught.value)


async def test_nobody_listening_is_unreachable() -> None:
    async with Loopback("http://127.0.0.1:9") as line:
        with pytest.raises(EngineFailure) as caught:
            await RasaEngine(line).ask(ASKED)
    assert caught.value.reason == "unreachable"


async def test_the_limit_is_for_everything_together(rasa: Any) -> None:
    rasa.mode = "hang"
    started = time.perf_counter()
    async with Loopback(rasa.url) as line:
        with pytest.raises(EngineFailure):
            await RasaEngine(line, seconds=0.3).ask(ASKED)
    assert time.perf_counter() - started < 1


async def test_the_first_element_with_custom_is_the_turn(rasa: Any) -> None:
    async with Loopback(f"{rasa.url}/") as line:
        answer = await RasaEngine(line).ask(ASKED)
    assert answer.outcome == "answered"
    assert rasa.seen[0]["metadata"] == {"region": "440100", "side": None, "channel": "web"}
