"""出故障：三次对话正在中途（情形引导、登记表、座席接着），杀掉一个部件。马上有话说；照看的重启它；各从原处接着，什么也没丢。

每个部件只杀一次，要看的一起看：引擎重新起来要十几秒。库被杀见 tests/api/test_outages.py。
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from tests.stack.service import AGENT_TOKEN, NAMES, Service, wait_until
from tests.stack.visitor import ABOUT_AN_ITEM, Agent, Conversation, Turn, Visitor, choices_of, text_of

LOST_CARD = "身份证丢了咋补，要带什么，几天能拿到"
STORY = "我要投诉健身房跑路不退钱，帮我登记"
PATIENCE = 3.0
"""来客最多等这么多秒。"""
BACK = 60.0
"""部件死了以后，这么多秒之内要回来。"""


@pytest.fixture(autouse=True)
def _whole_again(stack: Service) -> Iterator[None]:
    """无论这一条成不成，都等服务好了再往下测。"""
    yield
    stack.wait_ready()


@dataclass
class Midway:
    """正在中途的几次对话：guided 问着情形，form 填到时间，held 座席接着，plain 答过一件。"""

    guided: Conversation
    asked: Turn
    form: Conversation
    held: Conversation
    agent: Agent
    handover: str
    plain: Conversation
    first: Turn


@pytest.fixture
def midway(client: httpx.Client, visitor: Visitor) -> Midway:
    guided, form, held, plain = (visitor.begin() for _ in range(4))
    asked = guided.say("居民身份证补领要带什么材料")
    form.say(STORY)
    form.say("天河区体育西路")
    held.say("转人工")
    agent = Agent(client, AGENT_TOKEN)
    return Midway(guided, asked, form, held, agent, agent.take(held.opened["id"]), plain, plain.say(LOST_CARD))


def press(talk: Conversation, turn: Turn, label: str) -> Turn:
    (choice,) = [one for one in choices_of(turn) if one["label"] == label]
    return talk.click(choice)


def say_in_time(talk: Conversation, text: str) -> Turn:
    started = time.monotonic()
    turn = talk.say(text)
    assert time.monotonic() - started < PATIENCE
    return turn


def wait_back(stack: Service, part: str, before: int) -> None:
    """印出来的话里有这个部件的名字：停了，又启动了；都好了。"""
    assert wait_until(lambda: len(stack.pids(part)) > before, 15.0), stack.said()
    assert f"{NAMES[part]}停了（收到信号 SIGKILL）" in stack.said()
    assert f"重新启动了{NAMES[part]}" in stack.said()
    assert wait_until(lambda: stack.health()[0] == 200, BACK, every=0.3), stack.tails()


def speak_while_it_is_gone(midway: Midway) -> list[Turn]:
    """引擎或动作服务停着时说的：每一句都马上有答复，说明白是什么情况。"""
    plain = say_in_time(midway.plain, "护照丢了怎么补")
    assert plain["outcome"] == "engine_unavailable"
    assert any("护照" in choice["label"] for choice in choices_of(plain))
    assert "12345" in text_of(plain)
    assert plain["understanding"]["item"] is None
    again = midway.plain.click(choices_of(midway.first)[0])
    assert again["outcome"] == "engine_unavailable"
    assert [choice["label"] for choice in choices_of(again)] == ["再试一次", "转人工"]

    answer = say_in_time(midway.guided, "给孩子，六岁")
    assert (answer["outcome"], "前面说的都在" in text_of(answer)) == ("engine_unavailable", True)
    field = say_in_time(midway.form, "上个星期三")
    assert (field["outcome"], "前面填的都还在" in text_of(field)) == ("engine_unavailable", True)
    assert midway.held.say("材料被退回来了")["replies"][0]["kind"] == "delivered"
    return [plain, again]


def everything_goes_on(midway: Midway) -> None:
    """部件回来以后，各从原处接着。"""
    turn = midway.guided.say("给孩子，六岁")
    assert turn["outcome"] == "clarify_scenario"
    assert turn["understanding"]["item"] == midway.asked["understanding"]["item"]
    assert "未满16周岁的孩子" in text_of(midway.guided.say("第二个"))

    for _ in range(2):  # 没有等到答复，又发了一次：只算一次
        turn = midway.form.say("上个星期三")
        assert turn["replies"][-1]["data"]["form"]["asks"] == "whom"
    for _ in range(2):
        turn = midway.form.say("跳过")
    turn = press(midway.form, turn, "同意")
    assert "时间：上个星期三" in text_of(turn)
    assert "地点：天河区体育西路" in text_of(turn)
    tickets = [press(midway.form, turn, "提交")["replies"][0]["data"]["ticket"] for _ in range(2)]
    assert tickets[0] == tickets[1]
    content = midway.agent.get(f"/tickets/{tickets[0]['number']}")["content"]
    assert (content["when"], content["where"]) == ("上个星期三", "天河区体育西路")

    midway.agent.post(f"/handovers/{midway.handover}/messages", text="退回的理由是什么")
    assert "退回的理由是什么" in str(midway.held.history())
    assert midway.held.say("说缺照片")["replies"][0]["kind"] == "delivered"
    midway.agent.post(f"/handovers/{midway.handover}/end", ending="solved")
    assert midway.held.say("护照丢了怎么补")["outcome"] == "clarify_scenario"


def test_the_engine_is_killed(stack: Service, midway: Midway) -> None:
    before = len(stack.pids("rasa"))
    stack.kill("rasa")
    gone = speak_while_it_is_gone(midway)
    status, parts = stack.health()
    assert status == 503
    assert [name for name, part in parts.items() if not part["ok"]] == ["rasa"]
    assert "Rasa" in parts["rasa"]["detail"]
    wait_back(stack, "rasa", before)
    repeated = midway.plain.say("再说一遍")
    assert [reply["text"] for reply in repeated["replies"]] == [reply["text"] for reply in midway.first["replies"]]
    done = midway.plain.click(choices_of(gone[1])[0])
    assert done["outcome"] in ABOUT_AN_ITEM
    assert done["understanding"]["item"] == midway.first["understanding"]["item"]
    assert [message["turn"] for message in midway.plain.history()] == [midway.first, *gone, repeated, done]
    everything_goes_on(midway)


def test_the_action_server_is_killed(stack: Service, midway: Midway) -> None:
    before = len(stack.pids("actions"))
    stack.kill("actions")
    speak_while_it_is_gone(midway)
    assert not stack.health()[1]["actions"]["ok"]
    wait_back(stack, "actions", before)
    assert midway.plain.say("那要多少钱")["understanding"]["item"] == midway.first["understanding"]["item"]
    everything_goes_on(midway)


def test_the_door_is_killed(stack: Service, midway: Midway) -> None:
    before = len(stack.pids("api"))
    stack.kill("api")
    wait_back(stack, "api", before)
    assert [message["turn"] for message in midway.plain.history()] == [midway.first]
    assert midway.plain.say("那要多少钱")["understanding"]["item"] == midway.first["understanding"]["item"]
    assert midway.held.say("材料被退回来了")["replies"][0]["kind"] == "delivered"
    everything_goes_on(midway)
