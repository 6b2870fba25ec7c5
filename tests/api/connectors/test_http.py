"""HTTP 的连接对着一个真的在听的替身：四种结果，和每一种坏法的名字。"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from api.connectors.http import HttpConnector, open_outside
from knowledge.connectors import Connectors, read_connectors
from tests.outside import CASE, HOLDER, TOKEN, Outside, configured

pytestmark = pytest.mark.anyio

SECRETS = {"OUTSIDE_TOKEN": TOKEN}
ASKED = {"number": CASE, "holder": HOLDER}
DAY = "2026-11-25"
SLOT = f"{DAY}-S-0900"


@pytest.fixture
async def session(anyio_backend: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with open_outside() as opened:
        yield opened


@pytest.fixture
def about(outside: Outside) -> Connectors:
    return read_connectors(configured(outside.url))


def line(session: aiohttp.ClientSession, about: Connectors, place: int = 0, **options: Any) -> HttpConnector:
    return HttpConnector(session, about.all[place], SECRETS, **options)


async def test_a_case_is_found_and_its_codes_are_put_in_words(
    session: aiohttp.ClientSession, about: Connectors, outside: Outside
) -> None:
    told = await line(session, about).progress(ASKED)
    assert told.outcome == "found"
    assert dict(told.fields) == {
        "state": "已受理",
        "step": "审查",
        "when": "2026-11-23 09:30",
        "where": "广州市公安局",
        "note": "联系人张三【手机号】",
    }
    (seen,) = outside.seen
    assert seen["asked"] == {"bh": CASE, "wh": HOLDER}
    assert seen["token"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [({"number": "000000", "holder": HOLDER}, "not_found"), ({"number": CASE, "holder": "0000"}, "refused")],
)
async def test_no_such_case_and_a_wrong_pair_are_told_apart(
    session: aiohttp.ClientSession, about: Connectors, asked: dict[str, str], outcome: str
) -> None:
    told = await line(session, about).progress(asked)
    assert (told.outcome, dict(told.fields), told.failure) == (outcome, {}, None)


BROKEN = [
    ("slow", "timeout", None),
    ("trickle", "timeout", None),
    ("status500", "bad_status", 500),
    ("broken", "not_json", 200),
    ("deep", "not_json", 200),
    ("html", "not_json", 200),
    ("gzip", "not_json", 200),
    ("huge", "too_big", 200),
    ("redirect", "redirect", 302),
    ("unknown", "unknown_code", 200),
    ("empty", "bad_shape", 200),
    ("hang_up", "unreachable", None),
]


@pytest.mark.parametrize(("mode", "failure", "status"), BROKEN, ids=[mode for mode, *_ in BROKEN])
async def test_every_fault_has_its_name(
    session: aiohttp.ClientSession, about: Connectors, outside: Outside, mode: str, failure: str, status: int | None
) -> None:
    outside.mode = mode
    seconds = 0.3 if failure == "timeout" else 2.0
    told = await line(session, about, seconds=seconds).progress(ASKED)
    assert (told.outcome, told.failure, told.status) == ("unreachable", failure, status)
    assert dict(told.fields) == {}
    assert [seen["path"] for seen in outside.seen] == ["/progress"]  # 转到别处的没有跟去


async def test_nobody_listening_is_unreachable(session: aiohttp.ClientSession) -> None:
    about = read_connectors(configured("http://127.0.0.1:1"))
    told = await line(session, about).progress(ASKED)
    assert (told.outcome, told.failure) == ("unreachable", "unreachable")


async def test_a_wrong_secret_is_unreachable(session: aiohttp.ClientSession, about: Connectors) -> None:
    wrong = HttpConnector(session, about.all[0], {"OUTSIDE_TOKEN": "wrong"})
    told = await wrong.progress(ASKED)
    assert (told.outcome, told.failure, told.status) == ("unreachable", "bad_status", 401)


async def test_free_slots_are_listed(session: aiohttp.ClientSession, about: Connectors, outside: Outside) -> None:
    outside.taken.add(f"{DAY}-S-1000")
    told = await line(session, about, 1).slots({"item": "x", "day": DAY})
    assert told.outcome == "found"
    assert [one["begin"] for one in told.slots] == ["09:00", "14:00"]
    place = "越秀区政务服务中心"
    assert told.slots[0] == {"id": SLOT, "day": DAY, "begin": "09:00", "end": "09:30", "place": place, "left": "3"}
    assert outside.seen[0]["asked"] == {"sx": "x", "rq": DAY}


async def test_no_free_slot_is_not_found(session: aiohttp.ClientSession, about: Connectors, outside: Outside) -> None:
    outside.taken |= {f"{DAY}-{name}" for name in ("S-0900", "S-1000", "S-1400")}
    assert (await line(session, about, 1).slots({"item": "x", "day": DAY})).outcome == "not_found"


async def test_booking_twice_with_one_key_books_once(
    session: aiohttp.ClientSession, about: Connectors, outside: Outside
) -> None:
    booking = line(session, about, 1)
    asked = {"slot": SLOT, "phone": "13800138000"}
    first, second = await booking.book(asked, "k1"), await booking.book(asked, "k1")
    assert (first.outcome, second.outcome) == ("found", "found")
    assert first.fields["booking"] == second.fields["booking"]
    assert len(outside.bookings) == 1
    assert (await booking.book(asked, "k2")).outcome == "not_found"  # 这个时间约走了
    assert (await booking.book({"slot": "x", "phone": "13900000000"}, "k3")).outcome == "refused"


async def test_cancelling(session: aiohttp.ClientSession, about: Connectors, outside: Outside) -> None:
    booking = line(session, about, 1)
    number = (await booking.book({"slot": SLOT, "phone": "1"}, "k1")).fields["booking"]
    assert (await booking.cancel({"booking": number}, "k2")).outcome == "found"
    assert (await booking.cancel({"booking": number}, "k3")).outcome == "not_found"
    assert outside.seen[-1]["path"] == f"/bookings/{number}"


@pytest.mark.parametrize(
    ("given", "path"), [("../admin", "/bookings/..%2Fadmin"), ("..", "/bookings/--"), ("a?b#c", "/bookings/a%3Fb%23c")]
)
async def test_a_value_cannot_leave_its_place_in_the_address(
    session: aiohttp.ClientSession, about: Connectors, outside: Outside, given: str, path: str
) -> None:
    await line(session, about, 1).cancel({"booking": given}, "k")
    assert outside.seen[-1]["path"] == path
