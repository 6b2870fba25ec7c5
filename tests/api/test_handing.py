"""转人工：值班就排队，座席接着时机器不插嘴；不值班说时间和电话；接连答不上就问要不要找人。"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from records.events import EventLog
from tests.api.fake_rasa import TURN, FakeRasa

pytestmark = pytest.mark.anyio

AGENTS = "小王:wang-token-0123456789,小李:li-token-0123456789ab"
WANG = {"Authorization": "Bearer wang-token-0123456789"}
LI = {"Authorization": "Bearer li-token-0123456789ab"}
CALLBACK = {"label": "请人给我回电话", "payload": '/ask_person{"step": "callback"}'}


def person_turn() -> dict[str, Any]:
    text = "好的，请找人工：拨打12345政务服务便民热线。\n“居民身份证补领”也可以直接拨打咨询电话020-1。"
    reply = {"kind": "handed_off", "text": text, "data": {}, "choices": [CALLBACK], "source": None}
    return TURN | {"outcome": "handed_off", "replies": [reply]}


@pytest.fixture
async def staffed(assemble: Any, open_door: Any, rasa: FakeRasa, anyio_backend: str) -> AsyncIterator[Any]:
    """有两位座席，什么时候都值班。"""
    rasa.turn = person_turn()
    async with AsyncExitStack() as stack:
        parts = await stack.enter_async_context(assemble(agents=AGENTS))
        door = await stack.enter_async_context(open_door(parts))
        door.parts = parts
        yield door


def labels(turn: dict[str, Any]) -> list[str]:
    return [choice["label"] for choice in turn["replies"][-1]["choices"]]


async def agents(door: Any, method: str, path: str, who: dict[str, str] = WANG, **body: Any) -> Any:
    return await door.client.request(method, f"/api/v1/agents{path}", headers=who, json=body or None)


async def held(door: Any) -> tuple[Any, str]:
    """一位来客，小王接着。"""
    speaker = await door.begin()
    await speaker.say("转人工")
    (row,) = (await agents(door, "GET", "/handovers")).json()
    assert (await agents(door, "POST", f"/handovers/{row['id']}/take")).status_code == 200
    return speaker, row["id"]


async def test_asking_gives_a_place(staffed: Any) -> None:
    first, second = await staffed.begin(), await staffed.begin()
    turn = (await first.say("转人工")).json()
    assert turn["outcome"] == "handed_off"
    assert "前面还有0位" in turn["replies"][0]["text"]
    assert "每天全天" in turn["replies"][0]["text"]
    assert "020-1" in turn["replies"][0]["text"]
    assert labels(turn) == ["不等了", "请人给我回电话"]
    assert (await second.say("转人工")).json()["replies"][0]["data"]["handover"] == {"state": "waiting", "ahead": 1}
    assert len((await agents(staffed, "GET", "/handovers")).json()) == 2


async def test_the_machine_answers_those_who_wait(staffed: Any, rasa: FakeRasa) -> None:
    speaker = await staffed.begin()
    await speaker.say("转人工")
    rasa.turn = TURN
    assert (await speaker.say("身份证")).json()["outcome"] == "answered"


@pytest.mark.parametrize("how", [{"payload": '/ask_person{"step": "leave"}'}, {"text": "不等了"}])
async def test_one_may_leave_the_queue(staffed: Any, how: dict[str, str]) -> None:
    speaker = await staffed.begin()
    await speaker.say("转人工")
    assert "人工服务结束了" in (await speaker.say(**how)).json()["replies"][0]["text"]
    assert (await agents(staffed, "GET", "/handovers")).json() == []


async def test_the_agent_reads_what_was_said_and_understood(staffed: Any, rasa: FakeRasa) -> None:
    speaker = await staffed.begin(region="440100")
    rasa.turn = TURN
    await speaker.say("身份证补办，我的手机13800138000")
    rasa.turn = person_turn()
    await speaker.say("转人工")
    (row,) = (await agents(staffed, "GET", "/handovers")).json()
    view = (await agents(staffed, "GET", f"/handovers/{row['id']}/conversation")).json()
    first = view["conversation"]["messages"][0]
    assert (first["text"], first["author"]) == ("身份证补办，我的手机【手机号】", "visitor")
    assert first["turn"]["understanding"]["item"]["name"] == "居民身份证补领"
    assert view["conversation"]["region"] == "440100"
    assert view["tickets"] == []


async def test_while_an_agent_holds_it_the_machine_is_silent(staffed: Any, rasa: FakeRasa) -> None:
    speaker, name = await held(staffed)
    asked = len(rasa.seen)
    turn = (await speaker.say("我的材料被退回来了")).json()
    assert (turn["outcome"], turn["replies"][0]["kind"]) == ("handed_off", "delivered")
    assert len(rasa.seen) == asked
    said = await agents(
        staffed, "POST", f"/handovers/{name}/messages", text="请打办事处020-83123456，我的手机13800138000"
    )
    assert said.status_code == 201
    messages = (await speaker.history())["messages"]
    assert [(past["author"], past["text"]) for past in messages] == [
        ("visitor", "转人工"),
        ("agent", None),
        ("visitor", "我的材料被退回来了"),
        ("agent", None),
    ]
    assert messages[-1]["turn"]["replies"][0]["kind"] == "agent"
    assert messages[-1]["turn"]["replies"][0]["text"] == "请打办事处020-83123456，我的手机【手机号】"


async def test_the_machine_answers_when_called(staffed: Any, rasa: FakeRasa) -> None:
    speaker, _ = await held(staffed)
    rasa.turn = TURN
    assert (await speaker.say("机器人，身份证补办带什么")).json()["outcome"] == "answered"
    assert rasa.seen[-1]["message"] == "身份证补办带什么"
    assert (await speaker.say(payload='/follow{"aspect": "fee"}')).json()["outcome"] == "answered"
    assert (await speaker.say("好的")).json()["replies"][0]["kind"] == "delivered"


@pytest.mark.parametrize("ending", ["solved", "left", "passed_on"])
async def test_it_ends_with_a_name_and_the_machine_is_back(staffed: Any, rasa: FakeRasa, ending: str) -> None:
    speaker, name = await held(staffed)
    ended = await agents(staffed, "POST", f"/handovers/{name}/end", ending=ending)
    assert (ended.json()["ending"], ended.json()["agent"]) == (ending, "小王")
    rasa.turn = TURN
    assert (await speaker.say("身份证")).json()["outcome"] == "answered"
    for path in ("messages", "end"):
        body = {"text": "还在吗"} if path == "messages" else {"ending": "solved"}
        assert (await agents(staffed, "POST", f"/handovers/{name}/{path}", **body)).status_code == 409
    assert (await agents(staffed, "GET", f"/handovers/{name}/conversation")).status_code == 409


async def test_only_the_one_who_holds_it_speaks(staffed: Any) -> None:
    _, name = await held(staffed)
    assert (await agents(staffed, "POST", f"/handovers/{name}/take", LI)).status_code == 409
    assert (await agents(staffed, "POST", f"/handovers/{name}/messages", LI, text="我来")).status_code == 409
    assert (await agents(staffed, "POST", f"/handovers/{name}/end", LI, ending="solved")).status_code == 409
    assert (await agents(staffed, "POST", f"/handovers/{name}/end", ending="lost")).status_code == 422
    assert (await agents(staffed, "POST", f"/handovers/{name}/messages", text=" ")).status_code == 422
    assert (await agents(staffed, "POST", "/handovers/没有/take")).status_code == 404


PLACES = ["/handovers", "/handovers/x/conversation", "/tickets", "/tickets/TS1", "/tickets/TS1/audit"]


@pytest.mark.parametrize("path", PLACES)
async def test_agents_need_their_token(staffed: Any, path: str) -> None:
    speaker = await staffed.begin()
    for headers in ({}, speaker.headers, {"Authorization": "Bearer wang-token"}, {"Authorization": "Bearer "}):
        refused = await agents(staffed, "GET", path, headers)
        assert refused.status_code == 401, path


async def test_without_agents_there_is_nobody(door: Any, rasa: FakeRasa) -> None:
    refused = await door.client.get("/api/v1/agents/tickets", headers=WANG)
    assert refused.status_code == 401
    assert "BANSHI_AGENT_TOKENS" in refused.json()["detail"]
    rasa.turn = person_turn()
    turn = (await (await door.begin()).say("转人工")).json()
    assert turn["replies"] == person_turn()["replies"]


async def test_off_duty_says_when_and_whom_to_call(assemble: Any, open_door: Any, rasa: FakeRasa) -> None:
    rasa.turn = person_turn()
    hours = f"{(_weekday() + 2) % 7 + 1} 09:00-09:01"
    async with assemble(agents=AGENTS, hours=hours) as parts, open_door(parts) as door:
        turn = (await (await door.begin()).say("转人工")).json()
        assert (turn["outcome"], labels(turn)) == ("handed_off", ["请人给我回电话"])
        assert "现在没有工作人员值班" in turn["replies"][0]["text"]
        assert "12345" in turn["replies"][0]["text"]
        assert (await agents(door, "GET", "/handovers")).json() == []


def _weekday() -> int:
    from knowledge.clock import now

    return now().isoweekday()


async def test_two_failures_offer_a_person(door: Any, rasa: FakeRasa) -> None:
    miss = TURN | {"outcome": "no_match"}
    speaker = await door.begin()

    async def said(turn: dict[str, Any]) -> list[str]:
        rasa.turn = turn
        return labels((await speaker.say("话")).json())

    thanks = TURN | {"outcome": "small_talk"}
    assert "转人工" not in await said(miss)
    assert "转人工" not in await said(thanks)
    assert "转人工" in await said(miss)
    assert "转人工" in await said(miss)
    assert "转人工" not in await said(TURN)
    assert "转人工" not in await said(miss)


async def test_tickets_are_opened_by_agents_with_a_line_each_time(staffed: Any) -> None:
    speaker = await staffed.begin()
    await staffed.client.post(f"{speaker.address}/rating", json={"level": 1}, headers=speaker.headers)
    (row,) = (await agents(staffed, "GET", "/tickets")).json()
    assert "content" not in row
    path = f"/tickets/{row['number']}"
    opened = (await agents(staffed, "GET", path)).json()
    assert opened["content"]["what"] == "非常不满意"
    changed = await agents(staffed, "POST", path, LI, state="forwarded", note="已转，电话13800138000")
    assert (changed.json()["state"], changed.json()["note"]) == ("forwarded", "已转，电话【手机号】")
    assert [(one["agent"], one["did"]) for one in (await agents(staffed, "GET", f"{path}/audit")).json()] == [
        ("小王", "read"),
        ("小李", "forwarded"),
    ]
    assert (await agents(staffed, "POST", path, state="forwarded")).status_code == 409
    assert (await agents(staffed, "POST", path, state="registered")).status_code == 422
    assert (await agents(staffed, "GET", "/tickets/TS0")).status_code == 404
    assert (await agents(staffed, "POST", "/tickets/TS0", state="closed")).status_code == 404
    assert (await agents(staffed, "GET", "/tickets?state=registered")).json() == []


async def test_everything_is_in_the_log(staffed: Any) -> None:
    speaker, name = await held(staffed)
    await agents(staffed, "POST", f"/handovers/{name}/end", ending="solved")
    told = EventLog(staffed.parts.records._engine).read(speaker.opened["id"])
    assert [kind for kind, _ in told if kind != "turn"] == [
        "conversation_opened",
        "handover_asked",
        "handover_taken",
        "handover_ended",
    ]
    turns = [data for kind, data in told if kind == "turn"]
    assert [data["author"] for data in turns] == ["visitor", "agent", "agent"]
    assert {"admit", "desk", "engine"} <= set(turns[0]["parts"])
    assert sum(turns[0]["parts"].values()) <= turns[0]["seconds"] + 0.001
