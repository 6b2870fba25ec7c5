"""情形引导走整条路：问的、打断的、改口的、不知道的。"""

from __future__ import annotations

import pytest

from tests.stack.visitor import Conversation, choices_of, shown_aspects, text_of


def asks(turn: dict[str, object]) -> dict[str, object]:
    """问情形的那一轮。"""
    assert turn["outcome"] == "clarify_scenario"
    return turn


def finished(talk: Conversation, turn: dict[str, object]) -> dict[str, object]:
    """逐句点头一个选项，直到答完。"""
    for _ in range(6):
        if turn["outcome"] != "clarify_scenario":
            break
        turn = talk.click(choices_of(turn)[0])
    return turn


def test_the_asking_ends_with_a_list_that_can_be_printed(talk: Conversation) -> None:
    turn = asks(talk.say("第一次给孩子办身份证要带什么材料"))
    done = finished(talk, turn)
    assert done["outcome"] == "answered"
    assert done["replies"][-1]["data"]["printable"] is True
    assert "您的情形：" in text_of(done)
    assert "materials" in shown_aspects(done)


def test_what_was_said_is_not_asked(talk: Conversation) -> None:
    turn = talk.say("我是给孩子补身份证，孩子六岁，人在外地，要带什么材料")
    assert turn["outcome"] == "answered"
    assert "未满16周岁的孩子" in text_of(turn)


def test_answers_are_typed_freely(talk: Conversation) -> None:
    turn = asks(talk.say("居民身份证补领要带什么材料"))
    turn = talk.say("给孩子，六岁")
    assert turn["outcome"] == "clarify_scenario"
    turn = talk.say("第二个")
    assert turn["outcome"] == "answered"
    assert "外省的现居住地" in text_of(turn)


@pytest.mark.parametrize("said", ["不知道", "都要"])
def test_not_knowing_gives_all(talk: Conversation, said: str) -> None:
    asks(talk.say("居民身份证补领要带什么材料"))
    assert talk.say(said)["outcome"] == "answered"


def test_an_interruption_and_back(talk: Conversation) -> None:
    turn = asks(talk.say("居民身份证补领要带什么材料"))
    fee = talk.say("要多少钱")
    assert (fee["outcome"], "每证40元" in text_of(fee)) == ("answered", True)
    other = talk.say("离婚要多久")
    assert other["understanding"]["item"]["name"] == "内地居民离婚登记"
    back = talk.say("刚才那个")
    assert back["outcome"] == "clarify_scenario"
    assert back["understanding"]["item"] == turn["understanding"]["item"]
    assert finished(talk, back)["outcome"] == "answered"


def test_stopping(talk: Conversation) -> None:
    asks(talk.say("居民身份证补领要带什么材料"))
    assert talk.say("算了")["outcome"] == "small_talk"


def test_another_person(talk: Conversation) -> None:
    turn = asks(talk.say("居民身份证补领要带什么材料"))
    finished(talk, turn)
    other = finished(talk, talk.say("那孩子呢"))
    assert "未满16周岁的孩子" in text_of(other)
    spouse = finished(talk, talk.say("那我爱人呢"))
    assert spouse["outcome"] == "answered"
    assert "未满16周岁的孩子" not in text_of(spouse)


def test_correcting_simplifying_and_pointing(talk: Conversation) -> None:
    talk.say("离婚要带什么材料")
    turn = finished(talk, talk.say("不是，我说的是居住证"))
    assert "居住证" in turn["understanding"]["item"]["name"]
    short = talk.say("说简单点")
    assert short["outcome"] == "small_talk"
    assert len(text_of(short)) < len(text_of(turn))
    again = talk.say("再说一遍")
    assert text_of(again) == text_of(turn)
    assert "第2项：" in text_of(talk.say("第二个是什么"))
