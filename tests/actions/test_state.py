"""状态：从 tracker 里读出这一轮要用的一切。"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from actions.state import SLOTS, State, read_state
from tests.actions.conftest import ROOT
from tests.actions.fakes import clicked, told, typed

CATEGORIES = [
    {"side": "个人", "code": "090", "name": "证件办理", "score": 0.83},
    {"side": "个人", "code": "010", "name": "户籍办理", "score": 0.04},
]


def test_a_typed_turn_is_read() -> None:
    place = {"region": "440100", "regions": ["440100"]}
    tracker = typed("ask", "在广州补身份证", categories=CATEGORIES, aspects=["fee", "materials"], **place)
    state = read_state(tracker)
    assert (state.act, state.said, state.values) == ("ask", "在广州补身份证", {})
    assert state.aspects == ("materials", "fee")
    assert (state.heard_region, state.heard_regions) == ("440100", ("440100",))
    assert state.category_scores == {"个人/证件办理": 0.83}


def test_a_clicked_turn_is_read() -> None:
    state = read_state(clicked("follow", item="甲", aspect="fee"))
    assert (state.act, state.values, state.aspects) == ("follow", {"item": "甲", "aspect": "fee"}, ("fee",))
    assert (state.scope, state.categories, state.heard_region) == ("in", (), None)


def test_entities_of_a_typed_turn_are_not_payload_values() -> None:
    tracker = typed("follow", "护照呢", entities=[{"entity": "document", "value": "护照"}])
    tracker["latest_message"]["entities"] = [{"entity": "item", "value": "偷来的"}]
    state = read_state(tracker)
    assert state.values == {}
    assert state.entities == ({"entity": "document", "value": "护照"},)


def test_what_was_kept_is_read() -> None:
    slots = {
        "item": "甲",
        "aspects": ["time_limit", "materials"],
        "region": "440100",
        "side": "法人",
        "offered": ["/help{}"],
        "pending": {"text": "话", "aspects": [], "categories": []},
        "ties": [{"among": ["甲", "乙"], "chosen": "甲"}],
        "roles": {"registered": "430000", "living": "310000"},
        "form": {"name": "complaint", "asks": "where"},
        "cases": [{"item": "甲", "answers": {"who": "self"}, "asking": None, "aspects": ["materials"]}],
        "facts": {"by": ["self"]},
        "paused": {"at": 1.0, "held": None, "asked": False},
    }
    assert set(slots) == set(SLOTS)
    turn = {"banshi": 1, "outcome": "answered", "replies": [{"text": "再说一遍的"}]}
    thanks = {"banshi": 1, "outcome": "small_talk", "replies": [{"text": "不客气"}]}
    state = read_state(typed("follow", "多久", slots) | told(turn, thanks))
    assert (state.item, state.kept_aspects) == ("甲", ("materials", "time_limit"))
    assert (state.region, state.side, state.offered) == ("440100", "法人", ("/help{}",))
    assert (state.cases, state.kept_facts.as_json()) == (tuple(slots["cases"]), slots["facts"])
    assert (state.ties, state.roles) == (tuple(slots["ties"]), slots["roles"])
    assert (state.pending, state.last_replies) == (slots["pending"], ({"text": "再说一遍的"},))
    assert state.form == slots["form"]
    assert (state.paused, state.last_at, state.said_at) == (slots["paused"], None, None)


def test_the_times_are_those_of_the_last_two_things_said() -> None:
    said = [{"event": "user", "timestamp": at} for at in (10.0, 20.0, 30.5)]
    between = [{"event": "slot", "timestamp": 25.0, "name": "item", "value": None}]
    for events, last, now in ((said, 20.0, 30.5), ([*said[:2], *between], 10.0, 20.0), (said[:1], None, 10.0)):
        state = read_state({**typed("follow", "多久"), "events": events})
        assert (state.last_at, state.said_at) == (last, now)


@pytest.mark.parametrize(
    ("slot", "metadata", "expected"),
    [
        (None, None, None),
        (None, "440100", "440100"),
        ("310000", "440100", "310000"),
        ("999999", "440100", "440100"),
        ("999999", "不是代码", None),
        (None, "100000", "000000"),
        ("", "", None),
    ],
)
def test_the_region_is_the_kept_one_or_the_visitors(
    slot: str | None, metadata: str | None, expected: str | None
) -> None:
    tracker = typed("ask", "身份证", {"region": slot})
    tracker["latest_message"]["metadata"] = {"region": metadata}
    assert read_state(tracker).region == expected


SIDES = [(None, "个人", "个人"), ("法人", "个人", "法人"), (None, None, None)]


@pytest.mark.parametrize(("slot", "metadata", "expected"), SIDES)
def test_the_side_is_the_kept_one_or_the_visitors(slot: Any, metadata: Any, expected: Any) -> None:
    tracker = typed("ask", "身份证", {"side": slot})
    tracker["latest_message"]["metadata"] = {"side": metadata}
    assert read_state(tracker).side == expected


def test_roles_heard_now_stand_before_those_of_old() -> None:
    tracker = typed(
        "ask", "话", {"roles": {"registered": "430000", "living": "310000"}}, region_roles={"living": "440100"}
    )
    state = read_state(tracker)
    assert (state.heard_roles, state.roles) == ({"living": "440100"}, {"registered": "430000", "living": "440100"})


def test_unknown_aspects_are_dropped() -> None:
    assert read_state(typed("ask", "话", {"aspects": ["price"]}, aspects=["price", "fee"])).aspects == ("fee",)
    assert read_state(typed("ask", "话", {"aspects": ["price"]})).kept_aspects == ()
    assert read_state(clicked("follow", aspect="price")).aspects == ()


@pytest.mark.parametrize(
    "tracker", [{}, {"latest_message": None, "slots": None}, {"latest_message": {"intent": {"name": None}}}]
)
def test_an_empty_tracker_is_not_understood(tracker: dict[str, Any]) -> None:
    assert read_state(tracker) == State("out_of_scope")


def test_the_slots_are_those_the_engine_declares() -> None:
    declared: set[str] = set()
    for path in (ROOT / "bot" / "domain").glob("*.yml"):
        declared |= set(yaml.safe_load(path.read_text(encoding="utf-8")).get("slots") or {})
    assert declared == set(SLOTS)
