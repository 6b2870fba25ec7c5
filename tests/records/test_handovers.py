"""转人工：排队有先后，一位来客只接一次，结束有名目。"""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from records.events import EventLog
from records.handovers import Handovers
from records.models import Conversation
from records.store import Records


@pytest.fixture
def handovers(database: Engine, begun: Records) -> Handovers:
    for name in ("c2", "c3"):
        begun.begin(Conversation(name, "0" * 64, "web", None, None, {}))
    return Handovers(database)


def state_of(records: Records, name: str) -> str | None:
    found = records.conversation(name)
    assert found is not None
    return found.handover


def test_the_queue_has_an_order(handovers: Handovers, begun: Records) -> None:
    first, second = handovers.ask("c1"), handovers.ask("c2")
    assert (first[1], second[1]) == (0, 1)
    assert handovers.ask("c1") == first
    assert [one.conversation_id for one in handovers.open()] == ["c1", "c2"]
    assert state_of(begun, "c1") == "waiting"
    handovers.take(first[0].id, "小王")
    assert handovers.ahead(second[0]) == 0


def test_only_one_agent_takes_it(handovers: Handovers, begun: Records) -> None:
    asked, _ = handovers.ask("c1")
    taken = handovers.take(asked.id, "小王")
    assert taken is not None
    assert (taken.agent, taken.state) == ("小王", "held")
    assert handovers.take(asked.id, "小李") is None
    assert handovers.take("没有", "小李") is None
    assert state_of(begun, "c1") == "held"
    assert handovers.ask("c1") == (taken, 0)


@pytest.mark.parametrize("ending", ["solved", "left", "passed_on"])
def test_it_ends_once_with_a_name(handovers: Handovers, begun: Records, database: Engine, ending: str) -> None:
    asked, _ = handovers.ask("c1")
    handovers.take(asked.id, "小王")
    ended = handovers.end(asked.id, ending, "小王")  # type: ignore[arg-type]
    assert ended is not None
    assert (ended.state, ended.ending) == ("ended", ending)
    assert handovers.end(asked.id, "solved", "小王") is None
    assert handovers.current("c1") is None
    assert state_of(begun, "c1") is None
    again, _ = handovers.ask("c1")
    assert again.id != asked.id
    kinds = [kind for kind, _ in EventLog(database).read("c1") if kind.startswith("handover")]
    assert kinds == ["handover_asked", "handover_taken", "handover_ended", "handover_asked"]


def test_one_who_leaves_the_queue_was_never_held(handovers: Handovers, database: Engine) -> None:
    asked, _ = handovers.ask("c1")
    handovers.end(asked.id, "left", "visitor")
    (told,) = [data for _, data in EventLog(database).read(kind="handover_ended")]
    assert (told["ending"], told["held"], told["by"]) == ("left", None, "visitor")
