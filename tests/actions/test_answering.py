"""认定事项之后：找到就答，近的问一句，没有就说没有。"""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.answering import answer_found, answer_item
from actions.ties import SHOWN
from knowledge import clock
from knowledge.search import Found
from knowledge.taxonomy.acts import parse_payload
from knowledge.taxonomy.aspects import ASPECTS
from tests.actions.fakes import found, hit, make_desk, make_item, make_state, unsure

ID = make_item(1, "居民身份证补领", fees=[])
LOCAL = make_item(1, "居民身份证补领", "440100", fees=[])
PASSPORT = make_item(2, "普通护照首次申请", fees=[])
PERMIT = make_item(3, "居住证申领", "310000", fees=[])
GONE = make_item(4, "旧的登记", fees=[], valid_until=(clock.today() - timedelta(days=1)).isoformat())


def test_what_is_found_is_answered_and_remembered() -> None:
    state = make_state("ask", "补身份证", region="440100")
    turn = answer_found(make_desk(ID), state, found(ID, PASSPORT), ("fee",))
    assert turn.outcome == "answered"
    assert turn.item == {"code": ID.code, "name": ID.name, "region": ID.region}
    assert [one.code for one in turn.hits] == [ID.code, PASSPORT.code]
    assert {"item": ID.code, "aspects": ["fee"], "offered": [], "region": "440100"}.items() <= turn.remember.items()


def test_what_is_unsure_is_asked_with_ids() -> None:
    many = [make_item(number, f"许可{number}") for number in range(1, 8)]
    turn = answer_found(make_desk(*many), make_state("ask"), unsure(*many), ("fee", "materials"))
    (reply,) = turn.replies
    payloads = [parse_payload(choice.payload) for choice in reply.choices]
    assert (turn.outcome, turn.item, len(payloads)) == ("clarify_item", None, SHOWN)
    assert [payload.values for payload in payloads] == [{"item": one.code, "aspect": "fee"} for one in many[:4]]
    assert turn.remember["offered"] == [choice.payload for choice in reply.choices]
    assert [f"{place}. {choice.label}" for place, choice in enumerate(reply.choices, 1)] == reply.text.splitlines()[1:]


def test_items_of_one_name_are_told_apart_by_their_place() -> None:
    turn = answer_found(make_desk(ID, LOCAL), make_state("ask"), unsure(ID, LOCAL, PASSPORT), ())
    labels = [choice.label for choice in turn.replies[0].choices]
    assert len(set(labels)) == 3
    assert "广州" in labels[1]
    assert labels[2] == PASSPORT.name


def test_near_ones_are_told_by_what_differs() -> None:
    lost, again = make_item(5, "普通护照补发"), make_item(6, "普通护照换发")
    (reply,) = answer_found(make_desk(lost, again), make_state("ask"), unsure(lost, again), ()).replies
    assert [choice.label for choice in reply.choices] == ["丢了补", "到期换"]
    assert reply.text.splitlines() == [
        "您要办的是护照的哪一种？请选一个，或者换个说法：",
        "1. 丢了补（普通护照补发）",
        "2. 到期换（普通护照换发）",
    ]
    assert [one["name"] for one in reply.data["items"]] == [lost.name, again.name]


@pytest.mark.parametrize(("scores", "shown"), [([], 0), ([0.1], 0), ([0.3, 0.25, 0.1], 2), ([0.2] * 6, 3)])
def test_what_is_not_found_is_said_with_what_is_near(scores: list[float], shown: int) -> None:
    result = Found("not_found", [hit(ID, score) for score in scores])
    turn = answer_found(make_desk(ID), make_state("ask"), result, ())
    assert (turn.outcome, turn.item, len(turn.replies[0].choices)) == ("no_match", None, shown)
    assert "12345" in turn.replies[0].text
    assert turn.replies[0].source is None


def test_an_item_gone_since_is_not_answered() -> None:
    for desk in (make_desk(GONE), make_desk()):
        assert answer_found(desk, make_state("ask"), found(GONE), ("fee",)).outcome == "no_match"


def test_an_item_of_elsewhere_is_offered_not_given() -> None:
    state = make_state("ask", region="440100")
    turn = answer_found(make_desk(PERMIT), state, found(PERMIT, elsewhere=True), ("fee",))
    (reply,) = turn.replies
    assert (turn.outcome, turn.item, reply.source) == ("clarify_region", None, None)
    assert "广州" in reply.text
    assert "上海" in reply.text
    assert "不收费" not in reply.text
    assert parse_payload(reply.choices[0].payload).values == {"item": PERMIT.code, "aspect": "fee"}


def test_rules_of_several_places_are_not_mixed_but_the_place_asked() -> None:
    state = make_state("ask", "居住证要钱吗", categories=({"side": "个人", "name": "证件办理", "score": 0.9},))
    turn = answer_found(make_desk(PERMIT), state, found(PERMIT, several=True), ("fee",))
    assert (turn.outcome, turn.item) == ("clarify_region", None)
    assert turn.remember["pending"] == {
        "text": "居住证要钱吗",
        "aspects": ["fee"],
        "categories": [{"side": "个人", "name": "证件办理", "score": 0.9}],
    }


def test_it_is_not_said_that_a_place_has_none_when_it_has() -> None:
    """来客点了全国那一条的旧按钮，而他的地方另有一条：不能说当地没有。"""
    turn = answer_item(make_desk(ID, LOCAL), make_state("follow", region="440100"), ID, ("fee",))
    assert "没有广州" not in turn.replies[0].text
    turn = answer_item(make_desk(ID), make_state("follow", region="440100"), ID, ("fee",))
    assert "没有广州" in turn.replies[0].text


@pytest.mark.parametrize("aspect", list(ASPECTS))
def test_every_aspect_can_be_answered_of_a_bare_item(aspect: str) -> None:
    bare = make_item(9, "什么都没写的事项")
    turn = answer_item(make_desk(bare), make_state("ask"), bare, (aspect,))
    assert turn.outcome == "answered"
    assert turn.replies[0].text
