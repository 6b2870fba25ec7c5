"""情形引导：先给都一样的，再一句一句问；说过的不问；问完给这种情形的清单。"""

from __future__ import annotations

import pytest

from knowledge.search import Found
from knowledge.words import say
from tests.actions.fakes import found, make_desk
from tests.actions.guided import (
    CARD,
    LOCAL_CARD,
    PASSPORT,
    PLAIN,
    RENEWAL,
    REPLACED,
    Talk,
    labels_of,
    lines_of,
    text_of,
)

SAID: dict[str, Found] = {
    "身份证丢了要带什么": found(CARD),
    "给孩子补身份证，孩子六岁，人在外地": found(CARD),
    "换身份证": found(RENEWAL),
    "身份证丢了怎么换": found(RENEWAL),
    "护照要带什么": found(PASSPORT),
    "结婚登记要带什么": found(PLAIN),
    "补通行证": found(REPLACED),
    "补身份证多少钱": found(CARD),
}
DESK = make_desk(CARD, RENEWAL, PASSPORT, PLAIN, REPLACED, answers=SAID)
WITH_CANTON = make_desk(CARD, LOCAL_CARD, RENEWAL, answers=SAID | {"身份证在广州补": found(LOCAL_CARD)})


def asked(talk: Talk) -> Talk:
    talk.say("身份证丢了要带什么", aspects=["materials"])
    return talk


def test_first_what_is_the_same_for_all_then_one_question() -> None:
    turn = Talk(DESK).say("身份证丢了要带什么", aspects=["materials"])
    assert turn["outcome"] == "clarify_scenario"
    assert turn["understanding"]["item"]["code"] == CARD.code
    facts, question = turn["replies"]
    assert facts["data"]["sections"][0]["lines"] == ["1. 照片", say("clarify_scenario.rest")]
    assert facts["source"]["name"]
    assert "给谁补？" in question["text"]
    assert labels_of(turn) == ["满16周岁的本人", "未满16周岁的孩子", say("clarify_scenario.all")]


def test_one_question_a_turn_until_the_list_of_this_case() -> None:
    talk = asked(Talk(DESK))
    second = talk.click("未满16周岁的孩子")
    assert second["outcome"] == "clarify_scenario"
    assert len(second["replies"]) == 1
    done = talk.click("外省的现居住地")
    assert done["outcome"] == "answered"
    assert lines_of(done, "materials") == ["1. 照片", "2. 居住证", "3. 监护证明（原件1份）"]
    assert lines_of(done, "fee") == ["工本费：每证40元"]
    assert lines_of(done, "time_limit")
    assert lines_of(done, "place") == ["派出所"]
    assert "您的情形：未满16周岁的孩子 · 外省的现居住地" in text_of(done)
    assert "由监护人代为办理" in text_of(done)
    data = done["replies"][0]["data"]
    assert data["printable"] is True
    assert data["case"]["labels"] == ["未满16周岁的孩子", "外省的现居住地"]
    assert data["case"]["complete"] is True
    assert talk.slots["cases"][-1]["asking"] is None


@pytest.mark.parametrize(
    "answers",
    [
        ("第二个", "第一个"),
        ("孩子", "户籍地"),
        ("是给孩子办的，六岁", "回老家办"),
        ("未满16周岁", "户籍地的"),
    ],
)
def test_answers_can_be_typed_freely(answers: tuple[str, str]) -> None:
    talk = asked(Talk(DESK))
    for said in answers:
        turn = talk.say(said, act="out_of_scope")
    assert turn["outcome"] == "answered"
    assert lines_of(turn, "materials") == ["1. 照片", "2. 居民户口簿", "3. 监护证明（原件1份）"]


def test_what_was_said_with_the_question_is_not_asked() -> None:
    turn = Talk(DESK).say("给孩子补身份证，孩子六岁，人在外地", aspects=["materials"])
    assert turn["outcome"] == "answered"
    assert turn["replies"][0]["data"]["case"]["labels"] == ["未满16周岁的孩子", "外省的现居住地"]


def test_what_was_told_of_the_person_holds_for_other_items() -> None:
    talk = Talk(DESK)
    talk.say("给孩子补身份证，孩子六岁，人在外地", aspects=["materials"])
    turn = talk.say("护照要带什么", aspects=["materials"])
    assert turn["outcome"] == "answered"
    assert lines_of(turn, "materials") == ["1. 护照照片", "2. 监护人身份证"]


def test_a_clicked_answer_holds_for_other_items() -> None:
    talk = asked(Talk(DESK))
    talk.click("未满16周岁的孩子")
    talk.click("户籍地")
    assert talk.say("护照要带什么", aspects=["materials"])["outcome"] == "answered"


def test_losing_a_thing_is_not_carried_to_another_thing() -> None:
    talk = asked(Talk(DESK))
    turn = talk.say("换身份证", aspects=["fee"])
    assert turn["outcome"] == "clarify_scenario"


@pytest.mark.parametrize("said", ["不知道", "都要", "不清楚", "都列出来吧"])
def test_not_knowing_gives_every_case(said: str) -> None:
    turn = asked(Talk(DESK)).say(said, act="out_of_scope")
    assert turn["outcome"] == "answered"
    lines = lines_of(turn, "materials")
    assert lines[0] == "1. 照片"
    assert lines[1] == "2. 居民户口簿（“户籍地”时要）"
    assert lines[3] == "4. 监护证明（原件1份，“未满16周岁的孩子”时要）"
    assert say("case.everything") in text_of(turn)
    talk = asked(Talk(DESK))
    assert talk.click(say("clarify_scenario.all"))["replies"] == turn["replies"]


def test_what_does_not_depend_is_answered_at_once() -> None:
    assert Talk(DESK).say("补身份证多少钱", aspects=["fee"])["outcome"] == "answered"
    assert Talk(DESK).say("补身份证多少钱", aspects=["time_limit"])["outcome"] == "answered"


def test_an_interruption_is_answered_and_the_asking_goes_on() -> None:
    talk = asked(Talk(DESK))
    turn = talk.say("要多少钱", act="follow", aspects=["fee"])
    assert (turn["outcome"], lines_of(turn, "fee")) == ("answered", ["工本费：每证40元"])
    assert say("case.go_on", name=CARD.name) in labels_of(turn)
    assert talk.say("未满16周岁的孩子", act="out_of_scope")["outcome"] == "clarify_scenario"
    assert talk.click("户籍地")["outcome"] == "answered"


@pytest.mark.parametrize("back", ["刚才那个", "继续刚才的", "回到刚才的问题", "继续吧"])
def test_another_item_between_and_back_again(back: str) -> None:
    talk = asked(Talk(DESK))
    talk.click("满16周岁的本人")
    between = talk.say("结婚登记要带什么", aspects=["materials"])
    assert between["understanding"]["item"]["code"] == PLAIN.code
    turn = talk.say(back, act="out_of_scope")
    assert turn["outcome"] == "clarify_scenario"
    assert turn["understanding"]["item"]["code"] == CARD.code
    assert "在哪里办？" in text_of(turn)
    assert talk.say("户籍地")["outcome"] == "answered"


def test_the_button_leads_back_too() -> None:
    talk = asked(Talk(DESK))
    talk.say("结婚登记要带什么", aspects=["materials"])
    turn = talk.click(say("case.go_on", name=CARD.name))
    assert (turn["outcome"], turn["understanding"]["item"]["code"]) == ("clarify_scenario", CARD.code)


def test_the_earlier_item_can_be_named_as_that_one() -> None:
    talk = asked(Talk(DESK))
    talk.click("满16周岁的本人")
    talk.click("户籍地")
    talk.say("结婚登记要带什么", aspects=["materials"])
    assert talk.say("刚才那个呢", act="follow")["understanding"]["item"]["code"] == CARD.code


@pytest.mark.parametrize("said", ["算了", "不问了", "取消", "不用了"])
def test_stopping_ends_the_asking(said: str) -> None:
    talk = asked(Talk(DESK))
    assert talk.say(said, act="deny")["outcome"] == "small_talk"
    assert talk.slots["cases"] == []
    turn = talk.say("要多少钱", act="follow", aspects=["fee"])
    assert (turn["outcome"], labels_of(turn).count(say("case.go_on", name=CARD.name))) == ("answered", 0)


def test_nothing_waiting_says_so() -> None:
    assert text_of(Talk(DESK).say("继续刚才的", act="affirm")) == say("case.nothing_waiting")


def test_an_option_of_another_item_leads_there() -> None:
    talk = Talk(DESK)
    assert talk.say("换身份证", aspects=["process"])["outcome"] == "clarify_scenario"
    turn = talk.click("丢了")
    assert turn["understanding"]["item"]["code"] == CARD.code
    assert turn["replies"][0]["text"] == say("case.leads", label="丢了", name=CARD.name)
    assert turn["outcome"] == "clarify_scenario"
    assert [one["item"] for one in talk.slots["cases"]] == [CARD.code]
    told = Talk(DESK).say("身份证丢了怎么换", aspects=["materials"])
    assert told["understanding"]["item"]["code"] == CARD.code


def test_an_item_the_catalogue_lacks_is_said_to_be_lacking() -> None:
    talk = Talk(DESK)
    talk.say("补通行证", aspects=["materials"])
    turn = talk.click("只办签注")
    assert turn["outcome"] == "answered"
    assert "目录里还没有" in turn["replies"][0]["text"]
    assert turn["replies"][0]["source"] is None


def test_the_fee_of_the_case_alone() -> None:
    talk = Talk(DESK)
    assert talk.say("换身份证", aspects=["fee"])["outcome"] == "clarify_scenario"
    done = talk.say("坏了")
    assert lines_of(done, "fee") == ["工本费：每证40元"]
    assert "每证20元" not in text_of(done)


def test_another_person_is_another_case() -> None:
    talk = asked(Talk(DESK))
    talk.click("满16周岁的本人")
    talk.click("户籍地")
    turn = talk.say("那孩子呢", act="follow")
    assert turn["outcome"] == "clarify_scenario"
    assert "在哪里办？" in text_of(turn)
    done = talk.say("户籍地")
    assert "监护证明" in text_of(done)


def test_another_person_where_nothing_is_set_apart() -> None:
    talk = Talk(DESK)
    talk.say("结婚登记要带什么", aspects=["materials"])
    turn = talk.say("那我爱人呢", act="out_of_scope")
    assert (turn["outcome"], turn["understanding"]["item"]["code"]) == ("answered", PLAIN.code)
    assert text_of(turn).startswith(say("case.same"))


def test_a_case_can_be_changed_afterwards() -> None:
    talk = asked(Talk(DESK))
    talk.click("满16周岁的本人")
    talk.click("户籍地")
    turn = talk.say("我人在外地", act="out_of_scope")
    assert turn["replies"][0]["data"]["case"]["labels"] == ["满16周岁的本人", "外省的现居住地"]
    again = talk.click(say("case.again"))
    assert again["outcome"] == "clarify_scenario"
    assert "给谁补？" in text_of(again)


def test_an_old_button_changes_the_answer() -> None:
    talk = asked(Talk(DESK))
    talk.click("满16周岁的本人")
    talk.click("户籍地")
    turn = talk.send("choose", item=CARD.code, question="age", option="child")
    assert turn["replies"][0]["data"]["case"]["labels"] == ["未满16周岁的孩子", "户籍地"]


@pytest.mark.parametrize(
    "values", [{"question": "没有", "option": "x"}, {"question": "age", "option": "x"}, {"option": "x"}]
)
def test_a_button_that_no_longer_fits_is_asked_anew(values: dict[str, str]) -> None:
    turn = Talk(DESK).send("choose", item=CARD.code, **values)
    assert turn["outcome"] == "clarify_scenario"
    assert Talk(DESK).send("choose", item="没有", **values)["outcome"] == "no_match"


def test_another_place_has_its_own_questions_and_keeps_what_was_told() -> None:
    talk = asked(Talk(WITH_CANTON))
    talk.click("未满16周岁的孩子")
    turn = talk.say("在广州办", act="change_region", region="440100", regions=["440100"])
    assert turn["understanding"]["item"]["code"] == LOCAL_CARD.code
    assert "户口在哪里？" in text_of(turn)
    done = talk.say("广州")
    assert done["replies"][0]["data"]["case"]["labels"] == ["未满16周岁的孩子", "广州"]
    assert lines_of(done, "materials") == ["1. 广州户口簿", "2. 广州监护证明"]
    assert done["replies"][0]["source"]["region"] == "440100"


def test_where_the_person_is_registered_need_not_be_asked() -> None:
    talk = Talk(WITH_CANTON, region="440100")
    roles = {"registered": "430000", "living": "440100"}
    turn = talk.say("身份证在广州补", aspects=["materials"], region="440100", regions=["440100"], region_roles=roles)
    assert "给谁补？" in text_of(turn)
    done = talk.say("满16周岁的本人")
    assert done["replies"][0]["data"]["case"]["labels"] == ["满16周岁的本人", "外省"]


def test_a_new_question_amid_the_asking_is_not_taken_for_an_answer() -> None:
    talk = asked(Talk(DESK))
    turn = talk.say("护照要带什么", aspects=["materials"])
    assert turn["understanding"]["item"]["code"] == PASSPORT.code


def test_a_complaint_amid_the_asking_is_a_complaint() -> None:
    assert asked(Talk(DESK)).say("投诉派出所不给孩子办", act="complaint")["outcome"] == "complaint_taken"
    assert asked(Talk(DESK)).say("转人工", act="ask_person")["outcome"] == "handed_off"


def test_said_simply_names_only() -> None:
    talk = asked(Talk(DESK))
    talk.click("未满16周岁的孩子")
    talk.click("户籍地")
    turn = talk.say("说简单点", act="repeat")
    assert turn["outcome"] == "small_talk"
    assert "要带的材料：照片、居民户口簿、监护证明" in turn["replies"][0]["text"]
    assert "原件" not in text_of(turn)
    assert turn["replies"][0]["source"]["name"]


def test_the_second_of_a_list_is_told_again() -> None:
    talk = Talk(DESK)
    talk.say("结婚登记要带什么", aspects=["materials"])
    turn = talk.say("第二个", act="choose")
    assert (turn["outcome"], "第2项：身份证" in text_of(turn)) == ("small_talk", True)
    assert turn["replies"][0]["source"]["name"]
    assert talk.say("第九个", act="choose")["outcome"] == "clarify_item"


def test_who_asks_more_is_not_kept_waiting() -> None:
    """一句里还问了几天能拿到：一次答全，各种情形的都列，后面附一句，点了照样收窄。"""
    talk = Talk(DESK)
    turn = talk.say("身份证丢了要带什么", aspects=["materials", "time_limit"])
    assert turn["outcome"] == "answered"
    (reply,) = turn["replies"]
    assert [one.split("（")[0] for one in lines_of(turn, "materials")] == [
        "1. 照片",
        "2. 居民户口簿",
        "3. 居住证",
        "4. 监护证明",
    ]
    assert lines_of(turn, "time_limit")
    assert "给谁补？" in reply["text"]
    assert reply["text"].splitlines()[-1].startswith("来源：")
    assert labels_of(turn) == ["满16周岁的本人", "未满16周岁的孩子", say("clarify_scenario.all")]
    assert talk.click("未满16周岁的孩子")["outcome"] == "clarify_scenario"
    assert lines_of(talk.click("户籍地"), "materials") == ["1. 照片", "2. 居民户口簿", "3. 监护证明（原件1份）"]
