"""路上的一条消息：它的状态，以及从状态里读出来的几样东西。"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any

from api.problems import Problem
from api.shapes.asked import NewMessage
from api.shapes.turns import Answer, Turn
from api.tokens import sealed
from knowledge.taxonomy.acts import BadPayload, parse_payload
from knowledge.taxonomy.regions import UnknownRegion, region
from records.models import Conversation, StoredTurn


@dataclass(slots=True)
class Trip:
    """一条消息在路上的样子。前五项来时就有，其余由各步填上。

    raw：没有脱敏的原话，只给封存工单用，不进引擎、不进记录；asked：只问引擎这几个字（座席接着时叫“机器人”的）；
    changes：对话要改的列；parts：各段用的秒数；
    given：从话里取出来的号码（见 api.connecting），不进引擎、不进记录。
    """

    conversation_id: str
    token: str | None
    client: str
    body: NewMessage
    repeat_key: str | None = None
    started: float = field(default_factory=time.perf_counter)
    found: Conversation | None = None
    raw: str | None = None
    text: str | None = None
    asked: str | None = None
    payload: str | None = None
    new_region: str | None = None
    mark: str | None = None
    answer: Answer | None = None
    failure: str | None = None
    turn: Turn | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, float] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)

    @property
    def conversation(self) -> Conversation:
        """认出来的对话；recognise_speaker 之后才有。"""
        assert self.found is not None
        return self.found

    @property
    def region(self) -> str | None:
        """这一轮用的区划。"""
        return self.new_region or self.conversation.region


def read_payload(payload: str) -> tuple[str, str | None]:
    """查按钮载荷的语法；返回它和要换到的区划。不合语法、区划不存在抛 422 的 Problem。"""
    try:
        read = parse_payload(payload)
        code = read.values.get("region") if read.act == "change_region" else None
        new_region = None if code is None else region(code).code
    except (BadPayload, UnknownRegion) as fault:
        raise Problem(422, str(fault)) from None
    if not all(value.isprintable() for value in read.values.values()):
        raise Problem(422, "按钮载荷里有不能显示的字符，请使用答复里给出的按钮。")
    return payload, new_region


def message(trip: Trip) -> str:
    """送给引擎的话。"""
    if trip.payload is not None:
        return trip.payload
    text = trip.asked or trip.text or ""
    return f"／{text[1:]}" if text.startswith("/") else text  # 斜杠开头的话在 Rasa 那里会被当作意图


def body_digest(trip: Trip) -> str:
    """请求内容的摘要，比对同一个幂等键的两次请求用。"""
    return sealed(trip.token or "", json.dumps(trip.body.model_dump()))


def stored(trip: Trip, turn: Turn, seconds: float) -> StoredTurn:
    """要存进记录库的一轮。"""
    return StoredTurn(
        id=turn.id,
        conversation_id=trip.conversation_id,
        text=trip.text,
        payload=trip.payload,
        outcome=turn.outcome,
        answer=turn.model_dump(mode="json"),
        seconds=seconds,
        body_digest=body_digest(trip),
        repeat_key=None if trip.repeat_key is None else sealed(trip.token or "", trip.repeat_key),
        engine_failure=trip.failure,
        region=trip.new_region,
        parts=trip.parts,
    )
