"""登记表到工单：原话只在工单里；编号和查询码查得到状态；引擎停了也不丢。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.api.fake_rasa import TURN, FakeRasa

pytestmark = pytest.mark.anyio

ABOUT = {"category": "个人/消费维权", "region": "440100", "channel": "market", "agreed": True}


def form_turn(asks: str | None, took: str | None = None, end: str | None = None, **values: str) -> dict[str, Any]:
    """动作服务的一轮：登记表问到 asks，这一句填的是 took。"""
    told = {"name": "complaint", "id": "f" * 32, "asks": asks, "took": took, "end": end}
    form = {**told, "values": values, "about": ABOUT}
    reply = {"kind": "form", "text": "问下一项。", "data": {"form": form}, "choices": [], "source": None}
    return TURN | {"outcome": "complaint_taken", "replies": [reply]}


async def filled(door: Any, rasa: FakeRasa) -> tuple[Any, dict[str, Any]]:
    """填完一张，提交；返回来客和最后一轮。"""
    speaker = await door.begin(region="440100")
    rasa.turn = form_turn("where", took="what")
    await speaker.say("健身房跑路，老板电话13800138000")
    rasa.turn = form_turn("consent", took="contact")
    await speaker.say("微信号 wx_zhang，家住天河路八号")
    rasa.turn = form_turn(None, end="filed", what="健身房跑路，老板电话【手机号】", where="天河", contact="已留下")
    return speaker, (await speaker.say(payload='/complaint{"step": "submit"}')).json()


async def test_the_receipt_names_number_and_code(door: Any, parts: Any, rasa: FakeRasa) -> None:
    _, turn = await filled(door, rasa)
    (reply,) = turn["replies"]
    ticket = reply["data"]["ticket"]
    assert (turn["outcome"], reply["kind"], ticket["state"]) == ("complaint_taken", "ticket", "registered")
    assert ticket["number"] in reply["text"]
    assert ticket["code"] in reply["text"]
    assert "还没有安排工作人员" in reply["text"]
    opened = parts.tickets.open(ticket["number"], "小王")
    assert opened[1] == {
        "what": "健身房跑路，老板电话13800138000",
        "where": "天河",
        "contact": "微信号 wx_zhang，家住天河路八号",
    }
    assert (opened[0].category, opened[0].region, opened[0].channel) == ("个人/消费维权", "440100", "market")


async def test_what_was_really_said_lies_nowhere_else(door: Any, rasa: FakeRasa, tmp_path: Path) -> None:
    speaker, _ = await filled(door, rasa)
    seen = str(rasa.seen)
    assert "13800138000" not in seen
    assert [past["text"] for past in (await speaker.history())["messages"]] == [
        "健身房跑路，老板电话【手机号】",
        "【联系方式】",
        None,
    ]
    files = b"".join(path.read_bytes() for path in tmp_path.glob("records.db*"))
    for hidden in ("13800138000", "wx_zhang", "天河路八号"):
        assert hidden.encode() not in files


async def test_filing_again_gives_the_same_ticket(door: Any, rasa: FakeRasa) -> None:
    speaker, first = await filled(door, rasa)
    again = (await speaker.say(payload='/complaint{"step": "submit"}')).json()
    assert again["replies"] == first["replies"]


async def test_a_form_given_up_leaves_nothing(door: Any, parts: Any, rasa: FakeRasa) -> None:
    speaker = await door.begin()
    rasa.turn = form_turn("where", took="what")
    await speaker.say("健身房跑路")
    rasa.turn = form_turn(None, end="dropped")
    await speaker.say("算了")
    rasa.turn = form_turn(None, end="filed", what="别的事")
    turn = (await speaker.say(payload='/complaint{"step": "submit"}')).json()
    assert parts.tickets.open(turn["replies"][0]["data"]["ticket"]["number"], "小王")[1] == {"what": "别的事"}


async def test_an_engine_that_is_gone_says_what_is_kept(door: Any, parts: Any, rasa: FakeRasa) -> None:
    speaker = await door.begin()
    rasa.turn = form_turn("where", took="what")
    await speaker.say("健身房跑路")
    rasa.mode = "status500"
    turn = (await speaker.say("天河区，电话13800138000")).json()
    assert turn["outcome"] == "engine_unavailable"
    assert "前面填的都还在" in turn["replies"][0]["text"]
    rasa.mode = "answer"
    rasa.turn = form_turn(None, end="filed", what="masked")
    filed = (await speaker.say(payload='/complaint{"step": "submit"}')).json()
    assert parts.tickets.open(filed["replies"][0]["data"]["ticket"]["number"], "小王")[1] == {"what": "健身房跑路"}


async def test_the_state_is_asked_by_number_and_code(door: Any, parts: Any, rasa: FakeRasa) -> None:
    _, turn = await filled(door, rasa)
    ticket = turn["replies"][0]["data"]["ticket"]
    parts.tickets.change(ticket["number"], "forwarded", "小王", "已转天河区市场监管局")
    address = f"/api/v1/tickets/{ticket['number']}"
    told = (await door.client.get(address, params={"code": ticket["code"].lower()})).json()
    assert (told["state"], told["note"]) == ("forwarded", "已转天河区市场监管局")
    assert "content" not in told
    assert "conversation_id" not in told
    other = "TS20200101-000000"
    for number, code in ((ticket["number"], "222222"), (other, ticket["code"])):
        refused = await door.client.get(f"/api/v1/tickets/{number}", params={"code": code})
        assert (refused.status_code, refused.json()["detail"][:8]) == (404, "编号或查询码不对")
    assert (await door.client.get(address)).status_code == 422


async def test_the_state_is_asked_in_conversation(door: Any, rasa: FakeRasa) -> None:
    owner, turn = await filled(door, rasa)
    ticket = turn["replies"][0]["data"]["ticket"]
    asked = len(rasa.seen)
    stranger = await door.begin()

    async def said(speaker: Any, text: str) -> str:
        answer = (await speaker.say(text)).json()
        assert answer["outcome"] == "complaint_taken"
        return str(answer["replies"][0]["text"])

    number, code = ticket["number"], ticket["code"]
    assert "已登记" in await said(stranger, f"查工单 {number} {code}")
    assert "已登记" in await said(stranger, f"查工单{number.lower()}，查询码{code.lower()}")
    assert "请把编号和查询码一起发来" in await said(stranger, f"查工单{number}")
    assert "不对" in await said(stranger, f"查工单{number} 222222")
    assert "加上登记时给您的编号" in await said(stranger, "我的投诉处理得怎么样了")
    assert number in await said(owner, "我的投诉处理得怎么样了")
    assert "已登记" in await said(owner, f"查工单{number}")
    assert len(rasa.seen) == asked
    texts = " ".join(past["text"] or "" for past in (await stranger.history())["messages"])
    assert not re.search(code, texts, re.IGNORECASE)


async def test_a_bad_rating_opens_one_ticket(door: Any, parts: Any, tmp_path: Path) -> None:
    speaker = await door.begin(region="440100")
    for level, reasons in ((5, []), (3, []), (2, ["213"]), (1, ["115"])):
        body = {"level": level, "reasons": reasons, "comment": "打13800138000没人接"}
        rated = await door.client.post(f"{speaker.address}/rating", json=body, headers=speaker.headers)
        assert rated.status_code == 204
    (ticket,) = parts.tickets.queue()
    assert (ticket.kind, ticket.region) == ("rating", "440100")
    content = parts.tickets.open(ticket.number, "小王")[1]
    assert content == {"what": "不满意", "reasons": "业务不熟", "comment": "打【手机号】没人接"}


FEEDBACK = [
    ({"useful": True}, 204),
    ({"useful": False, "reason": "incomplete", "comment": "没说去哪"}, 204),
    ({"useful": False}, 204),
    ({"useful": True, "reason": "other"}, 422),
    ({"useful": False, "reason": "108"}, 422),
    ({"useful": "是"}, 422),
    ({}, 422),
]


@pytest.mark.parametrize(("body", "status"), FEEDBACK)
async def test_an_answer_is_useful_or_not(door: Any, body: dict[str, Any], status: int) -> None:
    speaker = await door.begin()
    turn = (await speaker.say("身份证")).json()
    address = f"{speaker.address}/turns/{turn['id']}/feedback"
    for _ in range(2):
        answer = await door.client.post(address, json=body, headers=speaker.headers)
        assert answer.status_code == status, answer.text


async def test_feedback_needs_a_turn_of_this_conversation(door: Any) -> None:
    speaker, other = await door.begin(), await door.begin()
    turn = (await other.say("身份证")).json()
    for name, headers, status in ((turn["id"], speaker.headers, 404), (turn["id"], other.headers, 401)):
        address = f"{speaker.address}/turns/{name}/feedback"
        answer = await door.client.post(address, json={"useful": True}, headers=headers)
        assert answer.status_code == status


async def test_the_reasons_are_listed_with_their_promise(door: Any) -> None:
    told = (await door.client.get("/api/v1/rating-reasons")).json()
    assert [one["level"] for one in told["levels"]] == [5, 4, 3, 2, 1]
    reasons = {one["code"]: one for level in told["levels"] for one in level["reasons"]}
    assert reasons["109"] == {"code": "109", "name": "指南之外申报材料", "promise": "materials"}
    assert {one["code"] for one in told["feedback"]} >= {"incomplete", "other"}
