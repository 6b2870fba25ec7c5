"""转人工的路：要找人的排队，座席接着的时候话给座席，机器不插嘴；没有人值班就说什么时候有、打哪个电话。"""

from __future__ import annotations

import re
from typing import Final

from api.parts import Parts, in_thread
from api.shapes.turns import Answer, Choice, Reply, Understanding
from api.trip import Trip
from knowledge.taxonomy.acts import make_payload
from knowledge.words import say

MISSES: Final = frozenset({"no_match", "engine_unavailable", "rejected_input"})
"""没有答上的结局；接连两轮就问要不要找人。"""
_PATIENCE: Final = 2
_LEAVE: Final = make_payload("ask_person", step="leave")
_LEAVING: Final = re.compile(r"^(?:不等了|不用等了|结束人工|结束人工服务|退出人工|不找人工了?)[吧了。!！]*$")
_TO_MACHINE: Final = re.compile(r"^@?(?:机器人|智能助手|小助手)[,，、:： ]*(?P<rest>.+)$", re.DOTALL)


async def pass_to_agent(parts: Parts, trip: Trip) -> None:
    """正在排队或有人接着：不等了就结束；有人接着时打的字给座席，点机器的按钮、叫“机器人”的照旧由机器答。"""
    state = trip.conversation.handover
    if state is None or trip.answer is not None:
        return
    if trip.payload == _LEAVE or (trip.text is not None and _LEAVING.match(trip.text)):
        await in_thread(lambda: _leave(parts, trip.conversation_id))
        trip.answer = _handed("notice", say("handover.left"), trip.region)
        return
    if state != "held" or trip.text is None:
        return
    asked = _TO_MACHINE.match(trip.text)
    if asked is not None:
        trip.asked = asked["rest"]
        return
    trip.answer = _handed("delivered", say("handover.delivered"), trip.region)


async def hand_over(parts: Parts, trip: Trip) -> None:
    """要找人的：值班就排队，说前面几位；不值班就说什么时候有人。没有设座席的，只有原来的 12345。"""
    answer = trip.answer
    if answer is None or answer.outcome != "handed_off" or not parts.duty.staffed:
        return
    first = answer.replies[0]
    if first.kind not in ("handed_off", "safety"):
        return
    if not parts.duty.is_on():
        if first.kind == "handed_off":
            text = say("handover.closed", hours=parts.duty.words(), phone=parts.duty.phone)
            trip.answer = _with_first(answer, _instead(first, text, first.choices))
        return
    asked, ahead = await in_thread(lambda: parts.handovers.ask(trip.conversation_id))
    parts.bells.ring(trip.conversation_id)
    leave = Choice(label=say("handover.leave"), payload=_LEAVE)
    words = say("handover.waiting", ahead=ahead, hours=parts.duty.words(), phone=parts.duty.phone)
    text = f"{words}\n{say('handover.meanwhile')}"
    data = {"handover": {"state": asked.state, "ahead": ahead}}
    if first.kind == "safety":
        waiting = Reply(kind="handed_off", text=text, data=data, choices=[leave])
        trip.answer = answer.model_copy(update={"replies": [*answer.replies, waiting]})
        return
    told = _instead(first, text, [leave, *first.choices])
    trip.answer = _with_first(answer, told.model_copy(update={"data": {**first.data, **data}}))


async def offer_person(parts: Parts, trip: Trip) -> None:
    """数一数接连几轮没有答上；到了两轮，答复后面添一句要不要找人。"""
    answer, before = trip.answer, trip.conversation.misses
    assert answer is not None
    misses = before + 1 if answer.outcome in MISSES else before if answer.outcome == "small_talk" else 0
    if misses != before:
        trip.changes["misses"] = misses
    if misses < _PATIENCE or answer.outcome not in MISSES or trip.conversation.handover is not None:
        return
    last = answer.replies[-1]
    person = Choice(label=say("handover.person"), payload=make_payload("ask_person"))
    text = f"{last.text}\n{say('handover.offer', phone=parts.duty.phone)}"
    offered = last.model_copy(update={"text": text, "choices": [*last.choices, person]})
    trip.answer = answer.model_copy(update={"replies": [*answer.replies[:-1], offered]})


def handed(kind: str, text: str) -> Answer:
    """座席或系统说的一句。"""
    return _handed(kind, text, None)


def _leave(parts: Parts, conversation_id: str) -> None:
    found = parts.handovers.current(conversation_id)
    if found is not None:
        parts.handovers.end(found.id, "left", "visitor")


def _instead(first: Reply, text: str, choices: list[Choice]) -> Reply:
    """第一行换掉，后面的（事项自己的电话）留着。"""
    rest = first.text.splitlines()[1:]
    return first.model_copy(update={"text": "\n".join([text, *rest]), "choices": choices})


def _with_first(answer: Answer, first: Reply) -> Answer:
    return answer.model_copy(update={"replies": [first, *answer.replies[1:]]})


def _handed(kind: str, text: str, region: str | None) -> Answer:
    seen = Understanding(scope="out", categories=[], aspects=[], item=None, candidates=[], region=region)
    return Answer(outcome="handed_off", replies=[Reply(kind=kind, text=text)], understanding=seen)
