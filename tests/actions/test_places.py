"""两个地方：按哪里答的说明白，另一处给按钮；“回老家办”换到说过的老家，没说过的问一句。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.asking import ask, follow
from actions.placing import change_region, in_heard_region
from actions.road import answer_turn
from actions.state import State
from actions.turn import Turn
from knowledge.taxonomy.acts import parse_payload
from knowledge.taxonomy.regions import find
from tests.actions.fakes import clicked, found, make_desk, make_item, make_state, typed

NATION = make_item(1, "居民身份证补领", fees=[])
LOCAL = make_item(1, "居民身份证补领", "440100", fees=[{"name": "工本费", "standard": "每证40元"}])
DESK = make_desk(NATION, LOCAL, answers={"补身份证": found(LOCAL)})
BOTH = {"registered": "430000", "living": "440100"}


def told(**fields: Any) -> Turn:
    state = make_state("ask", "补身份证", **{"heard_roles": BOTH, "roles": BOTH, "aspects": ("fee",)} | fields)
    return in_heard_region(ask)(DESK, state)


def other_region(turn: Turn) -> list[str]:
    payloads = [parse_payload(choice.payload) for choice in turn.replies[-1].choices]
    return [payload.values["region"] for payload in payloads if payload.act == "change_region"]


def test_the_place_answered_is_said_and_the_other_is_a_button() -> None:
    turn = told(heard_region="440100")
    first = turn.replies[0].text.splitlines()[0]
    assert turn.outcome == "answered"
    assert "现在所在的广州市" in first
    assert "户口所在地湖南省" in first
    assert other_region(turn) == ["430000"]
    assert turn.remember["roles"] == BOTH


def test_asked_of_home_the_other_is_the_place_of_living() -> None:
    turn = told(heard_region="430000")
    assert "户口所在地湖南省回答" in turn.replies[0].text.splitlines()[0]
    assert other_region(turn) == ["440100"]


@pytest.mark.parametrize(
    ("roles", "region"),
    [
        ({"living": "440100"}, "440100"),
        ({"registered": "440100"}, "440100"),
        ({"registered": "440000", "living": "440100"}, "440100"),
        ({"registered": "440106", "living": "440100"}, "440100"),
        ({"registered": "440100", "living": "440100"}, "440100"),
        (BOTH, "330100"),
        ({}, "440100"),
    ],
)
def test_otherwise_nothing_is_said_of_it(roles: dict[str, str], region: str) -> None:
    turn = told(heard_roles=roles, heard_region=region)
    assert turn.replies[0].text.startswith("【")
    assert other_region(turn) == []


def test_the_button_answers_for_the_other_place() -> None:
    turn = told(heard_region="440100")
    payload = parse_payload(next(one.payload for one in turn.replies[-1].choices if "change_region" in one.payload))
    state = make_state("change_region", values=payload.values, item=LOCAL.code, kept_aspects=("fee",), roles=BOTH)
    led = change_region(DESK, state)
    assert (led.outcome, led.remember["region"]) == ("answered", "430000")
    assert led.item is not None
    assert led.item["code"] == NATION.code
    assert other_region(led) == []


def test_home_named_before_is_where_it_is_handled_now() -> None:
    state = make_state("follow", "回老家办呢", roles=BOTH, asked_role="registered", region="440100", item=LOCAL.code)
    for turn in (
        in_heard_region(follow)(DESK, replace(state, kept_aspects=("fee",))),
        change_region(DESK, replace(state, act="change_region", kept_aspects=("fee",))),
    ):
        assert (turn.outcome, turn.remember["region"]) == ("answered", "430000")
        assert turn.item is not None
        assert turn.item["code"] == NATION.code


def asked_of_home(act: str) -> tuple[State, Turn]:
    state = make_state(act, "补身份证", asked_role="registered", region="440100", item=LOCAL.code, aspects=("fee",))
    answering = change_region if act == "change_region" else in_heard_region({"ask": ask, "follow": follow}[act])
    return state, answering(DESK, state)


@pytest.mark.parametrize("act", ["ask", "follow", "change_region"])
def test_home_never_named_is_asked_about_and_then_remembered(act: str) -> None:
    state, turn = asked_of_home(act)
    assert (turn.outcome, turn.item) == ("clarify_region", None)
    assert "老家" in turn.replies[0].text
    kept = turn.remember
    reply = replace(
        state,
        act="change_region",
        said="湖南",
        asked_role=None,
        heard_region="430000",
        roles=kept["roles"],
        pending=kept.get("pending"),
        kept_aspects=tuple(kept.get("aspects", ())),
    )
    led = change_region(DESK, reply)
    assert (led.outcome, led.remember["region"], led.remember["roles"]) == (
        "answered",
        "430000",
        {"registered": "430000"},
    )


def test_a_new_question_without_any_place_is_not_held_up() -> None:
    state = make_state("ask", "补身份证", asked_role="registered", aspects=("fee",))
    assert in_heard_region(ask)(DESK, state).outcome == "answered"


def test_a_place_noted_before_any_question_says_so_too() -> None:
    state = make_state("change_region", heard_region="440100", heard_roles=BOTH, roles=BOTH)
    turn = change_region(make_desk(), state)
    assert (turn.outcome, other_region(turn)) == ("clarify_item", ["430000"])


def test_the_roles_reach_the_understanding_and_the_slots() -> None:
    desk = make_desk(LOCAL, NATION, answers={"补身份证": found(LOCAL)})
    turn, slots = answer_turn(desk, "ask", typed("ask", "补身份证", region="440100", region_roles=BOTH))
    assert turn["understanding"]["region_roles"] == slots["roles"] == BOTH
    later, _ = answer_turn(desk, "follow", clicked("follow", {**slots}, item=LOCAL.code, aspect="fee"))
    assert later["understanding"]["region_roles"] == {}


@pytest.mark.parametrize("said", ["在广州办", "广州", "广州的呢", "那看广州市的"])
def test_only_a_place_said_is_a_change_of_place_whatever_the_act(said: str) -> None:
    state = make_state("ask", said, heard_region="440100", item=NATION.code, kept_aspects=("fee",))
    turn = in_heard_region(ask)(DESK, state)
    assert (turn.outcome, turn.item and turn.item["code"]) == ("answered", LOCAL.code)


def test_a_shared_name_said_alone_is_asked_about_without_a_new_question() -> None:
    counties = tuple(one.code for one in find("鼓楼区"))
    state = make_state("ask", "在鼓楼区办", heard_regions=counties, item=NATION.code, kept_aspects=("fee",))
    turn = in_heard_region(ask)(DESK, state)
    assert (turn.outcome, turn.remember["aspects"]) == ("clarify_region", ["fee"])
    assert "pending" not in turn.remember
