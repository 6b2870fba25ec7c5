"""停了很久再来，走整条路：把引擎记着的时刻拨回去，就像过了这么久，不用等。"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import httpx
import pytest

from tests.stack.service import AGENT_TOKEN, Service
from tests.stack.visitor import Agent, Conversation, Turn, choices_of, text_of

CARD = "居民身份证补领要带什么材料"
STORY = "我要投诉健身房跑路不退钱，帮我登记"
DAY = 24.0


def rewind(stack: Service, talk: Conversation, hours: float) -> None:
    """引擎记着的上一句，挪到这么多小时以前。"""
    with closing(sqlite3.connect(stack.home / "tracker.db", timeout=10)) as database, database:
        own = {"name": talk.opened["id"]}
        (kept,) = database.execute("SELECT kept FROM dialogues WHERE sender_id = :name", own).fetchone()
        events = json.loads(kept)
        for event in events:
            if event["event"] == "user":
                event["timestamp"] -= hours * 3600
        database.execute(
            "UPDATE dialogues SET kept = :kept WHERE sender_id = :name", own | {"kept": json.dumps(events)}
        )


def press(talk: Conversation, turn: Turn, label: str) -> Turn:
    (choice,) = [one for one in choices_of(turn) if one["label"] == label]
    return talk.click(choice)


def test_after_hours_a_guided_case_goes_on_with_a_reminder(stack: Service, talk: Conversation) -> None:
    asked = talk.say(CARD)
    rewind(stack, talk, 5)
    turn = talk.say("给孩子，六岁")
    first = text_of(turn).splitlines()[0]
    assert first.endswith("说到：居民身份证补领")
    assert turn["outcome"] == "clarify_scenario"
    assert turn["understanding"]["item"] == asked["understanding"]["item"]
    assert "说到" not in text_of(talk.say("第二个")).splitlines()[0]


def test_after_hours_it_still_says_it_again(stack: Service, talk: Conversation) -> None:
    first = talk.ask("离婚要多久")
    rewind(stack, talk, 3)
    talk.say("谢谢")
    assert text_of(first) in text_of(talk.say("再说一遍"))


@pytest.mark.parametrize("said", ["要多少钱", "去哪办", "在广州办", "再说一遍", "那我爱人呢"])
def test_after_a_day_what_leans_on_yesterday_is_held_until_yes(stack: Service, talk: Conversation, said: str) -> None:
    first = talk.ask(CARD)
    rewind(stack, talk, 2 * DAY)
    asked = talk.say(said)
    assert text_of(asked) == "上次（前天）说到居民身份证补领，接着办吗？"
    turn = press(talk, asked, "接着说")
    assert "居民身份证补领" in text_of(turn)
    assert turn["outcome"] in ("answered", "clarify_scenario", "small_talk")
    if said == "在广州办":
        assert turn["understanding"]["region"] == "440100"
    else:
        assert (turn["understanding"]["item"] or first["understanding"]["item"]) == first["understanding"]["item"]


@pytest.mark.parametrize("said", ["离婚要带什么材料", "护照丢了怎么补", "我刚生了孩子", "公积金"])
def test_after_a_day_a_new_question_is_simply_answered(stack: Service, talk: Conversation, said: str) -> None:
    fresh = Conversation(talk.client, talk.client.post("/api/v1/conversations", json={"channel": "web"}).json())
    expected = fresh.say(said)
    talk.ask(CARD)
    rewind(stack, talk, 2 * DAY)
    turn = talk.say(said)
    assert (turn["outcome"], text_of(turn)) == (expected["outcome"], text_of(expected))


def test_after_a_day_a_button_of_the_case_waits_for_yes(stack: Service, talk: Conversation) -> None:
    asked = talk.say(CARD)
    rewind(stack, talk, DAY)
    chosen = choices_of(asked)[1]
    assert "接着办吗？" in text_of(talk.click(chosen))
    done = talk.say("好的")
    assert (done["outcome"], done["understanding"]["item"]) == ("answered", asked["understanding"]["item"])
    assert chosen["label"] in text_of(done)


def test_after_a_day_a_new_start_forgets(stack: Service, talk: Conversation) -> None:
    talk.ask(CARD)
    rewind(stack, talk, DAY)
    press(talk, talk.say("要多少钱"), "重新开始")
    assert talk.say("要多少钱")["outcome"] == "clarify_item"


def test_a_form_half_filled_is_kept_over_days_with_what_was_really_said(
    stack: Service, client: httpx.Client, talk: Conversation
) -> None:
    talk.say(STORY)
    talk.say("天河区体育西路")
    talk.say("跳过")
    talk.say("跳过")
    rewind(stack, talk, 3 * DAY)
    held = talk.say("我的电话13800138000")
    assert "接着填吗？" in text_of(held)
    turn = press(talk, press(talk, held, "接着填"), "同意")
    assert "地点：天河区体育西路" in text_of(turn)
    ticket = press(talk, turn, "提交")["replies"][0]["data"]["ticket"]
    content = Agent(client, AGENT_TOKEN).get(f"/tickets/{ticket['number']}")["content"]
    assert (content["contact"], content["where"]) == ("我的电话13800138000", "天河区体育西路")
    assert "【联系方式】" in [message["text"] for message in talk.history()]
