"""半张登记表停了很久：填了的都在，问要不要接着填；没有遮的原话只封一次；过了日子就说已经删了。"""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.fakes import found, make_desk
from tests.actions.guided import PASSPORT, PLAIN, labels_of, text_of
from tests.actions.timed import Timed

STORY = "我要投诉健身房跑路不退钱，帮我登记"
DESK = make_desk(PASSPORT, PLAIN, answers={"护照要带什么": found(PASSPORT), "补办护照": found(PASSPORT)})
NEXT_DAY = (2026, 11, 23, 12, 0)


def begun(*said: str) -> Timed:
    talk = Timed(DESK, "440100")
    talk.say(STORY, "complaint", scope="complaint")
    for one in said:
        talk.say(one)
    return talk


def form_of(turn: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = turn["replies"][-1]["data"]["form"]
    return found


def test_after_an_hour_the_form_goes_on_with_a_reminder() -> None:
    turn = begun().until(2026, 11, 22, 12, 0).say("天河区体育西路")
    assert text_of(turn).splitlines()[0] == "刚才说到：投诉登记"
    assert (form_of(turn)["took"], form_of(turn)["asks"]) == ("where", "when")


@pytest.mark.parametrize("go_on", ["接着填", None])
def test_after_a_day_an_answer_is_held_and_filled_in_on_yes(go_on: str | None) -> None:
    talk = begun().until(*NEXT_DAY)
    asked = talk.say("天河区体育西路")
    assert text_of(asked) == "上次（昨天）的投诉登记填到“地点”，填了的都还在，接着填吗？"
    assert labels_of(asked) == ["接着填", "不登记了"]
    assert (asked["outcome"], form_of(asked)["took"], form_of(asked)["asks"]) == ("small_talk", "where", "where")
    turn = talk.click(go_on) if go_on else talk.say("好的", "affirm")
    assert (turn["outcome"], form_of(turn)["took"], form_of(turn)["asks"]) == ("complaint_taken", None, "when")
    assert form_of(turn)["values"]["where"] == "天河区体育西路"


def test_a_contact_is_held_without_being_written_down() -> None:
    talk = begun("跳过", "跳过", "跳过").until(*NEXT_DAY)
    asked = talk.say("微信号wx_zhang")
    assert form_of(asked)["took"] == "contact"
    assert "wx_zhang" not in str(talk.slots)
    turn = talk.click("接着填")
    assert (form_of(turn)["values"]["contact"], form_of(turn)["asks"]) == ("已留下", "consent")


def test_a_click_is_held_too() -> None:
    talk = begun("天河区").until(*NEXT_DAY)
    talk.click("昨天")
    assert form_of(talk.click("接着填"))["values"]["when"] == "昨天"


def test_submitting_a_day_later_is_asked_first_and_done_once() -> None:
    talk = begun("跳过", "跳过", "跳过", "跳过")
    talk.click("同意")
    talk.until(*NEXT_DAY)
    assert form_of(talk.click("提交"))["end"] is None
    done = form_of(talk.click("接着填"))
    assert done["end"] == "filed"
    again = form_of(talk.send("complaint", step="submit", form=done["id"][:8], asks="confirm"))
    assert (again["id"], again["end"]) == (done["id"], "filed")


def test_two_answers_without_a_yes_are_both_filled_in() -> None:
    talk = begun().until(*NEXT_DAY)
    talk.say("天河区体育西路")
    turn = talk.say("上个星期三")
    assert form_of(turn)["values"] | {"what": ""} == {"what": "", "where": "天河区体育西路", "when": "上个星期三"}
    assert (form_of(turn)["took"], form_of(turn)["asks"]) == ("when", "whom")


def test_another_question_is_answered_and_the_form_is_offered() -> None:
    talk = begun("天河区").until(*NEXT_DAY)
    turn = talk.say("护照要带什么", aspects=["materials"])
    assert turn["understanding"]["item"]["code"] == PASSPORT.code
    assert "接着填吗？" in turn["replies"][-1]["text"]
    assert (form_of(turn)["took"], form_of(turn)["end"]) == (None, None)
    turn = talk.click("接着填")
    assert (form_of(turn)["asks"], form_of(turn)["values"]["where"]) == ("when", "天河区")


@pytest.mark.parametrize(("said", "act"), [("不登记了", "deny"), ("算了", "deny"), ("重新开始", "restart"), ("", "")])
def test_no_drops_the_form(said: str, act: str) -> None:
    talk = begun().until(*NEXT_DAY)
    talk.say("天河区体育西路")
    turn = talk.say(said, act) if said else talk.click("不登记了")
    assert (form_of(turn)["end"], talk.slots["form"], talk.slots["paused"]) == ("dropped", None, None)


def test_what_was_held_and_is_no_answer_is_answered_when_the_form_is_dropped() -> None:
    talk = begun().until(*NEXT_DAY)
    assert "接着填吗？" in text_of(talk.say("补办护照"))
    turn = talk.click("不登记了")
    assert turn["understanding"]["item"]["code"] == PASSPORT.code
    assert (form_of(turn)["end"], talk.slots["form"]) == ("dropped", None)


def test_greeting_does_not_fill_the_form() -> None:
    talk = begun().until(*NEXT_DAY)
    talk.say("你好", "greet")
    assert talk.slots["form"]["asks"] == "where"
    assert "接着填吗？" in text_of(talk.say("天河区"))


def test_danger_is_never_held_back() -> None:
    turn = begun().until(*NEXT_DAY).say("他们正在打人，救命")
    assert "110" in turn["replies"][0]["text"]


def test_a_form_kept_too_long_is_gone_and_that_is_said() -> None:
    talk = begun("天河区").until(2026, 11, 29, 10, 1)
    turn = talk.say("上个星期三")
    assert "您11月22日没有填完的登记" in text_of(turn)
    assert (form_of(turn)["end"], talk.slots["form"]) == ("dropped", None)
    talk = begun("天河区").until(2026, 11, 29, 10, 1)
    turn = talk.say("护照要带什么", aspects=["materials"])
    assert turn["understanding"]["item"]["code"] == PASSPORT.code
    assert (form_of(turn)["end"], talk.slots["form"]) == ("dropped", None)


def test_a_call_back_is_kept_too() -> None:
    talk = Timed(DESK)
    talk.say("转人工", "ask_person", scope="out")
    talk.click("请人给我回电话")
    asked = talk.until(*NEXT_DAY).say("【手机号】")
    assert "回电登记填到“联系方式”" in text_of(asked)
    assert form_of(talk.click("接着填"))["values"]["contact"] == "已留下"
