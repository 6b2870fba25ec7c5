"""从门到外面的系统：号码只到外面，别处都没有；四种结果各有各的话；约两次只约一次；每次问都记一件事。"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from actions import applying
from api import connecting
from api.connectors.secret import HIDDEN, SECRET, taken_out
from api.parts import Parts
from api.privacy import mask
from knowledge.connectors import ASKED, OPERATIONS, OUTCOMES
from knowledge.words import all_words
from records.events import EventLog
from tests.api.connectors.engine import WEDNESDAY, seat
from tests.api.fake_rasa import FakeRasa
from tests.outside import CASE, HOLDER, Outside, configured

pytestmark = pytest.mark.anyio

PHONE = "13800138000"


@pytest.fixture
async def parts(assemble: Any, rasa: FakeRasa, outside: Outside, anyio_backend: str) -> AsyncIterator[Parts]:
    seat(rasa, outside.url)
    opened: AbstractAsyncContextManager[Parts] = assemble(connectors=configured(outside.url))
    async with opened as made:
        yield made


@pytest.fixture
async def speaker(parts: Parts, open_door: Any) -> AsyncIterator[Any]:
    async with open_door(parts) as door:
        yield await door.begin(region="440100")


async def say(speaker: Any, text: str) -> dict[str, Any]:
    turn: dict[str, Any] = (await speaker.say(text)).json()
    return turn


async def press(speaker: Any, turn: dict[str, Any], label: str) -> dict[str, Any]:
    choices = [choice for reply in turn["replies"] for choice in reply["choices"]]
    (payload,) = [one["payload"] for one in choices if one["label"] == label]
    after: dict[str, Any] = (await speaker.say(payload=payload)).json()
    return after


def text_of(turn: dict[str, Any]) -> str:
    return "\n".join(reply["text"] for reply in turn["replies"])


def calls(parts: Parts) -> list[dict[str, Any]]:
    log: EventLog = parts.board.events
    return [data for _, data in log.read(kind="connector_called")]


def test_every_operation_and_outcome_has_its_words() -> None:
    said = {key.removeprefix("connector.result.") for key in all_words() if key.startswith("connector.result.")}
    assert said == {f"{operation}.{outcome}" for operation in OPERATIONS for outcome in OUTCOMES}


def test_everything_asked_for_has_its_words() -> None:
    assert {f"connector.ask_{name}" for name in (*ASKED, "sure", "sure_cancel")} <= set(all_words())


def test_the_sealed_fields_are_the_same_on_both_sides() -> None:
    assert set(SECRET) == set(applying.SECRET) == set(HIDDEN)
    assert set(connecting.NAMES) == set(applying.NAMES)


async def test_a_case_is_found_and_the_source_is_named(speaker: Any, parts: Parts, outside: Outside) -> None:
    await say(speaker, f"查进度 {CASE}")
    turn = await say(speaker, f"后四位是{HOLDER}。")
    (reply,) = turn["replies"]
    assert (turn["outcome"], reply["kind"]) == ("answered", "progress")
    for line in ("状态：已受理", "环节：审查", "时间：2026-11-23 09:30", "办理部门：广州市公安局", "【手机号】"):
        assert line in reply["text"]
    assert reply["text"].splitlines()[-1].startswith("来源：广州办件查询（20")
    assert reply["source"]["name"] == "广州办件查询"
    assert outside.seen[0]["asked"] == {"bh": CASE, "wh": HOLDER}
    (call,) = calls(parts)
    assert call.pop("seconds") >= 0
    about = {"connector": "gz-cases", "operation": "progress"}
    assert call == about | {"outcome": "found", "status": 200, "failure": None}


async def test_numbers_lie_nowhere(speaker: Any, parts: Parts, rasa: FakeRasa, tmp_path: Path, caplog: Any) -> None:
    await say(speaker, f"查进度 {CASE}")
    await say(speaker, "王五柳")
    turn = await say(speaker, WEDNESDAY)
    turn = await say(speaker, "第一个")
    await say(speaker, PHONE)
    for hidden in (CASE, "王五柳", PHONE):
        texts = json.dumps([one["text"] for one in (await speaker.history())["messages"]], ensure_ascii=False)
        assert hidden not in texts
        files = b"".join(path.read_bytes() for path in tmp_path.glob("records.db*"))
        assert hidden.encode() not in files
        assert hidden not in caplog.text
    for hidden in (CASE, PHONE):
        assert hidden not in json.dumps(rasa.seen, ensure_ascii=False)
    assert turn["outcome"] == "clarify_item"


@pytest.mark.parametrize(
    ("number", "holder", "said"), [("GZ-00000001", HOLDER, "没有这个编号的办件"), (CASE, "9999", "对不上")]
)
async def test_not_found_and_refused(speaker: Any, outside: Outside, number: str, holder: str, said: str) -> None:
    await say(speaker, "查进度")
    await say(speaker, number)
    turn = await say(speaker, holder)
    assert turn["outcome"] == "no_match"
    assert said in text_of(turn)
    assert outside.seen[0]["asked"]["bh"] == number
    turn = await press(speaker, turn, "再写一次")
    await say(speaker, CASE)
    assert (await say(speaker, HOLDER))["outcome"] == "answered"


@pytest.mark.parametrize("mode", ["status500", "broken", "huge", "redirect", "hang_up", "unknown"])
async def test_unreachable_keeps_the_number_for_another_try(
    speaker: Any, parts: Parts, outside: Outside, mode: str
) -> None:
    outside.mode = mode
    await say(speaker, f"查进度 {CASE}")
    turn = await say(speaker, HOLDER)
    assert turn["outcome"] == "no_match"
    assert "没有问到" in text_of(turn)
    assert "12345" in text_of(turn)
    assert turn["replies"][0]["source"] is None
    assert calls(parts)[0]["outcome"] == "unreachable"
    outside.mode = "answer"
    assert (await press(speaker, turn, "再试一次"))["outcome"] == "answered"


async def test_a_resting_connector_is_not_called_and_says_so(speaker: Any, parts: Parts, outside: Outside) -> None:
    outside.mode = "status500"
    await say(speaker, f"查进度 {CASE}")
    turn = await say(speaker, HOLDER)
    for _ in range(3):
        turn = await press(speaker, turn, "再试一次")
    assert len(outside.seen) == 3
    assert [one["failure"] for one in calls(parts)] == ["bad_status"] * 3 + ["paused"]
    assert "没有问到" in text_of(turn)
    health = (await speaker.client.get("/readyz")).json()
    assert health["parts"]["connectors"] == {
        "ok": True,
        "detail": "gz-cases 接连 3 次没有问到，歇着；gz-booking 正常",
    }
    metrics = (await speaker.client.get("/metrics")).text
    line = 'banshi_connector_calls_total{connector="gz-cases",operation="progress",outcome="unreachable"} 4.0'
    assert line in metrics


async def book(speaker: Any) -> dict[str, Any]:
    """约好，返回最后一轮。"""
    await say(speaker, WEDNESDAY)
    await say(speaker, "第一个")
    turn = await say(speaker, PHONE)
    assert "确认预约" in text_of(turn)
    return await press(speaker, turn, "确认预约")


async def test_booking_and_cancelling(speaker: Any, parts: Parts, outside: Outside) -> None:
    turn = await say(speaker, WEDNESDAY)
    assert "越秀区政务服务中心" in text_of(turn)
    turn = await say(speaker, "第一个")
    turn = await say(speaker, PHONE)
    assert outside.bookings == {}  # 还没有确认
    done = await press(speaker, turn, "确认预约")
    (number,) = outside.bookings.values()
    assert done["outcome"] == "answered"
    assert number in text_of(done)
    assert "1月2日 周三 09:00–09:30" in text_of(done)
    assert outside.seen[-1]["asked"]["tel"] == PHONE
    assert len(outside.seen[-1]["key"]) == 32
    sure = await press(speaker, done, "取消这个预约")
    gone = await press(speaker, sure, "确认取消")
    assert gone["outcome"] == "answered"
    assert outside.bookings == {}
    assert [one["operation"] for one in calls(parts)] == ["slots", "book", "cancel"]


async def test_the_same_confirmation_twice_books_once(speaker: Any, outside: Outside) -> None:
    await say(speaker, WEDNESDAY)
    await say(speaker, "第一个")
    turn = await say(speaker, PHONE)
    first = await press(speaker, turn, "确认预约")
    second = await press(speaker, turn, "确认预约")
    assert text_of(first) == text_of(second)
    assert len([one for one in outside.seen if one["path"] == "/book"]) == 1


async def test_a_slot_named_like_a_telephone_can_be_taken(speaker: Any, outside: Outside) -> None:
    outside.slot_id = PHONE + "-{name}"
    turn = await press(speaker, await say(speaker, WEDNESDAY), "1月2日 周三 09:00–09:30，越秀区政务服务中心")
    assert "手机号码" in text_of(turn)
    done = await press(speaker, await say(speaker, PHONE), "确认预约")
    assert done["outcome"] == "answered"
    assert outside.taken == {f"{PHONE}-S-0900"}


async def test_a_retry_sends_the_same_key(speaker: Any, outside: Outside) -> None:
    await say(speaker, WEDNESDAY)
    await say(speaker, "第一个")
    turn = await say(speaker, PHONE)
    outside.mode = "status500"
    turn = await press(speaker, turn, "确认预约")
    assert "不知道约上没有" in text_of(turn)
    outside.mode = "answer"
    turn = await press(speaker, turn, "再试一次")
    assert turn["outcome"] == "answered"
    keys = {one["key"] for one in outside.seen if one["path"] == "/book"}
    assert len(keys) == 1


async def test_a_slot_just_taken_leads_to_another_with_another_key(speaker: Any, outside: Outside) -> None:
    await say(speaker, WEDNESDAY)
    await say(speaker, "第一个")
    turn = await say(speaker, PHONE)
    outside.taken.add("2030-01-02-S-0900")
    turn = await press(speaker, turn, "确认预约")
    assert "刚被约走" in text_of(turn)
    turn = await press(speaker, turn, "换个时间")
    assert "09:00" not in text_of(turn)
    turn = await say(speaker, "第一个")
    assert (await press(speaker, turn, "确认预约"))["outcome"] == "answered"
    assert len({one["key"] for one in outside.seen if one["path"] == "/book"}) == 2


async def test_a_number_said_before_the_place_is_kept(parts: Parts, open_door: Any, outside: Outside) -> None:
    async with open_door(parts) as door:
        speaker = await door.begin()
        turn = await say(speaker, f"查进度 {CASE}")
        assert turn["outcome"] == "clarify_region"
        await speaker.say(payload='/change_region{"region": "440100"}')
        assert (await say(speaker, HOLDER))["outcome"] == "answered"
        assert outside.seen[0]["asked"]["bh"] == CASE


async def test_what_was_sealed_too_long_ago_is_asked_again(speaker: Any, parts: Parts) -> None:
    await say(speaker, f"查进度 {CASE}")
    parts.tickets.drop_drafts(speaker.opened["id"])
    turn = await say(speaker, HOLDER)
    assert "再写一次" in text_of(turn)
    await press(speaker, turn, "再写一次")
    await say(speaker, CASE)
    assert (await say(speaker, HOLDER))["outcome"] == "answered"


async def test_giving_up_deletes_what_was_sealed(speaker: Any, parts: Parts, rasa: FakeRasa) -> None:
    await say(speaker, f"查进度 {CASE}")
    own = speaker.opened["id"]
    form = json.loads(json.dumps((await speaker.history())["messages"][0]["turn"]["replies"][-1]["data"]["form"]))
    assert parts.tickets.drafts(own, form["id"]) == {"number": CASE}
    await say(speaker, "算了")
    assert parts.tickets.drafts(own, form["id"]) == {}


async def test_the_engine_gone_while_listing_loses_nothing(speaker: Any, rasa: FakeRasa, outside: Outside) -> None:
    respond = rasa.respond

    def failing() -> tuple[int, str]:
        return (500, "") if rasa.seen[-1]["metadata"].get("connector") else respond()

    rasa.respond = failing  # type: ignore[method-assign]
    turn = await say(speaker, WEDNESDAY)
    assert turn["outcome"] == "engine_unavailable"
    rasa.respond = respond  # type: ignore[method-assign]
    assert "09:00" in text_of(await say(speaker, WEDNESDAY))


async def test_without_connectors_nothing_is_in_the_health(assemble: Any, open_door: Any) -> None:
    async with assemble() as plain, open_door(plain) as door:
        assert "connectors" not in (await door.client.get("/readyz")).json()["parts"]


TAKEN = [
    ("440100202611230001", "number", "【办件编号】", {"number": "440100202611230001"}),
    ("是 4401 0020 2611 2300 01 这个", "number", "是 【办件编号】 这个", {"number": "440100202611230001"}),
    ("ＧＺ－２０２６－０００１", "number", "【办件编号】", {"number": "GZ-2026-0001"}),
    ("我不知道", "number", "我不知道", {}),
    ("打12345问吗", "number", "打12345问吗", {}),
    ("YY20261125001", "booking", "【办件编号】", {"booking": "YY20261125001"}),
    ("我叫张三。", "holder", "我叫张三。", {"holder": "张三"}),
    ("138 0013 8000", "phone", "【手机号】", {"phone": "13800138000"}),
    ("没有", "phone", "没有", {}),
    ("查进度 zfb1234567890", None, "查进度 【办件编号】", {"number": "zfb1234567890", "booking": "zfb1234567890"}),
    ("身份证丢了", None, "身份证丢了", {}),
]


@pytest.mark.parametrize(("raw", "asks", "text", "given"), TAKEN)
def test_numbers_are_taken_out_of_what_is_said(raw: str, asks: str | None, text: str, given: dict[str, str]) -> None:
    assert taken_out(raw, mask(raw), asks) == (text, given)
