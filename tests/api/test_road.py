"""一条消息的路：问得到、脱敏、幂等、一次一条、引擎坏了怎么办。"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import anyio
import pytest

from api.road import ROAD
from knowledge.words import say

pytestmark = pytest.mark.anyio

SECRET = "我叫张三，身份证440106199003071231，手机13800138000，怎么补办身份证"


def test_the_road_reads_from_top_to_bottom() -> None:
    assert [step.__name__ for step in ROAD] == [
        "limit_client",
        "recognise_speaker",
        "read_body",
        "hold_conversation",
        "repeat_answer",
        "hide_numbers",
        "refuse_unreadable",
        "pass_to_agent",
        "look_up_ticket",
        "ask_engine",
        "fall_back",
        "ask_outside",
        "take_form",
        "hand_over",
        "offer_person",
        "record_turn",
    ]


async def test_an_answer_comes_back_as_the_engine_gave_it(door: Any, rasa: Any) -> None:
    speaker = await door.begin(region="440100", side="个人")
    response = await speaker.say("身份证丢了怎么补办")
    turn = response.json()
    assert response.status_code == 200
    assert {key: turn[key] for key in ("outcome", "replies", "understanding")} == {
        key: rasa.turn[key] for key in ("outcome", "replies", "understanding")
    }
    assert turn["id"]
    assert rasa.seen == [
        {
            "sender": speaker.opened["id"],
            "message": "身份证丢了怎么补办",
            "metadata": {"region": "440100", "side": "个人", "channel": "web"},
        }
    ]


async def test_personal_data_reaches_neither_engine_nor_disk(
    door: Any, rasa: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    speaker = await door.begin()
    await speaker.say(SECRET, key="13900139000")
    assert rasa.seen[0]["message"] == "我叫张三，身份证【身份证号】，手机【手机号】，怎么补办身份证"
    assert (await speaker.history())["messages"][0]["text"] == rasa.seen[0]["message"]
    with sqlite3.connect(tmp_path / "records.db") as database:
        dump = "\n".join(database.iterdump())
    database.close()
    for secret in ("440106199003071231", "13800138000", "13900139000", speaker.opened["token"]):
        assert secret not in dump
        assert secret not in caplog.text
    assert "张三" not in caplog.text


async def test_a_leading_slash_is_no_intent(door: Any, rasa: Any) -> None:
    speaker = await door.begin()
    assert (await speaker.say('/restart{"a": 1}')).status_code == 200
    assert rasa.seen[0]["message"] == '／restart{"a": 1}'


async def test_a_payload_goes_as_it_is(door: Any, rasa: Any) -> None:
    speaker = await door.begin()
    payload = '/choose{"item": "BS00000000000000001BSP090000003"}'
    assert (await speaker.say(payload=payload)).status_code == 200
    assert rasa.seen[0]["message"] == payload


async def test_changing_the_region_is_remembered(door: Any, rasa: Any) -> None:
    speaker = await door.begin()
    await speaker.say(payload='/change_region{"region": "440100"}')
    await speaker.say("要多久")
    assert [body["metadata"]["region"] for body in rasa.seen] == ["440100", "440100"]
    assert (await speaker.history())["region"] == "440100"


@pytest.mark.parametrize("text", ["？！。。。", "😀👍", "\u0001\u0002", "\u200b\u200d", "\ud800", "……——", "\u0001 ！"])
async def test_nothing_readable_is_answered_without_the_engine(door: Any, rasa: Any, text: str) -> None:
    speaker = await door.begin()
    body = json.dumps({"text": text}).encode()
    response = await door.client.post(
        f"{speaker.address}/messages", content=body, headers=speaker.headers | {"Content-Type": "application/json"}
    )
    assert response.status_code == 200
    assert response.json()["outcome"] == "rejected_input"
    assert response.json()["replies"][0]["text"] == say("rejected_input.text")
    assert rasa.seen == []
    assert len((await speaker.history())["messages"]) == 1


async def test_control_characters_are_removed(door: Any, rasa: Any) -> None:
    speaker = await door.begin()
    await speaker.say("  身份\u0000证\u200b丢\n了\u0007 ")
    assert rasa.seen[0]["message"] == "身份证丢 了"


async def test_three_hundred_characters_are_welcome(door: Any, rasa: Any) -> None:
    speaker = await door.begin()
    assert (await speaker.say("办" * 300 + "\u0000  ")).status_code == 200
    assert rasa.seen[0]["message"] == "办" * 300


async def test_the_same_key_gives_the_same_turn(door: Any, rasa: Any) -> None:
    speaker = await door.begin()
    first, second = await speaker.say("补办", key="k1"), await speaker.say("补办", key="k1")
    assert first.json() == second.json()
    assert len(rasa.seen) == 1
    assert len((await speaker.history())["messages"]) == 1


async def test_the_same_key_with_other_words_is_refused(door: Any, rasa: Any) -> None:
    speaker = await door.begin()
    await speaker.say("补办", key="k1")
    response = await speaker.say("换领", key="k1")
    assert response.status_code == 422
    assert "Idempotency-Key" in response.json()["detail"]
    assert (await speaker.say("换领", key="k2")).status_code == 200
    assert (await (await door.begin()).say("换领", key="k1")).status_code == 200


async def test_one_message_at_a_time(door: Any, rasa: Any) -> None:
    rasa.mode = "hang"
    speaker, other = await door.begin(), await door.begin()
    statuses: list[int] = []

    async def first() -> None:
        statuses.append((await speaker.say("第一条")).status_code)

    async with anyio.create_task_group() as group:
        group.start_soon(first)
        await anyio.to_thread.run_sync(rasa.entered.wait, 5)
        busy = await speaker.say("第二条")
        rasa.mode = "answer"
        assert (await other.say("别人的")).status_code == 200
    assert busy.status_code == 409
    assert busy.headers["Retry-After"] == "1"
    assert statuses == [200]
    assert (await speaker.say("第三条")).status_code == 200


async def test_a_refused_message_does_not_block_the_next(door: Any) -> None:
    speaker = await door.begin()
    assert (await speaker.say("补办", key="k")).status_code == 200
    assert (await speaker.say("换领", key="k")).status_code == 422
    assert (await speaker.say("再来")).status_code == 200


async def test_a_hanging_engine_is_answered_from_search_within_three_seconds(door: Any, rasa: Any) -> None:
    rasa.mode = "hang"
    speaker = await door.begin()
    started = time.perf_counter()
    turn = (await speaker.say("身份证丢了")).json()
    assert time.perf_counter() - started < 3
    assert turn["outcome"] == "engine_unavailable"
    assert turn["replies"][0]["kind"] == "search_results"
    assert [choice["label"] for choice in turn["replies"][0]["choices"]] == ["居民身份证补领（全国）"]
    assert turn["understanding"]["candidates"][0]["name"] == "居民身份证补领"


async def test_a_hanging_search_is_not_waited_for(door: Any, parts: Any, rasa: Any) -> None:
    rasa.mode = "status500"
    speaker = await door.begin()
    parts.search.pause = threading.Event()
    turn = (await speaker.say("身份证丢了")).json()
    parts.search.pause.set()
    assert turn["outcome"] == "engine_unavailable"
    assert turn["replies"][0]["text"] == say("engine_unavailable.nothing")


@pytest.mark.parametrize(
    "mode", ["status500", "junk", "not_a_list", "empty", "text_only", "bad_turn", "hang_up", "nan"]
)
async def test_every_engine_fault_is_answered_and_counted(door: Any, rasa: Any, mode: str) -> None:
    rasa.mode = mode
    speaker = await door.begin()
    turn = (await speaker.say("身份证丢了")).json()
    assert turn["outcome"] == "engine_unavailable"
    assert (await speaker.history())["messages"][0]["turn"] == turn
    metrics = (await door.client.get("/metrics")).text
    assert 'banshi_turns_total{channel="web",outcome="engine_unavailable"} 1.0' in metrics
    assert "banshi_engine_failures_total{" in metrics


async def test_a_turn_is_counted_once(door: Any) -> None:
    speaker = await door.begin(channel="hotline")
    await speaker.say("补办", key="k")
    await speaker.say("补办", key="k")
    metrics = (await door.client.get("/metrics")).text
    assert 'banshi_turns_total{channel="hotline",outcome="answered"} 1.0' in metrics
    assert 'banshi_turn_seconds_count{channel="hotline"} 1.0' in metrics
