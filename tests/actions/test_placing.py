"""换地方：按新的地方再答；同名的问清；没有的不充数。"""

from __future__ import annotations

import pytest

from actions.asking import ask, follow
from actions.placing import change_region, in_heard_region
from actions.turn import Turn
from knowledge.taxonomy.acts import parse_payload
from knowledge.taxonomy.regions import find
from tests.actions.fakes import FakeSearch, found, make_desk, make_item, make_state

NATION = make_item(1, "居民身份证补领", fees=[])
LOCAL = make_item(1, "居民身份证补领", "440100", fees=[{"name": "工本费", "standard": "每证40元"}])
PERMIT = make_item(2, "居住证申领", "440100", fees=[])
CHAOYANG = tuple(one.code for one in find("朝阳区"))


def code_of(turn: Turn) -> str | None:
    return turn.item["code"] if turn.item else None


def test_the_item_is_answered_again_for_the_new_place() -> None:
    desk = make_desk(NATION, LOCAL)
    state = make_state("change_region", "在广州办", heard_region="440100", item=NATION.code, kept_aspects=("fee",))
    turn = change_region(desk, state)
    assert (turn.outcome, code_of(turn), turn.remember["region"]) == ("answered", LOCAL.code, "440100")
    assert [part["aspect"] for part in turn.replies[0].data["sections"]] == ["fee"]


@pytest.mark.parametrize(
    ("region", "code"),
    [("440106", LOCAL.code), ("440100", LOCAL.code), ("310000", NATION.code), ("000000", NATION.code)],
)
def test_the_nearest_level_answers(region: str, code: str) -> None:
    for held in (NATION, LOCAL):
        state = make_state("change_region", values={"region": region}, item=held.code, kept_aspects=("fee",))
        assert code_of(change_region(make_desk(NATION, LOCAL), state)) == code


def test_a_place_without_the_item_is_offered_the_other() -> None:
    state = make_state("change_region", "在上海办", heard_region="310000", item=PERMIT.code, kept_aspects=("fee",))
    turn = change_region(make_desk(PERMIT), state)
    (reply,) = turn.replies
    assert (turn.outcome, turn.item, reply.source) == ("clarify_region", None, None)
    assert "不收费" not in reply.text
    assert parse_payload(reply.choices[0].payload).values == {"item": PERMIT.code, "aspect": "fee"}


def test_a_place_before_any_item_is_noted() -> None:
    turn = change_region(make_desk(), make_state("change_region", "我在广州", heard_region="440100"))
    assert (turn.outcome, turn.remember) == ("clarify_item", {"region": "440100"})
    assert "广州" in turn.replies[0].text


@pytest.mark.parametrize("values", [{}, {"region": "999999"}, {"region": "天涯"}])
def test_an_unknown_place_is_asked_again(values: dict[str, str]) -> None:
    turn = change_region(make_desk(NATION), make_state("change_region", "在火星办", values=values, item=NATION.code))
    assert (turn.outcome, turn.item) == ("clarify_region", None)


def test_counties_of_one_name_are_asked_about() -> None:
    state = make_state("change_region", "朝阳区", heard_regions=CHAOYANG, item=NATION.code)
    turn = change_region(make_desk(NATION), state)
    (reply,) = turn.replies
    assert turn.outcome == "clarify_region"
    assert [parse_payload(choice.payload).values["region"] for choice in reply.choices] == list(CHAOYANG)
    assert turn.remember["offered"] == [choice.payload for choice in reply.choices]
    assert "北京" in reply.choices[0].label
    assert "长春" in reply.choices[1].label


def test_the_place_in_use_tells_counties_of_one_name_apart() -> None:
    state = make_state("change_region", "朝阳区", heard_regions=CHAOYANG, region="110000", item=NATION.code)
    turn = change_region(make_desk(NATION), state)
    assert (turn.outcome, turn.remember["region"]) == ("answered", "110105")
    state = make_state("change_region", "朝阳区", heard_regions=CHAOYANG, region="000000", item=NATION.code)
    assert change_region(make_desk(NATION), state).outcome == "clarify_region"


def test_a_question_with_a_place_is_asked_there() -> None:
    desk = make_desk(LOCAL, answers={"在广州补身份证": found(LOCAL)})
    state = make_state("ask", "在广州补身份证", heard_region="440100", region="310000")
    turn = in_heard_region(ask)(desk, state)
    assert isinstance(desk.search, FakeSearch)
    assert (turn.outcome, turn.remember["region"]) == ("answered", "440100")
    assert desk.search.asked[0][1]["region"] == "440100"


def test_a_question_without_a_place_is_asked_where_it_was() -> None:
    desk = make_desk(LOCAL, answers={"补身份证": found(LOCAL)})
    turn = in_heard_region(ask)(desk, make_state("ask", "补身份证", region="440100"))
    assert turn.remember["region"] == "440100"


def test_a_question_waits_while_its_place_is_asked() -> None:
    said = "朝阳区补身份证要钱吗"
    desk = make_desk(NATION, answers={said: found(NATION)})
    asked = in_heard_region(ask)(desk, make_state("ask", said, heard_regions=CHAOYANG, aspects=("fee",)))
    assert (asked.outcome, asked.item) == ("clarify_region", None)
    pending = asked.remember["pending"]
    clicked = make_state("change_region", values={"region": CHAOYANG[0]}, pending=pending)
    turn = change_region(desk, clicked)
    assert (turn.outcome, code_of(turn)) == ("answered", NATION.code)
    assert (turn.remember["region"], turn.remember["pending"]) == (CHAOYANG[0], None)
    assert [part["aspect"] for part in turn.replies[0].data["sections"]] == ["fee"]


def test_a_follow_up_keeps_its_side_while_its_place_is_asked() -> None:
    talk = {"item": NATION.code, "aspects": ("fee",), "kept_aspects": ("materials",)}
    state = make_state("follow", "朝阳区要钱吗", heard_regions=CHAOYANG, **talk)
    asked = in_heard_region(follow)(make_desk(NATION), state)
    assert asked.outcome == "clarify_region"
    kept = tuple(asked.remember.get("aspects", ("materials",)))
    clicked = make_state("change_region", values={"region": CHAOYANG[0]}, item=NATION.code, kept_aspects=kept)
    turn = change_region(make_desk(NATION), clicked)
    assert [part["aspect"] for part in turn.replies[0].data["sections"]] == ["fee"]


def test_a_follow_up_elsewhere_moves_the_item() -> None:
    state = make_state("follow", "在广州要钱吗", heard_region="440100", item=NATION.code, aspects=("fee",))
    turn = in_heard_region(follow)(make_desk(NATION, LOCAL), state)
    assert (code_of(turn), turn.remember["region"]) == (LOCAL.code, "440100")
    assert "每证40元" in turn.replies[0].text
