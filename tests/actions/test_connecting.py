"""办自己的事：听出来，开表，一次一项；问别的照答，答完接着；确认了才去约；没有接系统的说到哪里去。

这里看不到号码：前门遮成【办件编号】才送来。前门列来的空的时间由测试代送。
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actions.desk import Desk
from actions.road import answer_turn
from knowledge.connectors import Connectors, read_connectors
from knowledge.taxonomy.acts import parse_payload
from tests.actions.fakes import FakeCatalogue, FakeSearch, clicked, found, make_item, typed, unsure
from tests.outside import configured

GZ = "440100"
CARD = make_item(1, "居民身份证补领", GZ, fees=[], phone="020-1")
PASS = make_item(2, "普通护照首次申请", GZ, categories=["个人/出境入境"], aliases=["办护照"])
SITE = make_item(
    3,
    "国家移民管理局政务服务平台",
    kind="便民应用",
    authority="国家移民管理局",
    categories=["个人/出境入境"],
    online={"url": "https://s.nia.gov.cn"},
    questions=["护照办到哪一步了在哪查", "护照预约"],
)
PORTAL = make_item(
    4,
    "国家政务服务平台",
    kind="便民应用",
    authority="国务院办公厅",
    categories=["个人/其他"],
    online={"url": "https://gjzwfw.www.gov.cn"},
)
ANSWERS = {
    "身份证丢了怎么补": found(CARD),
    "预约周三上午办身份证": found(CARD),
    "预约办身份证": found(CARD),
    "预约办通行证": unsure(CARD, PASS),
    "护照怎么查进度": found(PASS),
    "护照办到哪一步了": found(PASS),
    "护照怎么预约": found(PASS),
    "普通护照首次申请办理进度查询": found(SITE),
    "普通护照首次申请网上预约": found(SITE),
    "政务服务平台网站": found(PORTAL),
}
SLOTS = [
    {"id": "a", "day": "2026-11-25", "begin": "09:00", "end": "09:30", "place": "越秀区政务服务中心", "left": "3"},
    {"id": "b", "day": "2026-11-25", "begin": "10:30", "end": "11:00"},
    {"id": "c", "day": "2026-11-25", "begin": "14:00", "end": "14:30"},
]


class Monday(Desk):
    """今天是 2026年11月23日，星期一。"""

    def today(self) -> date:
        return date(2026, 11, 23)


class Talk:
    """一次对话：记着槽位，像引擎那样一轮接一轮；call 是要前门去问的。"""

    def __init__(self, region: str | None = GZ, connected: bool = True) -> None:
        about = read_connectors(configured("http://127.0.0.1:1")) if connected else Connectors()
        catalogue = FakeCatalogue((CARD, PASS, SITE, PORTAL))
        self.desk = Monday(FakeSearch(ANSWERS), catalogue, connectors=about)
        self.slots: dict[str, Any] = {"region": region}

    def say(self, text: str, act: str = "ask", **meant: Any) -> dict[str, Any]:
        return self._take(act, typed(act, text, self.slots, **meant))

    def click(self, payload: str, connector: Any = None) -> dict[str, Any]:
        read = parse_payload(payload)
        tracker = clicked(read.act, self.slots, **read.values)
        tracker["latest_message"]["metadata"] = {"connector": connector} if connector else {}
        return self._take(read.act, tracker)

    def listed(self, outcome: str = "found", rows: Any = SLOTS, form: str | None = None) -> dict[str, Any]:
        """前门列来了。"""
        told = {"form": form or self.form["id"], "outcome": outcome, "slots": rows, "asked": "2026-11-23 10:00"}
        return self.click('/follow{"aspect": "appointment", "step": "listed"}', told)

    def press(self, label: str) -> dict[str, Any]:
        (payload,) = [one["payload"] for one in self.choices if one["label"] == label]
        return self.click(payload)

    def _take(self, act: str, tracker: dict[str, Any]) -> dict[str, Any]:
        turn, slots = answer_turn(self.desk, act, tracker)
        self.slots |= slots
        self.form = turn["replies"][-1]["data"].get("form") or {}
        self.call = self.form.get("call") or {}
        self.choices = [choice for reply in turn["replies"] for choice in reply["choices"]]
        self.text = "\n".join(reply["text"] for reply in turn["replies"])
        return turn


@pytest.mark.parametrize("act", ["ask", "follow", "out_of_scope", "change_item", "help", "correct"])
def test_a_case_is_asked_for_one_thing_at_a_time(act: str) -> None:
    talk = Talk()
    talk.say("我的办件到哪一步了", act)
    assert (talk.form["asks"], talk.form["took"]) == ("number", [])
    assert "回执上的办件编号" in talk.text
    assert "广州办件查询" in talk.text
    talk.say("【办件编号】", "out_of_scope")
    assert (talk.form["asks"], talk.form["took"]) == ("holder", ["number"])
    assert "申请人证件号码的后四位" in talk.text
    talk.say("1231", "out_of_scope")
    assert (talk.form["asks"], talk.form["took"]) == (None, ["holder"])
    assert (talk.call["connector"], talk.call["operation"]) == ("gz-cases", "progress")
    assert talk.call["send"]["region"] == GZ
    assert "number" not in talk.call["send"]


@pytest.mark.parametrize("text", ["查进度 【办件编号】", "查进度【身份证号】", "办件【银行卡号】办好没有"])
def test_a_number_already_said_is_not_asked_again(text: str) -> None:
    talk = Talk()
    talk.say(text)
    assert (talk.form["asks"], talk.form["took"]) == ("holder", ["number"])


def test_without_a_number_it_is_asked_again() -> None:
    talk = Talk()
    talk.say("查进度")
    talk.say("我没带在身上", "deny")
    assert (talk.form["asks"], talk.form["took"]) == ("number", [])
    assert "这里没有看到回执上的办件编号" in talk.text


@pytest.mark.parametrize("said", ["算了", "不查了", "取消", "不用了"])
def test_giving_up(said: str) -> None:
    talk = Talk()
    talk.say("查进度")
    turn = talk.say(said, "deny")
    assert (turn["outcome"], talk.form["end"], talk.slots["form"]) == ("small_talk", "dropped", None)
    assert talk.say("身份证丢了怎么补")["outcome"] == "answered"


def test_another_question_is_answered_and_the_form_goes_on() -> None:
    talk = Talk()
    talk.say("查进度")
    turn = talk.say("身份证丢了怎么补")
    assert [reply["kind"] for reply in turn["replies"]] == ["item", "form"]
    assert "刚才的还没有办完" in talk.text
    talk.say("【办件编号】")
    assert talk.form["took"] == ["number"]


def test_another_wish_takes_the_place_of_the_form() -> None:
    talk = Talk()
    talk.say("查进度")
    talk.say("预约周三上午办身份证")
    assert (talk.form["name"], talk.call["operation"]) == ("booking", "slots")


def test_where_it_was_handled_is_asked_when_not_known() -> None:
    talk = Talk(region=None)
    turn = talk.say("查进度 【办件编号】")
    assert turn["outcome"] == "clarify_region"
    talk.say("广州", "change_region", region=GZ, regions=[GZ])
    assert (talk.form["asks"], talk.slots["region"]) == ("holder", GZ)


def test_a_place_without_connector_is_not_promised_one() -> None:
    talk = Talk(region="430100")
    turn = talk.say("我的办件到哪一步了")
    assert turn["outcome"] == "clarify_item"
    assert talk.slots.get("form") is None


def booked(until: str = "sure") -> Talk:
    """约周三上午办身份证，走到 until。"""
    talk = Talk()
    talk.say("预约周三上午办身份证")
    if until == "slots":
        return talk
    talk.listed()
    if until == "listed":
        return talk
    talk.press("11月25日 周三 09:00–09:30，越秀区政务服务中心")
    if until == "picked":
        return talk
    talk.say("【手机号】", "out_of_scope")
    return talk


def test_booking_lists_picks_confirms_and_only_then_books() -> None:
    talk = booked("slots")
    assert talk.call["operation"] == "slots"
    assert (talk.call["send"]["item"], talk.call["send"]["day"]) == (CARD.code, "2026-11-25")
    turn = talk.listed()
    assert "居民身份证补领" in talk.text
    assert "09:00–09:30，越秀区政务服务中心（还剩3个）" in talk.text
    assert "14:00" not in talk.text  # 说了上午
    assert turn["replies"][0]["source"]["name"] == "广州政务预约"
    assert "2026-11-23 10:00查询" in talk.text.splitlines()[-1]
    talk.press("11月25日 周三 10:30–11:00")
    assert talk.form["asks"] == "phone"
    talk.say("【手机号】")
    assert (talk.form["asks"], talk.form["took"], talk.call) == ("sure", ["phone"], {})
    assert "11月25日 周三 10:30–11:00" in talk.text
    talk.press("确认预约")
    assert (talk.call["operation"], talk.call["send"]["slot"]) == ("book", "b")
    assert talk.form["asks"] is None


@pytest.mark.parametrize(
    ("said", "slot"),
    [("第二个", "b"), ("2", "b"), ("10:30", "b"), ("九点的", "a"), ("十点半", "b"), ("下午两点那个", "c")],
)
def test_a_slot_can_be_said(said: str, slot: str) -> None:
    talk = booked("listed")
    talk.say(said, "choose")
    assert talk.form["values"]["slot"] == slot


def test_the_afternoon_another_day_and_a_day_gone_by() -> None:
    talk = booked("listed")
    talk.say("下午")
    assert "14:00–14:30" in talk.text
    assert "09:00" not in talk.text
    talk.say("换周五")
    assert (talk.call["operation"], talk.call["send"]["day"]) == ("slots", "2026-11-27")
    talk.listed()
    talk.say("11月20日有吗")
    assert talk.call["send"]["day"] == "2027-11-20"
    talk.listed()
    talk.say("2026-11-01")
    assert talk.form["asks"] == "day"
    assert "已经过去了" in talk.text
    talk.press("11月24日 周二")
    assert talk.call["send"]["day"] == "2026-11-24"


def test_what_is_not_understood_is_asked_again_with_the_list() -> None:
    talk = booked("listed")
    talk.say("第九个", "choose")
    assert "没有听出是哪一个" in talk.text
    assert len(talk.choices) == 4


@pytest.mark.parametrize(
    ("outcome", "said", "asks"),
    [
        ("not_found", "没有空的了", "day"),
        ("unreachable", "没有问到", "slot"),
        ("refused", "不能约这件事", None),
    ],
)
def test_no_slots_leads_on(outcome: str, said: str, asks: str | None) -> None:
    talk = booked("slots")
    turn = talk.listed(outcome, rows=[])
    assert (turn["outcome"], talk.form["asks"]) == ("no_match", asks)
    assert said in talk.text
    assert bool(talk.choices) is (outcome != "refused")


def test_trying_again_lists_again() -> None:
    talk = booked("slots")
    talk.listed("unreachable", rows=[])
    talk.press("再试一次")
    assert talk.call["operation"] == "slots"


def test_a_list_that_comes_too_late_is_not_used() -> None:
    talk = booked("slots")
    talk.listed(form="0" * 32)
    assert "用过了" in talk.text


def test_an_old_confirmation_does_not_book_what_was_chosen_later() -> None:
    talk = booked("sure")
    old = next(one["payload"] for one in talk.choices if one["label"] == "确认预约")
    talk.press("换个时间")
    talk.listed()
    talk.press("11月25日 周三 10:30–11:00")
    talk.click(old)
    assert talk.call == {}
    assert "过时了" in talk.text
    new = next(one["payload"] for one in talk.choices if one["label"] == "确认预约")
    talk.click(new)
    assert talk.call["send"]["slot"] == "b"
    first = talk.form["id"]
    talk.click(new)
    assert (talk.form["id"], talk.call["operation"]) == (first, "book")  # 又点一次，还是同一张表


@pytest.mark.parametrize("said", ["确认", "好的", "没错"])
def test_confirming_in_words(said: str) -> None:
    talk = booked()
    talk.say(said, "affirm")
    assert talk.call["operation"] == "book"


def test_silence_is_not_consent() -> None:
    talk = booked()
    talk.say("天气不错", "out_of_scope")
    assert (talk.form["asks"], talk.call) == ("sure", {})


def test_a_booking_made_here_is_cancelled_without_its_number() -> None:
    talk = booked()
    booking = talk.form["id"]
    talk.press("确认预约")
    talk.say("取消预约")
    assert (talk.form["name"], talk.form["asks"]) == ("cancelling", "sure")
    talk.press("确认取消")
    assert (talk.call["operation"], talk.call["of"]) == ("cancel", booking)


def test_a_booking_made_elsewhere_is_cancelled_by_its_number() -> None:
    talk = Talk()
    talk.say("取消预约")
    assert talk.form["asks"] == "booking"
    talk.say("【办件编号】")
    assert (talk.form["asks"], talk.form["took"]) == ("sure", ["booking"])
    talk.say("取消")
    assert talk.call["operation"] == "cancel"


def test_which_matter_to_book_is_asked_and_the_day_is_kept() -> None:
    talk = Talk()
    assert talk.say("预约周三上午")["outcome"] == "clarify_item"
    talk.say("身份证丢了怎么补")
    talk.press("在这里预约")
    assert (talk.call["operation"], talk.call["send"]["day"]) == ("slots", "2026-11-25")


def test_several_matters_are_told_apart_first() -> None:
    talk = Talk()
    assert talk.say("预约办通行证")["outcome"] == "clarify_item"
    assert len(talk.choices) == 2


def test_how_to_is_answered_from_the_catalogue_with_a_button() -> None:
    talk = Talk()
    turn = talk.say("护照怎么查进度", aspects=["progress"])
    assert (turn["outcome"], turn["understanding"]["item"]["code"]) == ("answered", PASS.code)
    talk.press("在这里查办件进度")
    assert talk.form["asks"] == "number"


def test_starting_again_drops_the_form() -> None:
    talk = Talk()
    talk.say("查进度")
    talk.say("重新开始", "restart")
    assert (talk.form["end"], talk.slots["form"]) == ("dropped", None)


def test_a_complaint_takes_nothing_from_the_form() -> None:
    talk = Talk()
    talk.say("查进度 【办件编号】")
    talk.click('/complaint{"step": "begin"}')
    assert (talk.form["name"], talk.form["values"]) == ("complaint", {})


def test_old_buttons_lead_somewhere() -> None:
    talk = Talk()
    for step in ("retry", "drop", "submit", "slot", "day", "again", "redo", "cancel", "没有的"):
        turn = talk.click(f'/follow{{"aspect": "appointment", "step": "{step}", "option": "x"}}')
        assert turn["outcome"] == "small_talk"
        assert "用过了" in talk.text


@pytest.mark.parametrize("text", ["我的办件到哪一步了", "查进度 【办件编号】", "取消预约", "我要预约"])
def test_without_a_connector_nothing_is_promised(text: str) -> None:
    talk = Talk(connected=False)
    turn = talk.say(text)
    assert turn["outcome"] == "clarify_item"
    assert talk.call == {}
    assert "我没有接上" in talk.text
    assert "12345" in talk.text
    assert "https://gjzwfw.www.gov.cn" in talk.text
    assert turn["replies"][1]["source"]["name"] == PORTAL.source.name


@pytest.mark.parametrize(("text", "aspect"), [("护照怎么查进度", "progress"), ("护照怎么预约", "appointment")])
def test_without_a_connector_the_application_is_shown_with_its_own_source(text: str, aspect: str) -> None:
    talk = Talk(connected=False)
    turn = talk.say(text, aspects=[aspect])
    assert [reply["kind"] for reply in turn["replies"]] == ["item", "application"]
    assert "https://s.nia.gov.cn" in turn["replies"][1]["text"]
    assert turn["replies"][1]["source"]["name"] == SITE.source.name


def test_an_application_that_does_not_name_the_matter_is_not_shown() -> None:
    talk = Talk(connected=False)
    turn = talk.say("身份证丢了怎么补", aspects=["progress"])
    assert [reply["kind"] for reply in turn["replies"]] == ["item"]
    assert "020-1" in talk.text
