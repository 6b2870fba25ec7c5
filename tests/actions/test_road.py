"""一轮的路：每个对话行为有人作答，每一轮都合契约，每个结局都有话。"""

from __future__ import annotations

from typing import Any

import pytest

from actions.desk import Desk
from actions.road import ANSWERS, answer_turn
from actions.state import SLOTS
from api.shapes.turns import Answer
from knowledge.taxonomy.acts import PAYLOAD_KEYS, TYPED_ACTS, parse_payload
from knowledge.taxonomy.outcomes import OUTCOMES
from knowledge.taxonomy.regions import find
from tests.actions.fakes import clicked, found, make_desk, make_item, typed, unsure

ID = make_item(1, "居民身份证补领", fees=[], conditions="年满16周岁。")
LOCAL = make_item(1, "居民身份证补领", "440100", materials=[])
PERMIT = make_item(2, "居住证申领", "310000", fees=[])
CATEGORIES = [{"side": "个人", "code": "090", "name": "证件办理", "score": 0.8}]
CHAOYANG = [one.code for one in find("朝阳区")]
SLOTTED: dict[str, Any] = {"item": ID.code, "aspects": ["fee"], "region": "440100"}


def desk() -> Desk:
    answers = {"补身份证": found(ID, PERMIT), "证": unsure(ID, PERMIT), "居住证": found(PERMIT, elsewhere=True)}
    return make_desk(ID, LOCAL, PERMIT, answers=answers | {"各地的证": found(PERMIT, several=True)})


def test_every_act_has_an_answer() -> None:
    assert tuple(ANSWERS) == TYPED_ACTS
    assert set(PAYLOAD_KEYS) <= set(ANSWERS)


TYPED_TURNS = [
    (act, said, slots)
    for act in TYPED_ACTS
    if act != "complaint"
    for said in ("补身份证", "证", "居住证", "各地的证", "没有的事", "第二个", "")
    for slots in ({}, SLOTTED)
]


@pytest.mark.parametrize(("act", "said", "slots"), TYPED_TURNS)
def test_every_typed_turn_keeps_the_contract(act: str, said: str, slots: dict[str, Any]) -> None:
    tracker = typed(act, said, slots, categories=CATEGORIES, aspects=["fee", "materials"])
    check(*answer_turn(desk(), act, tracker))


CLICKED = [{}, {"item": LOCAL.code}, {"item": "没有"}, {"region": "310000"}, {"aspect": "fee"}]


@pytest.mark.parametrize("act", [act for act in PAYLOAD_KEYS if act != "complaint"])
@pytest.mark.parametrize("values", CLICKED)
def test_every_clicked_turn_keeps_the_contract(act: str, values: dict[str, str]) -> None:
    for slots in ({}, SLOTTED):
        check(*answer_turn(desk(), act, clicked(act, slots, **values)))


@pytest.mark.parametrize("act", ["ask", "follow", "change_item", "change_region", "correct"])
@pytest.mark.parametrize(
    "place", [{"region": "440100"}, {"regions": CHAOYANG}, {"region": "110105", "regions": ["110105"]}]
)
def test_every_turn_with_a_place_keeps_the_contract(act: str, place: dict[str, Any]) -> None:
    for slots in ({}, SLOTTED):
        check(*answer_turn(desk(), act, typed(act, "补身份证", slots, **place)))


def test_a_complaint_keeps_the_contract() -> None:
    for tracker in (typed("complaint", "黑诊所", scope="complaint"), clicked("complaint", item=ID.code)):
        check(*answer_turn(desk(), "complaint", tracker))


def check(turn: dict[str, Any], slots: dict[str, Any]) -> None:
    """合契约的形状；按钮读得懂；只动声明过的槽位；认定的事项排在候选的第一。"""
    assert turn["banshi"] == 1
    answer = Answer.model_validate({key: value for key, value in turn.items() if key != "banshi"}, strict=True)
    assert set(slots) <= set(SLOTS)
    for reply in answer.replies:
        assert reply.text.strip()
        assert all(parse_payload(choice.payload) for choice in reply.choices)
        assert len({choice.label for choice in reply.choices}) == len(reply.choices)
    meant = answer.understanding
    scores = [one.score for one in meant.candidates]
    assert len({one.code for one in meant.candidates}) == len(scores)
    if meant.item:
        assert (meant.candidates[0].code, meant.candidates[0].name) == (meant.item.code, meant.item.name)
    facts = [reply for reply in answer.replies if reply.kind == "item"]
    assert bool(facts) is (answer.outcome == "answered") or answer.outcome == "small_talk"
    assert all(reply.source and reply.source.checked_on for reply in facts)


def test_outcomes_of_the_road_are_named() -> None:
    """引擎不可用、输入不可读由前门答；情形还没有事项用到。别的结局这里都走得到。"""
    turns = [(act, typed(act, said, slots)) for act, said, slots in TYPED_TURNS]
    turns.append(("complaint", typed("complaint", "黑诊所")))
    reached = {answer_turn(desk(), act, tracker)[0]["outcome"] for act, tracker in turns}
    assert reached == set(OUTCOMES) - {"engine_unavailable", "rejected_input", "clarify_scenario"}


def test_the_chosen_item_leads_the_candidates() -> None:
    turn, _ = answer_turn(desk(), "choose", clicked("choose", item=PERMIT.code))
    assert turn["understanding"]["candidates"] == [{"code": PERMIT.code, "name": PERMIT.name, "score": 1.0}]


def test_the_region_understood_is_the_one_answered() -> None:
    turn, slots = answer_turn(desk(), "change_region", typed("change_region", "在广州", SLOTTED, region="310000"))
    assert turn["understanding"]["region"] == slots["region"] == "310000"
    turn, _ = answer_turn(desk(), "greet", typed("greet", "你好", SLOTTED))
    assert turn["understanding"]["region"] == "440100"


def test_what_is_answered_is_in_scope_however_it_was_said() -> None:
    first, slots = answer_turn(desk(), "ask", typed("ask", "证"))
    assert first["outcome"] == "clarify_item"
    turn, _ = answer_turn(desk(), "choose", typed("choose", "第二个", slots, scope="out"))
    assert (turn["outcome"], turn["understanding"]["scope"]) == ("answered", "in")
    turn, _ = answer_turn(desk(), "thank", typed("thank", "谢谢", slots, scope="out"))
    assert turn["understanding"]["scope"] == "out"
    turn, _ = answer_turn(desk(), "out_of_scope", typed("out_of_scope", "今天天气", scope="out"))
    assert (turn["outcome"], turn["understanding"]["scope"]) == ("out_of_scope", "out")
