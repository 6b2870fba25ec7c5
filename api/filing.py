"""登记表到工单：没有脱敏的原话只在这里经过，封起来；提交了就开工单，把编号和查询码告诉来客。"""

from __future__ import annotations

from typing import Any, Final

from api.duty import Duty
from api.parts import Parts, in_thread
from api.shapes.turns import Answer, Reply
from api.trip import Trip
from knowledge.channels import channels
from knowledge.words import say
from records.models import Conversation, Rating, Ticket
from records.ratings import LEVELS, REASONS
from records.tickets import KINDS, new_number

CONTACT: Final = "【联系方式】"
"""联系方式那一项的话，记录里只留这几个字：里面可能有脱敏认不出的住址、微信号。"""


async def take_form(parts: Parts, trip: Trip) -> None:
    """答复里带着登记表的：填了一项就封存原话，不填了就删，提交了就开工单。"""
    told = _form_in(trip.answer)
    if told is None:
        return
    trip.changes["asks"] = told["asks"]
    took, end = told.get("took"), told.get("end")
    if took and trip.raw is not None:
        raw = trip.raw
        await in_thread(lambda: parts.tickets.keep_draft(trip.conversation_id, told["id"], took, raw))
        trip.text = CONTACT if took == "contact" else trip.text
    if end == "dropped":
        await in_thread(lambda: parts.tickets.drop_drafts(trip.conversation_id))
    if end == "filed":
        ticket = await in_thread(lambda: _file(parts, trip, told))
        receipt = Reply(kind="ticket", text=_receipt(parts, ticket), data={"ticket": _told(parts, ticket)})
        assert trip.answer is not None
        trip.answer = trip.answer.model_copy(update={"replies": [*trip.answer.replies[:-1], receipt]})


def _form_in(answer: Answer | None) -> dict[str, Any] | None:
    """最后一条答复带着的登记表；别的答复（引擎没答上、座席接着）里没有。"""
    found = answer.replies[-1].data.get("form") if answer is not None else None
    return found if isinstance(found, dict) and found.get("id") and found.get("name") in KINDS else None


def _file(parts: Parts, trip: Trip, told: dict[str, Any]) -> Ticket:
    about = {name: told["about"].get(name) for name in ("category", "region", "channel")}
    fresh = Ticket(new_number(), told["name"], "registered", trip.conversation_id, **about)
    return parts.tickets.file(fresh, told["id"], told["values"])


def _receipt(parts: Parts, ticket: Ticket) -> str:
    lines = [say("ticket.taken", number=ticket.number, code=parts.tickets.code(ticket.number))]
    duty: Duty = parts.duty
    if not duty.staffed:
        lines.append(say("ticket.nobody", phone=duty.phone))
    elif ticket.kind == "callback":
        lines.append(say("ticket.queue_callback", hours=duty.words()))
    else:
        named = next((one.name for one in channels() if one.id == ticket.channel), channels()[0].name)
        lines.append(say("ticket.queue_complaint", name=named))
    return "\n".join([*lines, say("ticket.ask")])


def _told(parts: Parts, ticket: Ticket) -> dict[str, Any]:
    return {"number": ticket.number, "code": parts.tickets.code(ticket.number), "state": ticket.state}


def open_rating_ticket(parts: Parts, conversation: Conversation, rating: Rating) -> None:
    """差评开一张工单；同一次对话只开一张。"""
    reasons = "、".join(REASONS[rating.level][code] for code in rating.reasons)
    told = {"what": LEVELS[rating.level], "reasons": reasons, "comment": rating.comment or ""}
    fresh = Ticket(new_number(), "rating", "registered", conversation.id, region=conversation.region)
    parts.tickets.file(fresh, f"rating:{conversation.id}", told)
