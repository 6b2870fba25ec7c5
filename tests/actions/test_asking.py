"""问事项：新的问题、追问、换一个事项、纠正。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from actions.asking import ask, change_item, correct, follow
from actions.desk import Desk
from actions.state import State
from actions.turn import Turn
from knowledge import clock
from tests.actions.fakes import FakeSearch, found, make_desk, make_item, make_state, unsure

FACTS = {"fees": [], "conditions": "年满16周岁。", "materials": [{"name": "户口簿"}]}
ID = make_item(1, "居民身份证补领", **FACTS)
PASSPORT = make_item(2, "普通护照补发", **FACTS)
PERMIT = make_item(3, "居住证申领", **FACTS)
GONE = make_item(4, "旧的登记", valid_until=(clock.today() - timedelta(days=1)).isoformat())
DOCUMENT = ({"entity": "document", "value": "护照"},)


def name_of(turn: Turn) -> str | None:
    return turn.item["name"] if turn.item else None


def aspects_of(turn: Turn) -> list[str]:
    return [part["aspect"] for part in turn.replies[0].data["sections"]]


def test_a_new_question_is_searched_with_all_that_is_known() -> None:
    search = FakeSearch({"补身份证": found(ID)})
    desk = make_desk(ID)
    desk = type(desk)(search, desk.catalogue)
    scores = ({"side": "个人", "name": "证件办理", "score": 0.9}, {"side": "个人", "name": "其他", "score": 0.01})
    turn = ask(desk, make_state("ask", "补身份证", region="440100", side="个人", categories=scores, aspects=("fee",)))
    assert (turn.outcome, name_of(turn), aspects_of(turn)) == ("answered", ID.name, ["fee"])
    assert search.asked == [("补身份证", {"region": "440100", "side": "个人", "categories": {"个人/证件办理": 0.9}})]


def test_a_short_word_amid_talk_is_a_follow_up() -> None:
    desk = make_desk(ID)
    turn = ask(desk, make_state("ask", "要多少钱", item=ID.code, aspects=("fee",)))
    assert (turn.outcome, name_of(turn), aspects_of(turn)) == ("answered", ID.name, ["fee"])


@pytest.mark.parametrize(
    ("said", "item", "aspects", "entities"),
    [
        ("我想知道这个东西办下来到底一共要花多少钱", ID.code, ("fee",), ()),
        ("要多少钱", GONE.code, ("fee",), ()),
        ("嗯那个呢", ID.code, (), ()),
        ("护照要多少钱", ID.code, ("fee",), DOCUMENT),
    ],
)
def test_otherwise_what_is_not_found_is_not_answered(
    said: str, item: str | None, aspects: tuple[str, ...], entities: tuple[dict[str, str], ...]
) -> None:
    state = make_state("ask", said, item=item, aspects=aspects, entities=entities)
    assert ask(make_desk(ID, GONE), state).outcome == "no_match"


@pytest.mark.parametrize("answer", [ask, follow])
def test_a_bare_aspect_before_any_item_is_not_searched_for(answer: Callable[[Desk, State], Turn]) -> None:
    turn = answer(make_desk(ID, GONE), make_state("ask", "要多少钱", aspects=("fee",)))
    assert turn.outcome == "clarify_item"
    assert turn.hits == ()


def test_a_follow_up_answers_another_side_of_the_item() -> None:
    state = make_state("follow", "要什么条件", item=ID.code, aspects=("conditions",), kept_aspects=("fee",))
    turn = follow(make_desk(ID), state)
    assert (name_of(turn), aspects_of(turn)) == (ID.name, ["conditions"])


def test_a_follow_up_without_a_side_keeps_the_last() -> None:
    turn = follow(make_desk(ID), make_state("follow", "再说说", item=ID.code, kept_aspects=("fee",)))
    assert aspects_of(turn) == ["fee"]


def test_a_follow_up_button_names_its_item() -> None:
    state = make_state("follow", values={"item": PASSPORT.code, "aspect": "fee"}, aspects=("fee",), item=ID.code)
    turn = follow(make_desk(ID, PASSPORT), state)
    assert (name_of(turn), aspects_of(turn)) == (PASSPORT.name, ["fee"])


@pytest.mark.parametrize("code", [GONE.code, "没有这个编码"])
def test_a_button_of_a_gone_item_says_so(code: str) -> None:
    turn = follow(make_desk(ID, GONE), make_state("follow", values={"item": code}, item=ID.code, aspects=("fee",)))
    assert (turn.outcome, turn.item, turn.remember["item"]) == ("no_match", None, None)


def test_a_follow_up_before_any_item_is_searched_or_asked() -> None:
    desk = make_desk(ID, answers={"补身份证要多久": found(ID)})
    assert name_of(follow(desk, make_state("follow", "补身份证要多久", aspects=("fee",)))) == ID.name
    turn = follow(desk, make_state("follow", "要多久", aspects=("fee",)))
    assert (turn.outcome, turn.remember) == ("clarify_item", {"aspects": ["fee"]})


def test_a_follow_up_that_names_another_document_changes_the_item() -> None:
    desk = make_desk(ID, PASSPORT, answers={"那护照要多少钱": found(PASSPORT)})
    state = make_state("follow", "那护照要多少钱", item=ID.code, aspects=("fee",), entities=DOCUMENT)
    assert name_of(follow(desk, state)) == PASSPORT.name


def test_a_follow_up_that_only_sounds_like_another_stays() -> None:
    desk = make_desk(ID, PERMIT, answers={"要多少钱": found(PERMIT), "护照呢": unsure(PASSPORT, PERMIT)})
    assert name_of(follow(desk, make_state("follow", "要多少钱", item=ID.code, aspects=("fee",)))) == ID.name
    state = make_state("follow", "护照呢", item=ID.code, aspects=("fee",), entities=DOCUMENT)
    assert follow(desk, state).outcome == "clarify_item"


@pytest.mark.parametrize("act", ["ask", "follow"])
def test_what_names_something_else_is_never_answered_from_the_item_in_talk(act: str) -> None:
    state = make_state(act, "狂犬疫苗要多少钱", item=ID.code, aspects=("fee",))
    assert {"ask": ask, "follow": follow}[act](make_desk(ID), state).outcome == "no_match"


def test_a_change_of_item_keeps_the_operation_and_the_side() -> None:
    desk = make_desk(ID, PASSPORT, answers={"护照呢补领": found(PASSPORT), "护照补领": found(PASSPORT)})
    turn = change_item(desk, make_state("change_item", "换成护照呢", item=ID.code, kept_aspects=("fee",)))
    assert (name_of(turn), aspects_of(turn)) == (PASSPORT.name, ["fee"])


def test_a_change_of_item_with_its_own_operation_is_taken_as_said() -> None:
    desk = make_desk(ID, PERMIT, answers={"注销居住证": found(PERMIT)})
    turn = change_item(desk, make_state("change_item", "换成注销居住证", item=ID.code, kept_aspects=("fee",)))
    assert name_of(turn) == PERMIT.name


def test_a_change_to_what_is_not_there_is_said() -> None:
    turn = change_item(make_desk(ID), make_state("change_item", "换成火星签证", item=ID.code))
    assert (turn.outcome, turn.item) == ("no_match", None)


@pytest.mark.parametrize(
    "said",
    [
        "不是，我说的是居住证",
        "不对，应该是居住证",
        "我问的是居住证，不是身份证",
        "错了，我要办居住证",
        "我不是要补身份证，是要居住证",
    ],
)
def test_a_correction_finds_what_was_meant(said: str) -> None:
    desk = make_desk(ID, PERMIT, answers={"居住证": found(PERMIT), "居住证补领": found(PERMIT)})
    turn = correct(desk, make_state("correct", said, item=ID.code, kept_aspects=("fee",)))
    assert (name_of(turn), aspects_of(turn)) == (PERMIT.name, ["fee"])


def test_a_correction_of_the_side_keeps_the_item() -> None:
    state = make_state("correct", "我问的是条件不是费用", item=ID.code, aspects=("conditions",), kept_aspects=("fee",))
    turn = correct(make_desk(ID), state)
    assert (name_of(turn), aspects_of(turn)) == (ID.name, ["conditions"])


@pytest.mark.parametrize("said", ["要多少钱", "多久能办好", "去哪办"])
def test_a_question_that_names_nothing_is_not_answered_by_what_happens_to_look_like_it(said: str) -> None:
    desk = make_desk(ID, answers={said: found(ID)})
    turn = follow(desk, make_state("follow", said, aspects=("fee",)))
    assert (turn.outcome, turn.item) == ("clarify_item", None)
