"""座席的入口：看队列，接，读对话，说话，结束；看工单，打开，换状态。"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query

from api.agents import agent, held_by, tell
from api.cleaning import clean
from api.parts import Parts, in_thread, parts_of
from api.privacy import OFFICE, mask
from api.problems import Problem, described
from api.shapes.agents import AgentView, AuditRow, HandoverRow, OpenedTicket, TicketRow
from api.shapes.asked import NewEnding, NewLine, NewState
from api.shapes.turns import Turn, as_history
from knowledge.words import say
from records.models import Handover, Ticket
from records.sealing import SealBroken
from records.tickets import BadStep

OfApp = Annotated[Parts, Depends(parts_of)]
Agent = Annotated[str, Depends(agent)]
States = Annotated[str | None, Query(description="只看这个状态的")]

ROUTES: Final = APIRouter(prefix="/api/v1/agents", tags=["座席"])
_FAULTS: Final = described(401, 404, 409, 422, 429, 500, 503)


@ROUTES.get("/handovers", responses=described(401, 429, 500, 503), summary="在等的和有人接着的")
async def queue(parts: OfApp, name: Agent) -> list[HandoverRow]:
    """先来的在前。"""
    return [_handover(one) for one in await in_thread(parts.handovers.open)]


@ROUTES.post("/handovers/{handover_id}/take", responses=_FAULTS, summary="接下")
async def take(handover_id: str, parts: OfApp, name: Agent) -> HandoverRow:
    """两位同时接，只有一位接到，另一位得到 409。"""
    taken = await in_thread(lambda: parts.handovers.take(handover_id[:64], name))
    if taken is None:
        known = await in_thread(lambda: parts.handovers.get(handover_id[:64]))
        if known is None:
            raise Problem(404, "没有这一次转人工，请从队列里选。")
        raise Problem(409, "这一次已经有人接了，或者来客已经走了；请从队列里另选。")
    await tell(parts, taken.conversation_id, "notice", say("handover.taken"))
    return _handover(taken)


@ROUTES.get("/handovers/{handover_id}/conversation", responses=_FAULTS, summary="读对话和当时的理解")
async def read(handover_id: str, parts: OfApp, name: Agent) -> AgentView:
    """来客的话是脱敏之后的；没有脱敏的只在工单里。结束了的不能再看。"""
    found = await in_thread(lambda: parts.handovers.get(handover_id[:64]))
    known = None if found is None else await in_thread(lambda: parts.records.conversation(found.conversation_id))
    if found is None or known is None:
        raise Problem(404, "没有这一次转人工，请从队列里选。")
    if found.state == "ended":
        raise Problem(409, "这一次已经结束，对话不再给座席看。")
    turns = await in_thread(lambda: parts.records.history(known.id))
    tickets = await in_thread(lambda: parts.tickets.of_conversation(known.id))
    history = as_history(known, turns)
    return AgentView(handover=_handover(found), conversation=history, tickets=[ticket_row(one) for one in tickets])


@ROUTES.post("/handovers/{handover_id}/messages", status_code=201, responses=_FAULTS, summary="对来客说一句")
async def speak(handover_id: str, asked: NewLine, parts: OfApp, name: Agent) -> Turn:
    """只有接着的那位能说。身份证号、手机号之类照样遮住，座机留着：多半是办事部门的电话。"""
    held = await held_by(parts, handover_id, name)
    return await tell(parts, held.conversation_id, "agent", mask(clean(asked.text), OFFICE))


@ROUTES.post("/handovers/{handover_id}/end", responses=_FAULTS, summary="结束，说明是怎样结束的")
async def end(handover_id: str, asked: NewEnding, parts: OfApp, name: Agent) -> HandoverRow:
    """solved 办妥，left 来客走了，passed_on 转给别处。之后由机器接着答。"""
    held = await held_by(parts, handover_id, name)
    ended = await in_thread(lambda: parts.handovers.end(held.id, asked.ending, name))
    if ended is None:
        raise Problem(409, "这一次已经结束了。")
    await tell(parts, held.conversation_id, "notice", say(f"handover.ended_{asked.ending}"))
    return _handover(ended)


@ROUTES.get("/tickets", responses=described(401, 422, 429, 500, 503), summary="工单的队列")
async def tickets(
    parts: OfApp,
    name: Agent,
    state: States = None,
    count: Annotated[int, Query(alias="limit", ge=1, le=500, description="最多给几张")] = 100,
) -> list[TicketRow]:
    """先来的在前，不带内容。"""
    return [ticket_row(one) for one in await in_thread(lambda: parts.tickets.queue(state, count))]


@ROUTES.get("/tickets/{number}", responses=_FAULTS, summary="打开一张工单")
async def open_ticket(number: str, parts: OfApp, name: Agent) -> OpenedTicket:
    """没有脱敏的内容只在这里给；每打开一次记一行审计、一个事件。"""
    try:
        found = await in_thread(lambda: parts.tickets.open(number[:32], name))
    except SealBroken as fault:
        raise Problem(409, str(fault)) from None
    if found is None:
        raise _no_ticket()
    ticket, content = found
    return OpenedTicket(**asdict(ticket), content=content)


@ROUTES.post("/tickets/{number}", responses=_FAULTS, summary="换工单的状态")
async def change_ticket(number: str, asked: NewState, parts: OfApp, name: Agent) -> TicketRow:
    """可以留一句给来客看的话。"""
    told = None if asked.note is None else mask(clean(asked.note, "note"), OFFICE)
    try:
        changed = await in_thread(lambda: parts.tickets.change(number[:32], asked.state, name, told))
    except BadStep as fault:
        raise Problem(409, str(fault)) from None
    if changed is None:
        raise _no_ticket()
    return ticket_row(changed)


@ROUTES.get("/tickets/{number}/audit", responses=_FAULTS, summary="谁动过这张工单")
async def audit(number: str, parts: OfApp, name: Agent) -> list[AuditRow]:
    """按先后。看这张表本身不记。"""
    return [AuditRow(**row) for row in await in_thread(lambda: parts.tickets.audit(number[:32]))]


def ticket_row(ticket: Ticket) -> TicketRow:
    """工单写成契约里的样子。"""
    return TicketRow.model_validate(asdict(ticket))


def _handover(one: Handover) -> HandoverRow:
    return HandoverRow(**asdict(one))


def _no_ticket() -> Problem:
    return Problem(404, "没有这张工单，请从队列里选。")
