"""停了很久再来：一小时以上提一句，一天以上问一句；什么也不丢，日子说得对。"""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.search import Found
from knowledge.words import say
from tests.actions.fakes import found, make_desk, make_item, unsure
from tests.actions.guided import CARD, PASSPORT, PLAIN, labels_of, text_of
from tests.actions.timed import Timed

SAID: dict[str, Found] = {
    "身份证丢了要带什么": found(CARD),
    "护照要带什么": found(PASSPORT),
    "结婚登记要带什么": found(PLAIN),
    "补办护照": found(PASSPORT),
    "登记": unsure(CARD, PLAIN),
}
DESK = make_desk(CARD, PASSPORT, PLAIN, answers=SAID)
ASKED = "（昨天）说到居民身份证补领，接着办吗？"


def married(talk: Timed) -> Timed:
    talk.say("结婚登记要带什么", aspects=["materials"])
    return talk


def guided(talk: Timed) -> Timed:
    talk.say("身份证丢了要带什么", aspects=["materials"])
    assert talk.slots["cases"][-1]["asking"] == "age"
    return talk


def first_line(turn: dict[str, Any]) -> str:
    return str(turn["replies"][0]["text"]).splitlines()[0]


WHEN = [
    # 停到什么时候, 第一行怎样说
    ((2026, 11, 22, 11, 1), "刚才说到：结婚登记"),
    ((2026, 11, 22, 12, 59), "刚才说到：结婚登记"),
    ((2026, 11, 22, 18, 0), "今天早些时候说到：结婚登记"),
    ((2026, 11, 23, 0, 1), "昨天说到：结婚登记"),
    ((2026, 11, 23, 9, 59), "昨天说到：结婚登记"),
]


@pytest.mark.parametrize(("when", "line"), WHEN)
def test_after_an_hour_a_follow_up_is_answered_with_a_reminder(when: tuple[int, ...], line: str) -> None:
    talk = married(Timed(DESK)).until(*when)
    turn = talk.say("要钱吗", "follow", aspects=["fee"])
    assert (turn["outcome"], turn["understanding"]["item"]["code"]) == ("answered", PLAIN.code)
    assert first_line(turn) == line
    assert "说到" not in text_of(talk.say("多久", "follow", aspects=["time_limit"]))


def test_within_the_hour_nothing_is_said() -> None:
    turn = married(Timed(DESK)).until(2026, 11, 22, 10, 59).say("要钱吗", "follow", aspects=["fee"])
    assert "说到" not in text_of(turn)


@pytest.mark.parametrize("when", [(2026, 11, 22, 15, 0), (2026, 11, 25, 9, 0)])
def test_a_new_question_is_answered_as_if_nothing_had_been_said(when: tuple[int, ...]) -> None:
    talk = married(Timed(DESK, "440100")).until(*when)
    fresh = Timed(DESK, "440100").until(*when).say("身份证丢了要带什么", aspects=["materials"])
    turn = talk.say("身份证丢了要带什么", aspects=["materials"])
    assert turn["replies"] == fresh["replies"]
    assert talk.slots["region"] == "440100"
    assert "说到" not in text_of(talk.say("要钱吗", "follow", aspects=["fee"]))


def test_thanks_after_an_hour_do_not_use_up_the_reminder() -> None:
    talk = married(Timed(DESK)).until(2026, 11, 22, 15, 0)
    assert "说到" not in text_of(talk.say("谢谢", "thank"))
    turn = talk.until(2026, 11, 22, 15, 1).say("要钱吗", "follow", aspects=["fee"])
    assert first_line(turn) == "今天早些时候说到：结婚登记"


DAYS = [
    # 停之前, 停到, 怎样说那一天
    ((2026, 11, 22, 10, 0), (2026, 11, 23, 10, 0), "昨天"),
    ((2026, 11, 22, 23, 59), (2026, 11, 24, 0, 1), "前天"),
    ((2026, 11, 22, 10, 0), (2026, 11, 29, 9, 0), "11月22日"),
    ((2026, 12, 31, 23, 50), (2027, 1, 1, 23, 55), "昨天"),
    ((2026, 12, 31, 23, 50), (2027, 1, 3, 8, 0), "去年12月31日"),
    ((2025, 12, 31, 23, 50), (2027, 1, 1, 0, 10), "2025年12月31日"),
]


@pytest.mark.parametrize(("start", "until", "day"), DAYS)
def test_after_a_day_a_follow_up_is_held_and_answered_on_yes(
    start: tuple[int, ...], until: tuple[int, ...], day: str
) -> None:
    talk = married(Timed(DESK).until(*start)).until(*until)
    asked = talk.say("要钱吗", "follow", aspects=["fee"])
    assert (asked["outcome"], asked["understanding"]["item"]) == ("small_talk", None)
    assert text_of(asked) == f"上次（{day}）说到结婚登记，接着办吗？"
    assert labels_of(asked) == ["接着说", "重新开始"]
    turn = talk.click("接着说")
    assert (turn["outcome"], turn["understanding"]["item"]["code"]) == ("answered", PLAIN.code)
    assert turn["understanding"]["aspects"] == ["fee"]
    assert "不收费" in text_of(turn)
    assert talk.slots["paused"] is None
    assert talk.say("多久", "follow", aspects=["time_limit"])["outcome"] == "answered"


@pytest.mark.parametrize(
    ("said", "act"),
    [("好的", "affirm"), ("接着办吧", "follow"), ("嗯", "affirm"), ("继续", "repeat"), ("第一个", "choose")],
)
def test_yes_may_be_typed(said: str, act: str) -> None:
    talk = married(Timed(DESK)).until(2026, 11, 25, 9, 0)
    talk.say("要钱吗", "follow", aspects=["fee"])
    assert "不收费" in text_of(talk.say(said, act))


@pytest.mark.parametrize(("said", "act"), [("不用了", "deny"), ("重新开始", "restart"), ("算了", "deny")])
def test_no_forgets_what_was_talked_of_but_not_the_place(said: str, act: str) -> None:
    talk = married(Timed(DESK, "440100")).until(2026, 11, 25, 9, 0)
    talk.say("要钱吗", "follow", aspects=["fee"])
    turn = talk.say(said, act)
    assert (turn["outcome"], talk.slots["item"], talk.slots["paused"]) == ("small_talk", None, None)
    assert talk.slots["region"] == "440100"
    assert talk.say("要钱吗", "follow", aspects=["fee"])["outcome"] == "clarify_item"


def test_a_new_question_instead_of_yes_or_no_is_answered() -> None:
    talk = married(Timed(DESK)).until(2026, 11, 25, 9, 0)
    talk.say("要钱吗", "follow", aspects=["fee"])
    turn = talk.say("护照要带什么", aspects=["materials"])
    assert turn["understanding"]["item"]["code"] == PASSPORT.code
    assert talk.slots["paused"] is None


def test_asking_on_without_saying_yes_means_yes_and_both_are_answered() -> None:
    talk = married(Timed(DESK)).until(2026, 11, 25, 9, 0)
    talk.say("要钱吗", "follow", aspects=["fee"])
    turn = talk.say("多久", "follow", aspects=["time_limit"])
    aspects = [part["aspect"] for reply in turn["replies"] for part in reply["data"]["sections"]]
    assert aspects == ["fee", "time_limit"]
    assert talk.slots["paused"] is None


def test_the_button_of_a_guided_case_is_held_too() -> None:
    talk = guided(Timed(DESK)).until(2026, 11, 23, 12, 0)
    asked = talk.click("未满16周岁的孩子")
    assert ASKED in text_of(asked)
    turn = talk.click("接着说")
    assert turn["outcome"] == "clarify_scenario"
    assert talk.slots["cases"][-1]["answers"] == {"age": "child"}


def test_a_typed_answer_of_a_guided_case_is_held_too() -> None:
    talk = guided(Timed(DESK)).until(2026, 11, 23, 12, 0)
    assert ASKED in text_of(talk.say("给孩子办，六岁", "ask"))
    talk.click("接着说")
    assert talk.slots["cases"][-1]["answers"] == {"age": "child"}


def test_after_an_hour_a_guided_case_goes_on_with_a_reminder() -> None:
    talk = guided(Timed(DESK)).until(2026, 11, 22, 12, 0)
    turn = talk.click("未满16周岁的孩子")
    assert (turn["outcome"], first_line(turn)) == ("clarify_scenario", "刚才说到：居民身份证补领")
    assert talk.slots["cases"][-1]["answers"] == {"age": "child"}


def test_saying_go_on_goes_on_without_being_asked() -> None:
    talk = guided(Timed(DESK)).until(2026, 11, 25, 9, 0)
    turn = talk.say("继续刚才的", "repeat")
    assert (turn["outcome"], first_line(turn)) == ("clarify_scenario", "11月22日说到：居民身份证补领")


def test_greeting_after_a_day_keeps_what_was_talked_of() -> None:
    talk = married(Timed(DESK)).until(2026, 11, 23, 12, 0)
    assert "接着办" not in text_of(talk.say("你好", "greet"))
    asked = talk.until(2026, 11, 23, 12, 1).say("要钱吗", "follow", aspects=["fee"])
    assert "接着办吗？" in text_of(asked)


def test_the_same_item_asked_in_full_keeps_what_was_said_of_the_case() -> None:
    talk = guided(Timed(DESK))
    talk.click("未满16周岁的孩子")
    talk.click("户籍地")
    turn = talk.until(2026, 11, 24, 12, 0).say("身份证丢了要带什么", aspects=["materials"])
    assert first_line(turn) == "前天说到：居民身份证补领"
    assert "未满16周岁的孩子" in text_of(turn)


def test_what_is_listed_again_is_the_same_whether_there_was_a_pause_or_not() -> None:
    talk = guided(Timed(DESK)).until(2026, 11, 25, 9, 0)
    turn = talk.say("登记")
    assert turn["outcome"] == "clarify_item"
    assert talk.slots["item"] is None


def test_a_clock_set_back_is_no_pause() -> None:
    talk = married(Timed(DESK)).until(2026, 11, 20, 9, 0)
    assert "说到" not in text_of(talk.say("要钱吗", "follow", aspects=["fee"]))


def test_an_item_that_ended_at_midnight_is_not_answered_after_it() -> None:
    ending = make_item(9, "临时补贴", valid_until="2026-11-22", fees=[], phone="010-1")
    desk = make_desk(ending, answers={"临时补贴": found(ending)})
    talk = Timed(desk).until(2026, 11, 22, 23, 58)
    assert "010-1" in text_of(talk.say("临时补贴", aspects=["phone"]))
    kept = dict(talk.slots)
    talk.until(2026, 11, 23, 0, 2)
    for said, act in (("再说一遍", "repeat"), ("说简单点", "repeat"), ("电话多少", "follow")):
        turn = talk.say(said, act, aspects=["phone"] if act == "follow" else [])
        assert turn["outcome"] in ("no_match", "clarify_item", "small_talk")
        assert "010-1" not in text_of(turn)
        assert "临时补贴" in text_of(turn)
        talk.turns, talk.slots = talk.turns[:1], dict(kept)
    assert talk.send("follow", item=ending.code, aspect="phone")["outcome"] == "no_match"
    assert talk.send("choose", item=ending.code)["outcome"] == "no_match"


def test_a_button_of_an_item_no_longer_there_says_so() -> None:
    talk = guided(Timed(DESK))
    talk.desk = make_desk(PASSPORT)
    for when in ((2026, 11, 22, 10, 1), (2026, 11, 22, 15, 0), (2026, 11, 25, 9, 0)):
        turn = (
            talk.until(*when).click("未满16周岁的孩子")
            if not talk.turns[1:]
            else talk.send("choose", item=CARD.code, question="age", option="child")
        )
        assert turn["outcome"] == "no_match"
        assert "不在目录里" in text_of(turn)


def test_a_resume_button_long_after_leads_somewhere() -> None:
    talk = married(Timed(DESK)).until(2026, 11, 25, 9, 0)
    talk.say("要钱吗", "follow", aspects=["fee"])
    talk.click("接着说")
    again = talk.send("choose", option="resume")
    assert again["understanding"]["item"]["code"] == PLAIN.code
    nothing = Timed(DESK).send("choose", option="resume")
    assert text_of(nothing) == say("case.nothing_waiting")
