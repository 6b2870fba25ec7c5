"""记录库（真的 PostgreSQL）在中途被 kill −9：说得清楚，再发一次就从原处接着；引擎停着，找人的照样找得到。"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any

import anyio
import pytest

from bench.common import Absent
from bench.postgres import Server, serving
from knowledge.words import say
from tests.api.fake_rasa import TURN, FakeRasa
from tests.api.test_filing import form_turn
from tests.api.test_handing import WANG, agents, person_turn

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """自己的一台，杀它不碍别的测试。"""
    try:
        with serving() as started:
            yield started
    except Absent as fault:
        pytest.skip(f"跳过要杀 PostgreSQL 的测试：{fault}")


@pytest.fixture
async def staffed(
    server: Server, assemble: Any, open_door: Any, rasa: FakeRasa, anyio_backend: str
) -> AsyncIterator[Any]:
    """记录在 PostgreSQL 里的一扇门，小王值班。"""
    async with AsyncExitStack() as stack:
        parts = await stack.enter_async_context(
            assemble(agents="小王:wang-token-0123456789", url=server.new_database())
        )
        door = await stack.enter_async_context(open_door(parts))
        door.parts = parts
        yield door


async def crashed(server: Server, speaker: Any, text: str) -> None:
    """库杀掉时说的话：503，说没有收到、以前的都在；看历史也一样。然后库回来。"""
    server.crash()
    for _ in range(2):
        refused = await speaker.say(text)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert "没有收到" in refused.json()["detail"]
    seen = await speaker.client.get(f"{speaker.address}/messages", headers=speaker.headers)
    assert seen.status_code == 503
    assert (await speaker.client.get("/readyz")).json()["parts"]["database"]["ok"] is False
    await anyio.to_thread.run_sync(server.restart)


async def test_a_database_killed_in_the_middle_loses_nothing(server: Server, staffed: Any, rasa: FakeRasa) -> None:
    guided, form, held = await staffed.begin(), await staffed.begin(), await staffed.begin()
    rasa.turn = TURN | {"outcome": "clarify_scenario"}
    await guided.say("身份证丢了要带什么")
    rasa.turn = form_turn("where", took="what")
    await form.say("健身房跑路，老板电话13800138000")
    rasa.turn = person_turn()
    await held.say("转人工")
    (row,) = (await agents(staffed, "GET", "/handovers")).json()
    await agents(staffed, "POST", f"/handovers/{row['id']}/take")

    await crashed(server, guided, "给孩子")

    rasa.turn = TURN
    asked = len(rasa.seen)
    assert (await guided.say("给孩子")).json()["outcome"] == "answered"
    assert [past["text"] for past in (await guided.history())["messages"]] == ["身份证丢了要带什么", "给孩子"]
    assert len(rasa.seen) == asked + 1

    rasa.turn = form_turn("when", took="where")
    await form.say("天河区体育西路")
    rasa.turn = form_turn(None, end="filed", what="健身房跑路", where="天河区体育西路")
    filed = (await form.say(payload='/complaint{"step": "submit"}')).json()
    opened = staffed.parts.tickets.open(filed["replies"][0]["data"]["ticket"]["number"], "小王")
    assert opened[1] == {"what": "健身房跑路，老板电话13800138000", "where": "天河区体育西路"}

    assert (await held.say("材料被退回来了")).json()["replies"][0]["kind"] == "delivered"
    view = (await agents(staffed, "GET", f"/handovers/{row['id']}/conversation", WANG)).json()
    texts = [past["text"] for past in view["conversation"]["messages"] if past["author"] == "visitor"]
    assert texts == ["转人工", "材料被退回来了"]


@pytest.fixture
async def local(assemble: Any, open_door: Any, rasa: FakeRasa, anyio_backend: str) -> AsyncIterator[Any]:
    """记录在 SQLite 里的一扇门，小王值班。"""
    async with AsyncExitStack() as stack:
        door = await stack.enter_async_context(
            open_door(await stack.enter_async_context(assemble(agents="小王:wang-token-0123456789")))
        )
        yield door


WANTING: list[dict[str, str]] = [
    {"text": "转人工"},
    {"text": "我要找真人"},
    {"text": "帮我转人工客服"},
    {"payload": "/ask_person{}"},
]


@pytest.mark.parametrize("how", WANTING)
async def test_a_person_is_found_while_the_engine_is_gone(local: Any, rasa: FakeRasa, how: dict[str, str]) -> None:
    rasa.mode = "status500"
    speaker = await local.begin()
    turn = (await speaker.say(**how)).json()
    assert turn["outcome"] == "handed_off"
    assert "前面还有0位" in turn["replies"][0]["text"]
    assert "智能问答暂时连不上" in turn["replies"][0]["text"]
    (row,) = (await agents(local, "GET", "/handovers")).json()
    await agents(local, "POST", f"/handovers/{row['id']}/take")
    assert (await speaker.say("在吗")).json()["replies"][0]["kind"] == "delivered"
    asked = (await speaker.say("机器人，身份证丢了怎么补")).json()
    assert asked["outcome"] == "engine_unavailable"
    rasa.mode = "answer"
    assert (await speaker.say("机器人，身份证丢了怎么补")).json()["outcome"] == "answered"
    assert (await speaker.say("还在吗")).json()["replies"][0]["kind"] == "delivered"


async def test_without_agents_a_person_is_the_hotline(door: Any, rasa: FakeRasa) -> None:
    rasa.mode = "status500"
    turn = (await (await door.begin()).say("转人工")).json()
    assert (turn["outcome"], "12345" in turn["replies"][0]["text"]) == ("handed_off", True)


@pytest.mark.parametrize("outcome", ["clarify_scenario", "clarify_region", "clarify_item"])
@pytest.mark.parametrize(("said", "words"), [("给孩子", "waiting"), ("身份证", "kept")])
async def test_an_answer_the_engine_did_not_hear_is_said_to_be_unheard(
    door: Any, rasa: FakeRasa, outcome: str, said: str, words: str
) -> None:
    speaker = await door.begin()
    rasa.turn = TURN | {"outcome": outcome}
    await speaker.say("居住证怎么办")
    rasa.mode = "status500"
    turn = (await speaker.say(said)).json()
    assert turn["outcome"] == "engine_unavailable"
    assert say(f"engine_unavailable.{words}") in turn["replies"][0]["text"]


async def both_at_once(rasa: FakeRasa, send: Callable[[str], Any]) -> dict[str, Any]:
    """第一条还在引擎里，第二条就来了；过一会儿引擎答了第一条。"""
    answers: dict[str, Any] = {}
    rasa.mode = "hang"

    async def one(text: str) -> None:
        answers[text] = await send(text)

    async with anyio.create_task_group() as group:
        group.start_soon(one, "第一条")
        await anyio.to_thread.run_sync(rasa.entered.wait, 5)
        group.start_soon(one, "第二条")
        await anyio.sleep(0.1)
        rasa.mode = "answer"
        rasa.leave.set()
    return answers


async def test_of_two_at_once_the_second_waits_its_turn(door: Any, rasa: FakeRasa) -> None:
    speaker = await door.begin()
    answers = await both_at_once(rasa, speaker.say)
    assert [answers[text].status_code for text in ("第一条", "第二条")] == [200, 200]
    assert [past["text"] for past in (await speaker.history())["messages"]] == ["第一条", "第二条"]


async def test_the_same_key_twice_at_once_is_answered_once(door: Any, rasa: FakeRasa) -> None:
    speaker = await door.begin()
    answers = await both_at_once(rasa, lambda _: speaker.say("补办", key="k"))
    assert answers["第一条"].json() == answers["第二条"].json()
    assert len((await speaker.history())["messages"]) == 1
