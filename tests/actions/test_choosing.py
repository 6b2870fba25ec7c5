"""点选：点的按钮和说的“第二个”走同一条路。"""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.choosing import choose
from knowledge import clock
from knowledge.taxonomy.acts import make_payload
from tests.actions.fakes import make_desk, make_item, make_state

ITEMS = [make_item(number, f"许可{number}", fees=[], conditions="年满16周岁。") for number in (1, 2, 3)]
GONE = make_item(4, "旧的登记", valid_until=(clock.today() - timedelta(days=1)).isoformat())
OFFERED = tuple(make_payload("choose", item=one.code, aspect="fee") for one in ITEMS)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("第一个", 1),
        ("第二个", 2),
        ("选1", 1),
        ("选择3", 3),
        ("2", 2),
        ("２", 2),
        ("要第三项", 3),
        ("看 2 号", 2),
        ("最后一个", 3),
        ("最末那个", 3),
        ("第 2 个", 2),
        ("就第二條", 2),
    ],
)
def test_a_spoken_choice_is_the_button(said: str, number: int) -> None:
    turn = choose(make_desk(*ITEMS), make_state("choose", said, offered=OFFERED))
    assert turn.outcome == "answered"
    assert turn.item is not None
    assert turn.item["code"] == ITEMS[number - 1].code


NOT_OFFERED = ["第四个", "第七个", "选6", "都不要", "随便", "", "第12个", "选10", "第十二个", "二十三号"]


@pytest.mark.parametrize("said", NOT_OFFERED)
def test_what_was_not_offered_is_asked_again(said: str) -> None:
    turn = choose(make_desk(*ITEMS), make_state("choose", said, offered=OFFERED))
    assert (turn.outcome, turn.item) == ("clarify_item", None)


def test_without_an_offer_there_is_nothing_to_choose() -> None:
    for said in ("第一个", "最后一个", "好的"):
        assert choose(make_desk(*ITEMS), make_state("choose", said)).outcome == "clarify_item"


def test_the_only_offer_is_meant_by_any_yes() -> None:
    turn = choose(make_desk(*ITEMS), make_state("choose", "好的就这个", offered=OFFERED[1:2]))
    assert turn.item is not None
    assert turn.item["code"] == ITEMS[1].code


@pytest.mark.parametrize("code", [GONE.code, "没有这个编码"])
def test_a_gone_item_says_so(code: str) -> None:
    turn = choose(make_desk(GONE), make_state("choose", values={"item": code}))
    assert (turn.outcome, turn.remember) == ("no_match", {"item": None, "offered": []})


@pytest.mark.parametrize(
    ("chosen", "kept", "answered"),
    [
        (("fee",), ("fee", "conditions"), ["fee", "conditions"]),
        (("fee",), ("conditions",), ["fee"]),
        ((), ("conditions",), ["conditions"]),
        ((), (), ["overview"]),
        (("conditions",), (), ["conditions"]),
    ],
)
def test_all_that_was_asked_is_answered_at_last(
    chosen: tuple[str, ...], kept: tuple[str, ...], answered: list[str]
) -> None:
    state = make_state("choose", values={"item": ITEMS[0].code}, aspects=chosen, kept_aspects=kept)
    turn = choose(make_desk(*ITEMS), state)
    assert [part["aspect"] for part in turn.replies[0].data["sections"]] == answered


def test_a_place_can_be_chosen_too() -> None:
    offered = (make_payload("change_region", region="110105"), make_payload("change_region", region="220104"))
    turn = choose(make_desk(), make_state("choose", "第二个", offered=offered))
    assert turn.remember["region"] == "220104"
