"""登记表：一次一项，可跳过、改、取消；问别的照答，答完接着填；提交只一次。"""

from __future__ import annotations

from typing import Any

import pytest

from actions.desk import Desk
from actions.road import answer_turn
from knowledge.channels import channels
from knowledge.taxonomy.acts import parse_payload
from tests.actions.fakes import clicked, found, make_desk, make_item, typed

ID = make_item(1, "居民身份证补领", fees=[], materials=[])
CONSUMER = [{"side": "个人", "code": "250", "name": "消费维权", "score": 0.8}]


class Talk:
    """一次对话：记着槽位，像引擎那样一轮接一轮。"""

    def __init__(self, desk: Desk | None = None) -> None:
        self.desk = desk or make_desk(ID, answers={"身份证丢了怎么补": found(ID)})
        self.slots: dict[str, Any] = {"region": "440100"}

    def say(self, text: str, act: str = "ask", **meant: Any) -> dict[str, Any]:
        return self._take(act, typed(act, text, self.slots, **meant))

    def click(self, payload: str) -> dict[str, Any]:
        read = parse_payload(payload)
        return self._take(read.act, clicked(read.act, self.slots, **read.values))

    def _take(self, act: str, tracker: dict[str, Any]) -> dict[str, Any]:
        turn, slots = answer_turn(self.desk, act, tracker)
        self.slots |= slots
        self.form = turn["replies"][-1]["data"].get("form") or {}
        return turn

    def label(self, turn: dict[str, Any], label: str) -> dict[str, Any]:
        (choice,) = [one for one in turn["replies"][-1]["choices"] if one["label"] == label]
        return self.click(choice["payload"])


def test_the_whole_form_one_question_at_a_time() -> None:
    talk = Talk()
    first = talk.say("我要投诉健身房跑路", "complaint", scope="complaint", categories=CONSUMER)
    assert [reply["kind"] for reply in first["replies"]] == ["complaint"]
    turn = talk.label(first, "帮我登记下来")
    asked = []
    for answer in ("天河区体育西路", "上个星期三", "某某健身房", "【手机号】"):
        asked.append(talk.form["asks"])
        turn = talk.say(answer, "ask", scope="in")
        assert (turn["outcome"], turn["understanding"]["scope"]) == ("complaint_taken", "complaint")
        assert len(turn["replies"]) == 1
        assert talk.form["took"] == asked[-1]
    assert asked == ["where", "when", "whom", "contact"]
    assert talk.form["asks"] == "consent"
    turn = talk.label(turn, "同意")
    assert talk.form["asks"] == "confirm"
    text = turn["replies"][0]["text"]
    for line in ("经过：我要投诉健身房跑路", "地点：天河区体育西路", "时间：上个星期三", "联系方式：已留下"):
        assert line in text
    assert "【手机号】" not in text
    talk.label(turn, "提交")
    assert talk.form["end"] == "filed"
    assert talk.form["about"]["category"] == "个人/消费维权"
    assert talk.form["about"]["region"] == "440100"
    assert talk.form["about"]["channel"] == next(one.id for one in channels() if one.phone == "12315")


def test_asked_for_in_words_the_form_follows_the_channels() -> None:
    talk = Talk()
    turn = talk.say("我要投诉健身房跑路不退钱，帮我登记", "complaint", scope="complaint")
    assert [reply["kind"] for reply in turn["replies"]] == ["complaint", "form"]
    assert turn["replies"][0]["data"]["channels"][0]["phone"] == "12345"
    assert (talk.form["asks"], talk.form["took"]) == ("where", "what")


def test_asked_for_without_a_story_the_story_is_asked() -> None:
    talk = Talk()
    talk.say("我要投诉，帮我登记", "complaint", scope="complaint")
    assert talk.form["asks"] == "what"
    talk.say("窗口不给办还骂人", "complaint", scope="complaint", categories=CONSUMER)
    assert (talk.form["asks"], talk.form["took"]) == ("where", "what")
    assert talk.form["about"]["category"] == "个人/消费维权"


def begun() -> Talk:
    talk = Talk()
    talk.say("我要投诉健身房跑路不退钱，帮我登记", "complaint", scope="complaint")
    return talk


@pytest.mark.parametrize("said", ["跳过", "不知道", "记不清了", "不方便"])
def test_what_is_not_known_is_skipped(said: str) -> None:
    talk = begun()
    turn = talk.say(said, "deny")
    assert (talk.form["asks"], talk.form["took"]) == ("when", None)
    talk.label(turn, "跳过")
    assert talk.form["asks"] == "whom"
    assert talk.form["values"]["where"] == talk.form["values"]["when"] == ""


def test_quick_answers_are_buttons() -> None:
    talk = begun()
    here = talk.click('/complaint{"step": "here"}')
    assert "广州" in talk.form["values"]["where"]
    talk.label(here, "昨天")
    assert talk.form["values"]["when"] == "昨天"


def test_the_story_cannot_be_skipped() -> None:
    talk = Talk()
    talk.say("我要投诉，帮我登记", "complaint", scope="complaint")
    turn = talk.say("跳过", "deny")
    assert talk.form["asks"] == "what"
    assert "要写一句" in turn["replies"][0]["text"]


def test_a_contact_that_is_none_is_asked_again() -> None:
    talk = begun()
    for _ in range(3):
        talk.say("跳过")
    turn = talk.say("在家里")
    assert (talk.form["asks"], talk.form["took"]) == ("contact", None)
    assert "没有看到电话或邮箱" in turn["replies"][0]["text"]
    talk.label(turn, "跳过")
    assert talk.form["asks"] == "consent"


@pytest.mark.parametrize("said", ["取消", "算了", "不登记了", "不投诉了。"])
def test_giving_up_forgets_everything(said: str) -> None:
    talk = begun()
    turn = talk.say(said, "deny")
    assert (talk.form["end"], talk.slots["form"]) == ("dropped", None)
    assert "12345" in turn["replies"][0]["text"]
    assert talk.say("身份证丢了怎么补")["outcome"] == "answered"


def test_without_consent_nothing_is_registered() -> None:
    talk = begun()
    for _ in range(4):
        turn = talk.say("跳过")
    assert talk.form["asks"] == "consent"
    talk.label(turn, "不同意")
    assert talk.form["end"] == "dropped"


def test_silence_about_consent_is_not_consent() -> None:
    talk = begun()
    for _ in range(4):
        talk.say("跳过")
    talk.say("天气不错")
    assert talk.form["asks"] == "consent"
    talk.click('/complaint{"step": "submit"}')
    assert talk.form["asks"] == "consent"


def test_one_answer_can_be_changed_without_asking_consent_again() -> None:
    talk = begun()
    for _ in range(4):
        turn = talk.say("跳过")
    turn = talk.label(turn, "同意")
    turn = talk.label(turn, "改地点")
    assert talk.form["asks"] == "where"
    talk.say("越秀区")
    assert (talk.form["asks"], talk.form["values"]["where"]) == ("confirm", "越秀区")


@pytest.mark.parametrize("act", ["ask", "follow"])
def test_another_question_is_answered_and_the_form_goes_on(act: str) -> None:
    talk = begun()
    turn = talk.say("身份证丢了怎么补", act)
    assert turn["outcome"] == "answered"
    assert [reply["kind"] for reply in turn["replies"]] == ["item", "form"]
    assert "刚才的登记还没有填完" in turn["replies"][-1]["text"]
    talk.say("天河区")
    assert (talk.form["took"], talk.form["asks"]) == ("where", "when")


def test_a_button_of_something_else_is_obeyed() -> None:
    talk = begun()
    turn = talk.click(f'/choose{{"item": "{ID.code}"}}')
    assert (turn["outcome"], turn["replies"][-1]["kind"]) == ("answered", "form")


def test_danger_in_the_form_comes_first() -> None:
    turn = begun().say("就在店里，他们正在打人")
    assert "110" in turn["replies"][0]["text"].splitlines()[0]


def test_submitting_twice_files_the_same_form() -> None:
    talk = begun()
    for _ in range(4):
        turn = talk.say("跳过")
    turn = talk.label(turn, "同意")
    talk.label(turn, "提交")
    name = talk.form["id"]
    talk.click('/complaint{"step": "submit"}')
    assert (talk.form["id"], talk.form["end"]) == (name, "filed")
    talk.say("提交", "affirm")
    assert (talk.form["id"], talk.form["end"]) == (name, "filed")
    assert talk.say("身份证丢了怎么补")["outcome"] == "answered"


def test_old_buttons_lead_somewhere() -> None:
    talk = begun()
    talk.say("取消")
    for step in ("skip", "submit", "agree", "change_where", "没有的"):
        turn = talk.click(f'/complaint{{"step": "{step}"}}')
        assert (turn["outcome"], turn["replies"][0]["kind"]) == ("complaint_taken", "complaint")


def test_a_new_start_drops_the_form() -> None:
    talk = begun()
    talk.say("重新开始", "restart")
    assert talk.slots["form"] is None


def test_a_call_back_asks_for_a_phone_first() -> None:
    talk = Talk()
    turn = talk.say("转人工", "ask_person", scope="out")
    turn = talk.label(turn, "请人给我回电话")
    assert (turn["outcome"], talk.form["asks"]) == ("handed_off", "contact")
    turn = talk.say("跳过")
    assert talk.form["asks"] == "contact"
    turn = talk.say("【手机号】")
    turn = talk.label(turn, "工作日白天都行")
    turn = talk.say("问公积金的事")
    turn = talk.label(turn, "同意")
    talk.label(turn, "提交")
    assert (talk.form["name"], talk.form["end"]) == ("callback", "filed")
    assert talk.form["values"]["contact"] == "已留下"


def test_a_button_pressed_twice_counts_once() -> None:
    talk = begun()
    turn = talk.say("天河区")
    talk.label(turn, "昨天")
    assert talk.form["asks"] == "whom"
    talk.label(turn, "昨天")
    talk.label(turn, "跳过")
    assert (talk.form["asks"], talk.form["values"].get("whom")) == ("whom", None)


def test_the_same_words_sent_twice_count_once() -> None:
    talk = begun()
    for said in ("天河区体育西路", "上个星期三"):
        for _ in range(2):
            turn = talk.say(said)
        assert talk.form["took"] is None
        assert len(turn["replies"]) == 1
    assert (talk.form["asks"], talk.form["values"]["when"]) == ("whom", "上个星期三")
    talk.say("我要投诉健身房跑路不退钱，帮我登记", "complaint", scope="complaint")
    assert talk.form["asks"] == "whom"


def test_beginning_twice_goes_on_with_the_same_form() -> None:
    talk = Talk()
    first = talk.say("我要投诉健身房跑路", "complaint", scope="complaint")
    talk.label(first, "帮我登记下来")
    name = talk.form["id"]
    talk.say("天河区")
    talk.label(first, "帮我登记下来")
    assert (talk.form["id"], talk.form["asks"]) == (name, "when")


def test_a_button_of_a_former_form_does_nothing_to_the_new_one() -> None:
    talk = begun()
    for _ in range(4):
        turn = talk.say("跳过")
    last = talk.label(turn, "同意")
    talk.label(last, "提交")
    first = talk.form["id"]
    talk.say("我要投诉物业乱收费，帮我登记", "complaint", scope="complaint")
    second = talk.form["id"]
    assert first != second
    for label in ("提交", "不登记了", "改地点"):
        talk.label(last, label)
        assert (talk.form["id"], talk.form["asks"], talk.form["end"]) == (second, "where", None)


def test_a_new_start_tells_the_door_to_drop_the_form() -> None:
    talk = begun()
    name = talk.form["id"]
    talk.say("重新开始", "restart")
    assert (talk.form["id"], talk.form["asks"], talk.form["end"]) == (name, None, "dropped")
