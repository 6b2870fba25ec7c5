"""一条消息的路：一串有名字的步骤，从上到下就是先后。"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable
from typing import Final, Protocol

import anyio

from api import fallback
from api.cleaning import clean, is_readable
from api.connecting import ask_outside, hide_numbers
from api.engine import EngineFailure, Question
from api.filing import take_form
from api.greeting import refusal
from api.handing import hand_over, offer_person, pass_to_agent
from api.looking import look_up_ticket
from api.parts import Parts, in_thread, in_time, limit, speaker
from api.privacy import mask
from api.problems import Problem
from api.shapes.turns import Answer, Turn
from api.tokens import new_id, sealed
from api.trip import Trip, body_digest, message, read_payload, stored

LOG: Final = logging.getLogger("banshi.api")
SEARCH_SECONDS: Final = 0.5
LINE_SECONDS: Final = 1.0
"""前一条还在处理时，后一条最多等这么久；再等不到，请来客等答完再发。"""
_LOOK_AGAIN: Final = 0.03


async def limit_client(parts: Parts, trip: Trip) -> None:
    """限流。"""
    await limit(parts, "messages", trip.client)


async def recognise_speaker(parts: Parts, trip: Trip) -> None:
    """认人：对话在不在，令牌对不对。"""
    trip.found = await speaker(parts, trip.conversation_id, trip.token)


async def read_body(parts: Parts, trip: Trip) -> None:
    """读内容：text 与 payload 恰好一个；收拾、脱敏。之后的步骤只看得到脱敏的。"""
    text, payload = trip.body.text, trip.body.payload
    if (text is None) == (payload is None):
        raise Problem(422, "“text”和“payload”要恰好给一个。")
    if text is not None:
        trip.raw = clean(text)
        trip.text = mask(trip.raw)
    elif payload is not None:
        trip.payload, trip.new_region = read_payload(mask(payload))


async def hold_conversation(parts: Parts, trip: Trip) -> None:
    """占住对话：同一次对话一次只处理一条；两条同时来的，后一条等一等，轮到了再答。"""
    until = time.perf_counter() + LINE_SECONDS
    while (mark := await in_thread(lambda: parts.records.hold(trip.conversation_id))) is None:
        if time.perf_counter() >= until:
            break
        await anyio.sleep(_LOOK_AGAIN)
    trip.mark = mark
    if mark is None:
        raise Problem(409, "这次对话的上一条消息还在处理，请等它答完再发。", {"Retry-After": "1"})


async def repeat_answer(parts: Parts, trip: Trip) -> None:
    """同一个幂等键来过就给上次的答复；内容不同则不受理。"""
    if trip.repeat_key is None:
        return
    key = sealed(trip.token or "", trip.repeat_key)
    earlier = await in_thread(lambda: parts.records.repeated(trip.conversation_id, key))
    if earlier is None:
        return
    if earlier.body_digest != body_digest(trip):
        raise Problem(422, "这个 Idempotency-Key 已经用在另一条消息上，请换一个。")
    trip.turn = Turn.model_validate(earlier.answer)


async def refuse_unreadable(parts: Parts, trip: Trip) -> None:
    """没有一个可读的字：请来客换个说法，不去问引擎。"""
    if trip.text is not None and not is_readable(trip.text):
        trip.answer = refusal(trip.region)


async def ask_engine(parts: Parts, trip: Trip) -> None:
    """问引擎。"""
    if trip.answer is not None:
        return
    about = trip.conversation
    question = Question(trip.conversation_id, message(trip), trip.region, about.side, about.channel)
    try:
        trip.answer = await parts.engine.ask(question)
    except EngineFailure as failure:
        trip.failure = failure.reason
        parts.metrics.engine_failed(failure.reason)
        LOG.warning("%s", failure)


async def fall_back(parts: Parts, trip: Trip) -> None:
    """引擎没答上来：要找人的照样排队；登记到一半的说前面的都在；别的用检索兜底。"""
    if trip.answer is None and fallback.wants_person(trip.text, trip.payload):
        trip.answer = fallback.person(trip.region)
    if trip.answer is None and trip.text is not None and trip.conversation.asks is not None:
        trip.answer = fallback.form_waits(parts.duty.phone, trip.region)
    if trip.answer is None:
        trip.answer = await in_time(
            SEARCH_SECONDS, lambda: _fallback(parts, trip), lambda: fallback.nothing(trip.region)
        )


async def record_turn(parts: Parts, trip: Trip) -> None:
    """记下这一轮，放开对话。"""
    assert trip.answer is not None
    assert trip.mark is not None
    mark, seconds = trip.mark, time.perf_counter() - trip.started
    turn = Turn(id=new_id(), **dict(trip.answer))
    row = stored(trip, turn, seconds)
    if trip.conversation.closed_at is not None:
        await in_thread(lambda: parts.records.resume(trip.conversation))
    await in_thread(lambda: parts.records.record(row, mark, trip.changes))
    trip.mark, trip.turn = None, turn
    parts.bells.ring(trip.conversation_id)
    parts.metrics.turn(turn.outcome, trip.conversation.channel, seconds)


class Step(Protocol):
    """路上的一步。"""

    __name__: str

    def __call__(self, parts: Parts, trip: Trip, /) -> Awaitable[None]: ...


ROAD: Final[tuple[Step, ...]] = (
    limit_client,
    recognise_speaker,
    read_body,
    hold_conversation,
    repeat_answer,
    hide_numbers,
    refuse_unreadable,
    pass_to_agent,
    look_up_ticket,
    ask_engine,
    fall_back,
    ask_outside,
    take_form,
    hand_over,
    offer_person,
    record_turn,
)

PARTS: Final[dict[str, str]] = {
    **dict.fromkeys(("limit_client", "recognise_speaker", "read_body", "hold_conversation", "repeat_answer"), "admit"),
    **dict.fromkeys(("hide_numbers", "refuse_unreadable", "pass_to_agent", "look_up_ticket"), "desk"),
    **dict.fromkeys(("take_form", "hand_over", "offer_person"), "desk"),
    "ask_engine": "engine",
    "fall_back": "fall_back",
    "ask_outside": "outside",
}
"""步骤 → 记在事件里的哪一段；record_turn 自己来不及记。"""


async def travel(parts: Parts, trip: Trip) -> Turn:
    """走完全程，或走到有了这一轮为止；不受理时抛 Problem。占住的对话总会放开。"""
    try:
        for step in ROAD:
            begun = time.perf_counter()
            await step(parts, trip)
            name = PARTS.get(step.__name__, "record")
            trip.parts[name] = trip.parts.get(name, 0.0) + time.perf_counter() - begun
            if trip.turn is not None:
                break
    finally:
        if trip.mark is not None:
            parts.records.release(trip.conversation_id, trip.mark)  # 一条短语句；被取消时也要做完，所以不进线程
    assert trip.turn is not None
    return trip.turn


def _fallback(parts: Parts, trip: Trip) -> Answer:
    if trip.payload is not None:
        return fallback.from_payload(parts.catalogue, trip.payload, trip.region)
    last = parts.records.last(trip.conversation_id)
    waiting = last is not None and last.outcome in fallback.ASKING
    return fallback.from_text(parts.search, trip.text or "", trip.region, trip.conversation.side, waiting)
