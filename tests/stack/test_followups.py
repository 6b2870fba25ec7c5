"""接着问：省去的话从上文来，点按钮，选第几个，换一个事项。"""

from __future__ import annotations

import pytest

from tests.stack.visitor import ABOUT_AN_ITEM, Conversation, Visitor, choices_of, shown_aspects, text_of

LOST_CARD = "身份证丢了咋补，要带什么，几天能拿到"
UNSURE = "登记"
"""太短，够不上一个事项，会列出几个请人选。"""


def test_fee_is_asked_of_the_same_item(talk: Conversation) -> None:
    first = talk.say(LOST_CARD)
    turn = talk.say("那要多少钱")
    assert turn["outcome"] == "answered"
    assert turn["understanding"]["item"] == first["understanding"]["item"]
    assert shown_aspects(turn) == ["fee"]
    assert "每证40元" in text_of(turn)


def test_another_document_keeps_what_was_asked(talk: Conversation) -> None:
    talk.say(LOST_CARD)
    talk.say("那要多少钱")
    turn = talk.say("换成护照呢")
    assert turn["outcome"] == "answered"
    assert "护照" in turn["understanding"]["item"]["name"]
    assert shown_aspects(turn) == ["fee"]
    assert "每本120元" in text_of(turn)


NEXT_QUESTIONS = {
    "要带什么材料": "materials",
    "多久能办好": "time_limit",
    "要多少钱": "fee",
    "要什么条件": "conditions",
    "怎么办": "process",
    "去哪办": "place",
    "依据是什么": "basis",
}
"""按钮上的字，照着打出来也要听得懂。"""


@pytest.mark.parametrize(("text", "aspect"), NEXT_QUESTIONS.items(), ids=NEXT_QUESTIONS.values())
def test_words_of_a_button_can_be_typed(talk: Conversation, text: str, aspect: str) -> None:
    first = talk.say(LOST_CARD)
    turn = talk.say(text)
    assert turn["understanding"]["item"] == first["understanding"]["item"]
    assert aspect in shown_aspects(turn)


def test_correction_leaves_the_wrong_item(talk: Conversation) -> None:
    talk.say("离婚要带什么材料")
    turn = talk.say("不是，我说的是结婚")
    assert turn["understanding"]["item"]["name"] == "内地居民结婚登记"
    assert shown_aspects(turn) == ["materials"]


def test_thanks_between_questions_lose_nothing(talk: Conversation) -> None:
    first = talk.say(LOST_CARD)
    assert talk.say("谢谢")["outcome"] == "small_talk"
    assert talk.say("要多少钱")["understanding"]["item"] == first["understanding"]["item"]


def test_say_it_again_repeats_the_last_answer(talk: Conversation) -> None:
    first = talk.ask(LOST_CARD)
    again = talk.say("再说一遍")
    assert again["outcome"] == "small_talk"
    assert text_of(again) == text_of(first)
    assert again["replies"][0]["source"] == first["replies"][0]["source"]
    assert choices_of(again) == choices_of(first)


def test_say_it_again_before_anything_was_said(talk: Conversation) -> None:
    assert talk.say("再说一遍")["outcome"] == "small_talk"


def test_unsure_lists_items_and_the_second_can_be_named(talk: Conversation) -> None:
    asked = talk.say(UNSURE)
    assert asked["outcome"] == "clarify_item"
    named = [one["name"] for one in asked["replies"][0]["data"]["items"]]
    assert len(named) == len(choices_of(asked)) >= 2
    turn = talk.say("第二个")
    assert turn["outcome"] in ABOUT_AN_ITEM
    assert turn["understanding"]["item"]["name"] == named[1]
    assert turn["understanding"]["scope"] == "in"


def test_what_was_chosen_is_not_asked_again(talk: Conversation) -> None:
    chosen = talk.click(choices_of(talk.say(UNSURE))[1])
    again = talk.say(UNSURE)
    assert again["outcome"] in ABOUT_AN_ITEM
    assert again["understanding"]["item"] == chosen["understanding"]["item"]
    talk.say("重新开始")
    assert talk.say(UNSURE)["outcome"] == "clarify_item"


def test_unsure_lists_items_and_the_second_can_be_clicked(talk: Conversation) -> None:
    asked = talk.say(UNSURE)
    turn = talk.click(choices_of(asked)[1])
    named = asked["replies"][0]["data"]["items"][1]["name"]
    assert turn["outcome"] in ABOUT_AN_ITEM
    assert turn["understanding"]["item"]["name"] == named


@pytest.mark.parametrize("text", ["第二个", "第九个", "那要多少钱", "换成护照呢", "好的", "不是"])
def test_followup_with_nothing_before_it_is_asked_back(talk: Conversation, text: str) -> None:
    turn = talk.say(text)
    assert turn["outcome"] in ("clarify_item", "small_talk", *ABOUT_AN_ITEM)
    if turn["outcome"] in ABOUT_AN_ITEM:  # “换成护照呢”自己说了事项
        assert "护照" in turn["understanding"]["item"]["name"]


def test_start_over_forgets_the_item(talk: Conversation) -> None:
    talk.say(LOST_CARD)
    talk.say("重新开始")
    assert talk.say("要多少钱")["outcome"] == "clarify_item"


def test_person_is_offered_in_the_middle_of_an_item(talk: Conversation) -> None:
    talk.say(LOST_CARD)
    turn = talk.say("转人工")
    assert turn["outcome"] == "handed_off"
    assert "12345" in text_of(turn)


CLICKED = (LOST_CARD, UNSURE, "在鼓楼区怎么办身份证", "公积金", "今天天气怎么样", "你好", "举报无证诊所")


@pytest.mark.parametrize("text", CLICKED)
def test_every_button_of_a_turn_leads_somewhere(visitor: Visitor, text: str) -> None:
    talk = visitor.begin()
    for choice in choices_of(talk.say(text)):
        turn = talk.click(choice)
        assert turn["outcome"] not in ("engine_unavailable", "no_match"), choice
        for further in choices_of(turn)[:1]:
            assert talk.click(further)["outcome"] != "engine_unavailable", further


def test_every_button_of_the_greeting_leads_somewhere(visitor: Visitor) -> None:
    talk = visitor.begin()
    for choice in talk.opened["greeting"]["choices"]:
        assert talk.click(choice)["outcome"] in (*ABOUT_AN_ITEM, "clarify_item", "clarify_region", "small_talk"), choice


def test_two_people_do_not_hear_each_other(visitor: Visitor) -> None:
    one, other = visitor.begin(), visitor.begin()
    one.say(LOST_CARD)
    other.say("离婚要多久")
    assert one.say("要多少钱")["understanding"]["item"]["name"] == "居民身份证补领"
    assert other.say("要带什么材料")["understanding"]["item"]["name"] == "内地居民离婚登记"
