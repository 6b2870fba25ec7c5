"""不查目录的话：寒暄、帮助、再说一遍、转人工、不在范围。"""

from __future__ import annotations

import pytest

from actions import talking
from actions.desk import Desk
from actions.road import answer_turn
from knowledge.taxonomy.acts import make_payload, parse_payload
from knowledge.words import say
from tests.actions.fakes import clicked, found, make_desk, make_item, make_state, told, typed
from tests.actions.guided import Talk

ID = make_item(1, "居民身份证补领", fees=[], phone="020-12345", materials=[{"name": "户口簿"}])
SILENT = make_item(2, "居民身份证换领", fees=[])


@pytest.mark.parametrize(
    ("act", "words"),
    [("greet", "greet"), ("thank", "thank"), ("bye", "bye"), ("guide", "help"), ("affirm", "affirm"), ("deny", "deny")],
)
def test_small_talk_has_its_words(act: str, words: str) -> None:
    turn = getattr(talking, act)(make_desk(), make_state(act))
    assert (turn.outcome, turn.replies[0].text) == ("small_talk", say(f"small_talk.{words}"))
    assert turn.item is None
    assert all(parse_payload(choice.payload) for choice in turn.replies[0].choices)


def test_yes_to_the_only_offer_is_that_offer() -> None:
    state = make_state("affirm", "好的", offered=(make_payload("choose", item=ID.code, aspect="fee"),))
    turn = talking.affirm(make_desk(ID), state)
    assert turn.outcome == "answered"
    state = make_state("affirm", "好的", offered=(make_payload("choose", item=ID.code),) * 2)
    assert talking.affirm(make_desk(ID), state).outcome == "small_talk"


def test_no_forgets_what_was_offered() -> None:
    assert talking.deny(make_desk(), make_state("deny", offered=("/help{}",))).remember == {"offered": []}


def test_a_new_start_forgets_the_item_but_not_the_place() -> None:
    remember = talking.restart(make_desk(), make_state("restart", item=ID.code, region="440100")).remember
    kept = {"aspects": [], "offered": [], "ties": [], "cases": [], "facts": {}, "form": None}
    assert remember == {"item": None, "pending": None, **kept}


def test_said_again_is_said_the_same() -> None:
    desk = make_desk(ID, answers={"补身份证": found(ID)})
    first, slots = answer_turn(desk, "ask", typed("ask", "补身份证", aspects=["fee"]))
    again, kept = answer_turn(desk, "repeat", typed("repeat", "再说一遍", slots) | told(first))
    assert again["outcome"] == "small_talk"
    assert again["replies"] == first["replies"]
    twice, _ = answer_turn(desk, "repeat", typed("repeat", "再说一遍", {**slots, **kept}) | told(first, again))
    assert twice["replies"] == first["replies"]


def test_thanks_in_between_do_not_hide_what_was_said() -> None:
    desk = make_desk(ID, answers={"补身份证": found(ID)})
    first, slots = answer_turn(desk, "ask", typed("ask", "补身份证"))
    said = [first]
    for act in ("thank", "out_of_scope", "greet"):
        turn, kept = answer_turn(desk, act, typed(act, "话", slots))
        said.append(turn)
        slots |= kept
    tracker = typed("repeat", "再说一遍", slots) | told(*said)
    assert answer_turn(desk, "repeat", tracker)[0]["replies"] == first["replies"]


def test_nothing_said_yet_cannot_be_repeated() -> None:
    turn = talking.repeat(make_desk(), make_state("repeat"))
    assert turn.replies[0].text == say("small_talk.repeat_nothing")


@pytest.mark.parametrize(("item", "lines"), [(None, 1), (ID, 2), (SILENT, 1)])
def test_a_person_is_12345_and_the_items_own_phone(item: object, lines: int) -> None:
    state = make_state("ask_person", item=getattr(item, "code", None))
    turn = talking.ask_person(make_desk(ID, SILENT), state)
    assert turn.outcome == "handed_off"
    assert len(turn.replies[0].text.splitlines()) == lines
    assert "12345" in turn.replies[0].text
    assert ("020-12345" in turn.replies[0].text) is (item is ID)


def test_out_of_scope_says_what_can_be_asked() -> None:
    turn = talking.out_of_scope(make_desk(), make_state("out_of_scope", "写首诗"))
    assert (turn.outcome, turn.replies[0].text) == ("out_of_scope", say("out_of_scope.text"))
    assert turn.replies[0].source is None


def test_help_can_be_clicked() -> None:
    turn, _ = answer_turn(make_desk(), "help", clicked("help"))
    assert turn["outcome"] == "small_talk"


def test_only_of_which_kind_is_the_same_done_for_that_kind(starter_desk: Desk) -> None:
    talk = Talk(starter_desk)
    assert talk.say("个体户怎么注销", aspects=["process"])["understanding"]["item"]["name"] == "个体工商户注销登记"
    turn = talk.say("公司的", "out_of_scope")
    assert turn["understanding"]["item"]["name"] == "公司注销登记"


@pytest.mark.parametrize("said", ["猫的", "那猫的呢"])
def test_a_kind_the_catalogue_does_not_part_is_said_not_answered(starter_desk: Desk, said: str) -> None:
    talk = Talk(starter_desk)
    assert talk.say("养犬登记")["understanding"]["item"]["name"] == "养犬登记"
    turn = talk.say(said, "out_of_scope")
    assert turn["outcome"] == "no_match"
    assert turn["understanding"]["item"] is None
    assert "“养犬登记”没有单独写“猫”" in turn["replies"][0]["text"]


def test_of_a_kind_with_nothing_at_hand_is_out_of_scope(starter_desk: Desk) -> None:
    assert Talk(starter_desk).say("公司的", "out_of_scope")["outcome"] == "out_of_scope"
