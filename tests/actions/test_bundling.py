"""说一件生活里的事：铺开；问具体的、追问的、换地方的，各走各的路。"""

from __future__ import annotations

from typing import Any

import pytest

from actions.desk import Desk
from actions.road import answer_turn
from tests.actions.fakes import make_desk, make_item, typed
from tests.actions.fakes import told as events
from tests.actions.guided import Talk

BIRTH = "我刚生了孩子，要办哪些手续"


def say(desk: Desk, act: str, text: str, slots: dict[str, Any] | None = None, **meant: Any) -> dict[str, Any]:
    return answer_turn(desk, act, typed(act, text, slots, **meant))[0]


def kind(turn: dict[str, Any]) -> tuple[str, str]:
    return turn["outcome"], turn["replies"][0]["kind"]


@pytest.mark.parametrize(
    ("text", "bundle"),
    [
        ("我刚生了孩子", "birth"),
        ("我爸去世了", "death"),
        ("我想开个小饭馆", "restaurant"),
        ("被公司裁员了", "unemployed"),
    ],
)
@pytest.mark.parametrize("act", ["ask", "out_of_scope", "follow", "change_item", "correct", "help", "change_region"])
def test_an_event_is_laid_out_however_it_was_classified(starter_desk: Desk, act: str, text: str, bundle: str) -> None:
    turn = say(starter_desk, act, text, scope="out" if act == "out_of_scope" else "in")
    assert kind(turn) == ("answered", "bundle")
    assert turn["replies"][0]["data"]["bundle"]["id"] == bundle
    assert turn["understanding"]["scope"] == "in"
    assert turn["understanding"]["item"] is None
    assert turn["understanding"]["candidates"]


@pytest.mark.parametrize("aspects", [[], ["process"]])
def test_an_event_told_again_while_a_case_is_asked_is_laid_out(starter_desk: Desk, aspects: list[str]) -> None:
    talk = Talk(starter_desk)
    talk.say("我刚生了孩子")
    asking = talk.say("第二个", "choose")
    assert asking["outcome"] == "clarify_scenario"
    again = talk.say("我刚生了孩子", aspects=aspects)
    assert kind(again) == ("answered", "bundle")


@pytest.mark.parametrize("text", ["孩子出生证明丢了怎么补", "刚生了孩子户口怎么上", "身份证丢了怎么补办"])
def test_a_specific_question_finds_its_item(starter_desk: Desk, text: str) -> None:
    turn = say(starter_desk, "ask", text)
    assert turn["replies"][0]["kind"] != "bundle"


@pytest.mark.parametrize("act", ["complaint", "ask_person", "greet", "thank"])
def test_other_acts_keep_their_own_answer(starter_desk: Desk, act: str) -> None:
    assert say(starter_desk, act, BIRTH)["replies"][0]["kind"] != "bundle"


def test_the_region_in_the_sentence_is_used_and_kept(starter_desk: Desk) -> None:
    tracker = typed("ask", "我刚到广州打工，要办什么", region="440100", regions=["440100"])
    turn, slots = answer_turn(starter_desk, "ask", tracker)
    assert turn["replies"][0]["data"]["region"] == "440100"
    assert slots["region"] == "440100"
    assert {step["region"] for step in turn["replies"][0]["data"]["steps"]} == {"000000", "440100"}


def test_an_event_ends_the_item_that_was_talked_about(starter_desk: Desk) -> None:
    slots = {"item": "BS00000000000000001BSP090000003", "aspects": ["materials"]}
    _, changed = answer_turn(starter_desk, "ask", typed("ask", "我爸去世了", slots))
    assert changed["item"] is None
    assert changed["aspects"] == []


def test_the_second_one_is_the_second_step(starter_desk: Desk) -> None:
    first, slots = answer_turn(starter_desk, "ask", typed("ask", BIRTH))
    for said, place in (("第二个", 1), ("第九个", 8), ("第7步", 6)):
        turn = say(starter_desk, "choose", said, slots)
        assert turn["understanding"]["item"]["code"] == first["replies"][0]["data"]["steps"][place]["code"]


def test_a_follow_up_asks_for_which_step_and_keeps_the_aspect(starter_desk: Desk) -> None:
    first, slots = answer_turn(starter_desk, "ask", typed("ask", BIRTH))
    tracker = typed("follow", "要多久", slots, aspects=["time_limit"]) | events(first)
    turn, kept = answer_turn(starter_desk, "follow", tracker)
    assert kind(turn) == ("clarify_item", "choices")
    assert len(turn["replies"][0]["choices"]) == len(first["replies"][0]["choices"])
    assert all('"aspect": "time_limit"' in choice["payload"] for choice in turn["replies"][0]["choices"])
    assert turn["replies"][0]["text"].splitlines()[1].startswith("1. ")
    assert kept["aspects"] == ["time_limit"]


def test_another_place_lays_the_same_event_out_there(starter_desk: Desk) -> None:
    first, slots = answer_turn(starter_desk, "ask", typed("ask", "外地人到大城市打工要办哪些"))
    assert first["replies"][0]["data"]["region"] is None
    tracker = typed("change_region", "在广州办", slots, region="440100", regions=["440100"]) | events(first)
    turn, kept = answer_turn(starter_desk, "change_region", tracker)
    assert kind(turn) == ("answered", "bundle")
    assert turn["replies"][0]["data"]["bundle"] == first["replies"][0]["data"]["bundle"]
    assert turn["replies"][0]["data"]["region"] == kept["region"] == "440100"


def test_said_again_it_is_the_same(starter_desk: Desk) -> None:
    first, slots = answer_turn(starter_desk, "ask", typed("ask", BIRTH))
    turn = answer_turn(starter_desk, "repeat", typed("repeat", "再说一遍", slots) | events(first))[0]
    assert turn["replies"] == first["replies"]


def test_a_catalogue_without_any_of_its_steps_searches_as_ever() -> None:
    desk = make_desk(make_item(1, "居民身份证补领"))
    turn = say(desk, "ask", BIRTH)
    assert kind(turn) == ("no_match", "no_match")
