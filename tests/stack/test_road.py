"""整条路：一句平常的话，到有出处的答复。前门、引擎、动作服务、目录都是真的。"""

from __future__ import annotations

import re

import httpx
import pytest

from tests.stack.service import Service
from tests.stack.visitor import Conversation, Visitor, choices_of, shown_aspects, text_of

LOST_CARD = "身份证丢了咋补，要带什么，几天能拿到"


def test_lost_identity_card_is_answered_from_the_catalogue(talk: Conversation, client: httpx.Client) -> None:
    turn = talk.ask(LOST_CARD)
    assert turn["outcome"] == "answered"
    assert turn["understanding"]["item"]["name"] == "居民身份证补领"
    assert {"materials", "time_limit"} <= set(shown_aspects(turn))
    row = client.get(f"/api/v1/items/{turn['understanding']['item']['code']}").json()
    said = text_of(turn)
    assert [one["name"] for one in row["materials"] if one["name"] not in said] == []
    limit = row["statutory_limit"]
    assert re.search(rf"法定办结时限：{limit['value']:g}个?{limit['unit']}", said)
    assert "承诺办结时限：" in said


def test_answer_names_its_source_and_offers_what_to_ask_next(talk: Conversation) -> None:
    turn = talk.say(LOST_CARD)
    reply = turn["replies"][0]
    source = reply["source"]
    assert source["name"] in reply["text"]
    assert source["checked_on"] in reply["text"]
    assert source["url"].startswith("http")
    assert choices_of(turn)
    assert all(choice["label"] and choice["payload"] for choice in choices_of(turn))


def test_understanding_lists_what_was_weighed(talk: Conversation) -> None:
    meant = talk.say(LOST_CARD)["understanding"]
    assert meant["scope"] == "in"
    assert meant["candidates"][0]["code"] == meant["item"]["code"]
    assert meant["categories"][0]["name"] in ("证件办理", "户籍办理")
    scores = [one["score"] for one in meant["categories"]]
    assert scores == sorted(scores, reverse=True)


ANSWERED = (
    # 说法, 事项的名称, 要答到的方面
    ("结婚登记要带什么材料", "内地居民结婚登记", "materials"),
    ("离婚要多久", "内地居民离婚登记", "time_limit"),
    ("驾照到期了怎么换，多少钱", "机动车驾驶证期满换证", "fee"),
    ("補領身份證要多少錢", "居民身份证补领", "fee"),
    ("临时身份证去哪办", "临时居民身份证申领", "place"),
)


@pytest.mark.parametrize(("text", "name", "aspect"), ANSWERED)
def test_plain_questions_find_their_item(talk: Conversation, text: str, name: str, aspect: str) -> None:
    turn = talk.ask(text)
    assert (turn["outcome"], turn["understanding"]["item"]["name"]) == ("answered", name)
    assert aspect in shown_aspects(turn)


OTHERWISE = (
    # 说法, 结局, 答复里要有的字
    ("今天天气怎么样", "out_of_scope", "身份证"),
    ("帮我写一首诗", "out_of_scope", "我能查"),
    ("举报无证诊所", "complaint_taken", "12345"),
    ("我要投诉窗口工作人员态度恶劣", "complaint_taken", "12345"),
    ("转人工", "handed_off", "12345"),
    ("谢谢", "small_talk", "不客气"),
    ("你好", "small_talk", "您好"),
    ("你能做什么", "small_talk", "来源"),
    ("再见", "small_talk", "再见"),
)


@pytest.mark.parametrize(("text", "outcome", "words"), OTHERWISE)
def test_other_things_people_say_end_in_their_own_outcome(
    talk: Conversation, text: str, outcome: str, words: str
) -> None:
    turn = talk.say(text)
    assert turn["outcome"] == outcome
    assert words in text_of(turn)


def test_what_the_catalogue_lacks_is_not_made_up(talk: Conversation) -> None:
    turn = talk.say("核电站反应堆操纵员执照怎么申请")
    assert turn["outcome"] in ("no_match", "clarify_item")
    assert turn["understanding"]["item"] is None
    assert all(reply["source"] is None for reply in turn["replies"])


def test_greeting_comes_with_questions_that_can_be_asked(visitor: Visitor) -> None:
    greeting = visitor.begin().opened["greeting"]
    assert "12345" in greeting["text"]
    assert greeting["choices"]


@pytest.mark.parametrize("channel", ["web", "miniprogram", "wechat", "hotline"])
def test_every_channel_gets_the_same_answer(visitor: Visitor, channel: str) -> None:
    turn = visitor.begin(channel=channel).say("结婚登记要带什么材料")
    assert turn["understanding"]["item"]["name"] == "内地居民结婚登记"


def test_good_turns_leave_no_error_in_any_log(stack: Service, talk: Conversation) -> None:
    logs = sorted((stack.home / "log").glob("*.log"))
    before = {log: log.stat().st_size for log in logs}
    for text in (LOST_CARD, "那要多少钱", "换成护照呢", "在广州办", "转人工", "谢谢", "登记", "第二个"):
        talk.say(text)
    fresh = "".join(log.read_bytes()[before[log] :].decode() for log in logs)
    assert [line for line in fresh.splitlines() if "ERROR" in line or "Traceback" in line] == []
