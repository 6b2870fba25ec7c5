"""出故障：杀掉一个部件，马上凭目录作答；照看的会重启它，路又通了。"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.stack.service import NAMES, Service, wait_until
from tests.stack.visitor import ABOUT_AN_ITEM, Conversation, Turn, choices_of, text_of

LOST_CARD = "身份证丢了咋补，要带什么，几天能拿到"
PATIENCE = 3.0
"""来客最多等这么多秒。"""
BACK = 60.0
"""部件死了以后，这么多秒之内要回来。"""


@pytest.fixture(autouse=True)
def _whole_again(stack: Service) -> Iterator[None]:
    """无论这一条成不成，都等服务好了再往下测。"""
    yield
    stack.wait_ready()


def _say_in_time(talk: Conversation, text: str) -> Turn:
    started = time.monotonic()
    turn = talk.say(text)
    assert time.monotonic() - started < PATIENCE
    return turn


def _wait_back(stack: Service) -> None:
    assert wait_until(lambda: stack.health()[0] == 200, BACK, every=0.3), stack.tails()


def _named(stack: Service, part: str, before: int) -> None:
    """印出来的话里有这个部件的名字：停了，又启动了。"""
    assert wait_until(lambda: len(stack.pids(part)) > before, 15.0), stack.said()
    assert f"{NAMES[part]}停了（收到信号 SIGKILL）" in stack.said()
    assert f"重新启动了{NAMES[part]}" in stack.said()


def test_killed_engine_is_shown_answered_around_and_restarted(stack: Service, talk: Conversation) -> None:
    before = len(stack.pids("rasa"))
    first = talk.say(LOST_CARD)
    stack.kill("rasa")
    turn = _say_in_time(talk, "护照丢了怎么补")
    assert turn["outcome"] == "engine_unavailable"
    assert any("护照" in choice["label"] for choice in choices_of(turn))
    assert "12345" in text_of(turn)
    assert turn["understanding"]["item"] is None
    status, parts = stack.health()
    assert status == 503
    assert [name for name, part in parts.items() if not part["ok"]] == ["rasa"]
    assert "Rasa" in parts["rasa"]["detail"]

    again = talk.click(choices_of(first)[0])
    assert again["outcome"] == "engine_unavailable"
    assert [choice["label"] for choice in choices_of(again)] == ["再试一次", "转人工"]
    _named(stack, "rasa", before)
    _wait_back(stack)
    done = talk.click(choices_of(again)[0])
    assert done["outcome"] in ABOUT_AN_ITEM
    assert done["understanding"]["item"] == first["understanding"]["item"]
    assert [message["turn"] for message in talk.history()] == [first, turn, again, done]


def test_killed_actions_are_restarted_without_losing_the_item(stack: Service, talk: Conversation) -> None:
    before = len(stack.pids("actions"))
    first = talk.say(LOST_CARD)
    stack.kill("actions")
    turn = _say_in_time(talk, "护照丢了怎么补")
    assert turn["outcome"] == "engine_unavailable"
    assert any("护照" in choice["label"] for choice in choices_of(turn))
    assert not stack.health()[1]["actions"]["ok"]
    _named(stack, "actions", before)
    _wait_back(stack)
    assert talk.click(choices_of(first)[0])["understanding"]["item"] == first["understanding"]["item"]


def test_killed_door_comes_back_with_its_conversations(stack: Service, talk: Conversation) -> None:
    first, before = talk.say(LOST_CARD), len(stack.pids("api"))
    stack.kill("api")
    _named(stack, "api", before)
    _wait_back(stack)
    assert [message["turn"] for message in talk.history()] == [first]
    assert talk.say("那要多少钱")["understanding"]["item"] == first["understanding"]["item"]


def test_a_restarted_engine_still_knows_what_we_were_talking_about(stack: Service, talk: Conversation) -> None:
    first = talk.say(LOST_CARD)
    before = len(stack.pids("rasa"))
    stack.kill("rasa")
    _named(stack, "rasa", before)
    _wait_back(stack)
    again = talk.say("再说一遍")
    assert [reply["text"] for reply in again["replies"]] == [reply["text"] for reply in first["replies"]]
    assert talk.say("那要多少钱")["understanding"]["item"] == first["understanding"]["item"]
