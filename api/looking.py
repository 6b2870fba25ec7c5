"""来客问工单办到哪里了：编号和查询码都对才说；这次对话里登记的，不要查询码。"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Final

from api.parts import Parts, in_thread
from api.shapes.turns import Answer, Reply, Understanding
from api.trip import Trip
from knowledge.clock import BEIJING
from knowledge.words import say
from records.models import Ticket

_NUMBER: Final = re.compile(r"TS\s*(\d{8})\s*[-—–]?\s*(\d{6})(?!\d)", re.IGNORECASE)
_CODE: Final = re.compile(r"(?<![0-9A-Z])[2-9A-HJKMNP-Z]{6}(?![0-9A-Z])", re.IGNORECASE)
_ASKED: Final = re.compile(
    r"查.{0,4}(?:工单|登记单|投诉单)|(?:工单|登记单|投诉单|我的投诉|我的举报|刚才登记的|上次登记的)"
    r".{0,8}(?:进度|状态|结果|怎么样|处理|到哪|办了没|查)"
)


async def look_up_ticket(parts: Parts, trip: Trip) -> None:
    """话里有工单编号、或者在问工单的，直接答；查询码不进记录。"""
    if trip.answer is not None or trip.raw is None or trip.conversation.asks is not None:
        return
    plain = unicodedata.normalize("NFKC", trip.raw)
    number = _NUMBER.search(plain)
    if number is None and not _ASKED.search(plain):
        return
    trip.text = None if trip.text is None else _without_code(trip.text)
    text = await in_thread(lambda: _states(parts, trip.conversation_id, plain, number))
    trip.answer = _answer(text, trip.region)


def _states(parts: Parts, conversation_id: str, plain: str, number: re.Match[str] | None) -> str:
    own = {one.number: one for one in parts.tickets.of_conversation(conversation_id)}
    if number is None:
        return "\n".join(map(state_words, own.values())) if own else say("ticket.need_number")
    name = f"TS{number[1]}-{number[2]}"
    code = _CODE.search(_NUMBER.sub(" ", plain))
    if name in own:
        return state_words(own[name])
    if code is None:
        return say("ticket.need_code", number=name)
    found = parts.tickets.known(name, code[0])
    return say("ticket.unknown") if found is None else state_words(found)


def state_words(ticket: Ticket) -> str:
    """工单的状态，一两行；时间是北京时间。"""
    changed = f"{datetime.fromisoformat(ticket.changed_at).astimezone(BEIJING):%Y-%m-%d %H:%M}"
    state = say(f"ticket.states.{ticket.state}")
    lines = [say("ticket.state", number=ticket.number, state=state, changed=changed)]
    return "\n".join([*lines, *([say("ticket.note", note=ticket.note)] if ticket.note else [])])


def _without_code(text: str) -> str:
    return _CODE.sub("【查询码】", text) if _NUMBER.search(unicodedata.normalize("NFKC", text)) else text


def _answer(text: str, region: str | None) -> Answer:
    seen = Understanding(scope="complaint", categories=[], aspects=[], item=None, candidates=[], region=region)
    return Answer(outcome="complaint_taken", replies=[Reply(kind="ticket_state", text=text)], understanding=seen)
