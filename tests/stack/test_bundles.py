"""生活里的一件事，走完整条路：铺开，点一步，说第几个，追问，换地方，再说一遍。"""

from __future__ import annotations

import httpx
import pytest

from tests.stack.visitor import Conversation, check_problem, choices_of, shown_aspects, text_of

EVENTS = {
    "我刚生了孩子": "birth",
    "我爸去世了": "death",
    "爷爷前天走了": "death",
    "我想开个小饭馆": "restaurant",
    "我失业了，要办什么": "unemployed",
    "家里很困难，能申请什么": "poverty",
    "看中了一套二手房，准备买下来，要办什么": "house_used",
}


@pytest.mark.parametrize(("text", "bundle"), EVENTS.items(), ids=EVENTS.keys())
def test_an_event_opens_its_bundle(talk: Conversation, text: str, bundle: str) -> None:
    turn = talk.say(text)
    assert turn["outcome"] == "answered"
    (reply,) = turn["replies"]
    assert (reply["kind"], reply["data"]["bundle"]["id"]) == ("bundle", bundle)
    assert reply["source"]["checked_on"]
    assert len(choices_of(turn)) == len(reply["data"]["steps"])


def test_a_death_is_met_quietly(talk: Conversation) -> None:
    text = text_of(talk.say("我爸去世了"))
    assert "恭喜" not in text
    assert not {"！", "!"} & set(text)


@pytest.mark.parametrize("text", ["孩子出生证明丢了怎么补", "刚生了孩子户口怎么上", "身份证丢了怎么补办"])
def test_a_specific_question_is_answered_by_one_item(talk: Conversation, text: str) -> None:
    assert all(reply["kind"] != "bundle" for reply in talk.say(text)["replies"])


def test_a_step_is_clicked_or_said(talk: Conversation) -> None:
    first = talk.say("我刚生了孩子")
    steps = first["replies"][0]["data"]["steps"]
    assert talk.click(choices_of(first)[1])["understanding"]["item"]["code"] == steps[1]["code"]
    talk.say("我刚生了孩子")
    assert talk.say("第二个")["understanding"]["item"]["code"] == steps[1]["code"]


def test_what_is_asked_next_is_asked_of_a_step(talk: Conversation) -> None:
    talk.say("我刚生了孩子")
    turn = talk.say("要多久能办好")
    assert turn["outcome"] == "clarify_item"
    assert "哪一步" in text_of(turn)
    assert shown_aspects(talk.click(choices_of(turn)[5])) == ["time_limit"]


def test_another_place_opens_the_same_event_there(talk: Conversation) -> None:
    talk.say("外地人到大城市打工要办哪些")
    turn = talk.say("在广州办")
    assert turn["replies"][0]["kind"] == "bundle"
    assert turn["understanding"]["region"] == "440100"
    assert "[广州市]" in text_of(turn)


def test_it_is_said_again(talk: Conversation) -> None:
    first = talk.say("我爸去世了")
    assert talk.say("再说一遍")["replies"] == first["replies"]


def test_the_bundles_are_had_over_http(client: httpx.Client) -> None:
    rows = client.get("/api/v1/bundles").json()
    assert "birth" in [row["id"] for row in rows]
    for row in rows:
        answer = client.get(f"/api/v1/bundles/{row['id']}", params={"region": "440106"})
        assert answer.status_code == 200
        assert answer.json()["missing"] == []
    check_problem(client.get("/api/v1/bundles/nothing"), 404)
