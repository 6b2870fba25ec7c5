"""分不清的几个：只列相近的；选过的记着，不再问，直到话里点了别的。"""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions import ties
from actions.answering import answer_found, answer_item
from actions.choosing import choose
from actions.desk import Desk
from actions.state import State
from actions.turn import Turn
from knowledge.search import Found, Hit
from tests.actions.fakes import hit, make_desk, make_item, make_state

FIRST = make_item(1, "普通护照首次申请", fees=[], conditions="没有办过护照。")
RENEW = make_item(2, "普通护照换发", fees=[], conditions="有效期不足。")
LOST = make_item(3, "普通护照补发", fees=[], conditions="遗失。")
PERMIT = make_item(4, "居住证申领", fees=[])
LOCAL_LOST = make_item(3, "普通护照补发", "440100", fees=[])
DESK = make_desk(FIRST, RENEW, LOST, PERMIT)


def unsure(*scored: tuple[object, float]) -> Found:
    return Found("ambiguous", [hit(item, score) for item, score in scored])  # type: ignore[arg-type]


PASSPORTS = unsure((FIRST, 0.3), (RENEW, 0.28), (LOST, 0.25))


@pytest.mark.parametrize(
    ("scores", "shown"),
    [([0.4, 0.3, 0.2, 0.12, 0.11], 4), ([0.4, 0.39, 0.02], 2), ([0.45, 0.01, 0.01], 2), ([0.45], 1), ([0.2] * 7, 4)],
)
def test_only_near_ones_are_listed_but_two_at_least(scores: list[float], shown: int) -> None:
    hits = [hit(make_item(number, f"许可{number}"), score) for number, score in enumerate(scores, 1)]
    assert ties.near(hits) == tuple(hits[:shown])


LICENCE = make_item(7, "营业执照遗失补领")
SHOP, FIRM = make_item(8, "个体工商户设立登记"), make_item(9, "有限责任公司设立登记")


@pytest.mark.parametrize(
    ("said", "scores", "names"),
    [
        ("营业执照", (0.9, 0.01, 0.005), [SHOP, FIRM, LICENCE]),
        ("营业执照丢了", (0.9, 0.01, 0.005), [LICENCE, SHOP]),
        ("营业执照", (0.4, 0.3, 0.005), [LICENCE, SHOP]),
    ],
)
def test_a_later_step_nobody_named_does_not_hide_the_first(
    said: str, scores: tuple[float, ...], names: list[object]
) -> None:
    hits = [hit(item, score) for item, score in zip((LICENCE, SHOP, FIRM), scores, strict=True)]
    listed = ties.with_first_steps(said, ties.near(hits), hits)
    assert [one.name for one in listed] == [item.name for item in names]  # type: ignore[attr-defined]


def after(state: State, turn: Turn, said: str) -> State:
    """同一次对话的下一句。"""
    kept = turn.remember
    return replace(
        state,
        said=said,
        values={},
        item=kept.get("item", state.item),
        ties=tuple(kept.get("ties", state.ties)),
        offered=tuple(kept.get("offered", state.offered)),
    )


def chosen(said: str, desk: Desk = DESK) -> tuple[State, Turn]:
    """问一句、选第三个（补发）之后。"""
    state = make_state("ask", "护照怎么办")
    asked = answer_found(desk, state, PASSPORTS, ("fee",))
    assert asked.outcome == "clarify_item"
    picked = choose(desk, after(state, asked, "第三个"))
    assert picked.item is not None
    assert picked.item["name"] == LOST.name
    return after(after(state, asked, ""), picked, said), picked


@pytest.mark.parametrize("said", ["护照要带什么", "护照要多久", "这个本子在哪办", "出国的证要多少钱"])
def test_what_was_chosen_is_not_asked_again(said: str) -> None:
    state, _ = chosen(said)
    turn = answer_found(DESK, state, PASSPORTS, ("fee",))
    assert (turn.outcome, turn.item and turn.item["name"]) == ("answered", LOST.name)


def test_the_choice_holds_for_part_of_the_group_too() -> None:
    state, _ = chosen("护照要带什么")
    turn = answer_found(DESK, state, unsure((RENEW, 0.3), (LOST, 0.25)), ("fee",))
    assert turn.outcome == "answered"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("首次申请护照要带什么", PASSPORTS),
        ("护照快到期了怎么办", PASSPORTS),
        ("住的证怎么办", unsure((PERMIT, 0.3), (LOST, 0.25))),
        ("居住证和护照", unsure((PERMIT, 0.3), (FIRST, 0.25))),
    ],
)
def test_another_one_named_is_asked_about(said: str, found: Found) -> None:
    state, _ = chosen(said)
    assert answer_found(DESK, state, found, ("fee",)).outcome == "clarify_item"


def test_a_later_choice_takes_the_place_of_the_first() -> None:
    state, _ = chosen("换发的")
    turn = answer_item(DESK, state, RENEW, ("fee",))
    later = after(state, turn, "护照要多久")
    assert answer_found(DESK, later, PASSPORTS, ("fee",)).item == {
        "code": RENEW.code,
        "name": RENEW.name,
        "region": RENEW.region,
    }


def test_an_item_answered_without_asking_counts_when_it_leads() -> None:
    state = make_state("ask", "护照丢了")
    turn = answer_item(DESK, state, LOST, ("fee",))
    later = after(state, turn, "护照要多久")
    assert answer_found(DESK, later, unsure((LOST, 0.3), (FIRST, 0.28)), ()).outcome == "answered"
    assert answer_found(DESK, later, unsure((FIRST, 0.3), (LOST, 0.28)), ()).outcome == "clarify_item"


def test_the_choice_is_of_the_service_not_of_the_place() -> None:
    desk = make_desk(FIRST, RENEW, LOST, LOCAL_LOST)
    state, _ = chosen("护照要多久", desk)
    here = Found("ambiguous", [hit(FIRST, 0.3), hit(LOCAL_LOST, 0.28)])
    turn = answer_found(desk, replace(state, region="440100"), here, ())
    assert turn.item is not None
    assert turn.item["code"] == LOCAL_LOST.code


def test_an_item_gone_since_is_asked_about() -> None:
    state, _ = chosen("护照要多久")
    assert answer_found(make_desk(FIRST, RENEW), state, PASSPORTS, ()).outcome == "clarify_item"


def test_an_item_of_elsewhere_is_offered_even_when_chosen() -> None:
    state, _ = chosen("护照要多久")
    elsewhere = Found("ambiguous", [hit(FIRST, 0.3), hit(LOST, 0.28, elsewhere=True)])
    assert answer_found(DESK, state, elsewhere, ()).outcome == "clarify_region"


def test_only_the_latest_groups_are_kept() -> None:
    state = make_state("ask")
    for number in range(1, 30):
        one = make_item(number, f"许可{number}")
        hits: list[Hit] = [hit(one), hit(make_item(number + 100, f"登记{number}"))]
        state = replace(state, ties=tuple(ties.offered(state, hits)))
        state = replace(state, ties=tuple(ties.settled(state, one.entry_code)))
    assert len(state.ties) == 8
    assert state.ties[-1]["chosen"] == f"{29:012d}"
