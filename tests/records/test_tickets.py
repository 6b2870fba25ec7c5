"""工单：内容密封，状态按步走，座席打开一次记一笔。"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from records.events import EventLog
from records.models import Ticket
from records.sealing import Seal, SealBroken
from records.tickets import STEPS, BadStep, Tickets, new_number

ABOUT: dict[str, Any] = {"category": "个人/消费维权", "region": "440100", "channel": "consumer"}
MASKED = {"what": "健身房跑路，电话【手机号】", "where": "天河", "contact": "已留"}


@pytest.fixture
def filed(tickets: Tickets) -> Ticket:
    tickets.keep_draft("c1", "f1", "what", "健身房跑路，电话13800138000")
    tickets.keep_draft("c1", "f1", "contact", "旧的")
    tickets.keep_draft("c1", "f1", "contact", "13900139000")
    return tickets.file(Ticket("TS1", "complaint", "registered", "c1", **ABOUT), "f1", MASKED)


def test_the_ticket_holds_what_was_really_said(tickets: Tickets, filed: Ticket) -> None:
    opened = tickets.open("TS1", "小王")
    assert opened is not None
    assert opened[1] == {"what": "健身房跑路，电话13800138000", "where": "天河", "contact": "13900139000"}


def test_nothing_said_lies_open_in_the_file(tickets: Tickets, filed: Ticket, tmp_path: Path) -> None:
    tickets.keep_draft("c1", "f2", "contact", "13700137000")
    files = b"".join(path.read_bytes() for path in tmp_path.glob("records.db*"))
    assert not re.search(b"1[378]\\d00", files)
    assert "健身房".encode() not in files


def test_one_form_opens_one_ticket(tickets: Tickets, filed: Ticket, database: Engine) -> None:
    again = tickets.file(Ticket("TS2", "complaint", "registered", "c1"), "f1", MASKED)
    assert again == filed
    assert [one.number for one in tickets.queue()] == ["TS1"]
    told = EventLog(database).read(kind="ticket_opened")
    assert [data["fields"] for _, data in told] == [["contact", "what", "where"]]


def test_every_opening_leaves_a_line(tickets: Tickets, filed: Ticket, database: Engine) -> None:
    for agent in ("小王", "小李"):
        tickets.open("TS1", agent)
    tickets.change("TS1", "forwarded", "小李", "已转12315")
    assert [(row["agent"], row["did"]) for row in tickets.audit("TS1")] == [
        ("小王", "read"),
        ("小李", "read"),
        ("小李", "forwarded"),
    ]
    assert [data["by"] for _, data in EventLog(database).read(kind="ticket_read")] == ["小王", "小李"]
    assert tickets.open("没有", "小王") is None
    assert tickets.audit("没有") == []


def test_a_wrong_key_still_leaves_its_line(database: Engine, tickets: Tickets, filed: Ticket) -> None:
    with pytest.raises(SealBroken):
        Tickets(database, Seal(b"x" * 32)).open("TS1", "小王")
    assert [row["did"] for row in tickets.audit("TS1")] == ["read"]


def test_the_state_is_known_by_number_and_code(tickets: Tickets, filed: Ticket) -> None:
    assert tickets.known("TS1", tickets.code("TS1")) == filed
    assert tickets.known("TS1", tickets.code("TS2")) is None
    assert tickets.known("TS2", tickets.code("TS2")) is None
    assert tickets.of_conversation("c1") == [filed]


def test_the_state_goes_step_by_step(tickets: Tickets, filed: Ticket, database: Engine) -> None:
    forwarded = tickets.change("TS1", "forwarded", "小王", "已转天河区市场监管局")
    assert forwarded is not None
    assert (forwarded.state, forwarded.note) == ("forwarded", "已转天河区市场监管局")
    assert tickets.change("没有", "closed", "小王") is None
    closed = tickets.change("TS1", "closed", "小王")
    assert closed is not None
    assert closed.note == "已转天河区市场监管局"
    with pytest.raises(BadStep, match="不能改成“in_progress”；可以改成：无"):
        tickets.change("TS1", "in_progress", "小王")
    told = [(data["before"], data["after"]) for _, data in EventLog(database).read(kind="ticket_changed")]
    assert told == [("registered", "forwarded"), ("forwarded", "closed")]
    assert tickets.waiting() == 0


@pytest.mark.parametrize("state", ["erased", "registered", "", "made_up"])
def test_no_other_state_can_be_set(tickets: Tickets, filed: Ticket, state: str) -> None:
    with pytest.raises(BadStep):
        tickets.change("TS1", state, "小王")


def test_every_step_leads_to_a_known_state() -> None:
    assert {after for steps in STEPS.values() for after in steps} <= set(STEPS)


def test_a_form_that_is_given_up_leaves_nothing(tickets: Tickets) -> None:
    tickets.keep_draft("c1", "f1", "what", "话")
    tickets.drop_drafts("c1")
    tickets.file(Ticket("TS1", "complaint", "registered", "c1"), "f1", {"what": "别的"})
    opened = tickets.open("TS1", "小王")
    assert opened is not None
    assert opened[1] == {"what": "别的"}


def test_numbers_name_the_day_and_not_the_order() -> None:
    numbers = {new_number(date(2026, 11, 23)) for _ in range(50)}
    assert all(re.fullmatch(r"TS20261123-\d{6}", number) for number in numbers)
    assert len(numbers) > 45
