"""比较两件：同一面对着说，各有来源；没有写的说没有写；只有一件的明说另一件没有；不替人拿主意。"""

from __future__ import annotations

from typing import Any

import pytest

from actions.desk import Desk
from knowledge.words import say
from tests.actions.fakes import found, make_desk, make_item
from tests.actions.guided import Talk, text_of

LOST = make_item(
    1,
    "居民身份证补领",
    conditions="丢失的补领。",
    materials=[{"name": "居民户口簿"}, {"name": "居民身份证申领登记表"}],
    fees=[{"name": "工本费", "standard": "每证40元"}],
    result="居民身份证",
)
OLD = make_item(
    2,
    "居民身份证换领",
    conditions="到期的换领。",
    materials=[{"name": "居民户口簿"}, {"name": "原居民身份证"}],
    fees=[{"name": "工本费", "standard": "每证20元"}],
    statutory_limit={"value": 60, "unit": "自然日"},
    result="居民身份证",
)
ANSWERS = {
    "身份证补领": found(LOST),
    "居民身份证补领": found(LOST),
    "身份证换领": found(OLD),
    "居民身份证换领": found(OLD),
}


def talk() -> Talk:
    held = Talk(make_desk(LOST, OLD, answers=ANSWERS))
    held.say("身份证补领")
    return held


def rows_of(turn: dict[str, Any]) -> dict[str, list[str]]:
    (reply,) = turn["replies"]
    return {row["aspect"]: row["lines"] for row in reply["data"]["rows"]}


def test_the_same_facets_stand_side_by_side() -> None:
    turn = talk().say("和换领有什么区别", "follow", aspects=["comparison"])
    assert (turn["outcome"], turn["replies"][0]["kind"]) == ("answered", "comparison")
    assert rows_of(turn) == {
        "conditions": ["1. 丢失的补领", "2. 到期的换领"],
        "materials": ["只有第1件要：居民身份证申领登记表", "只有第2件要：原居民身份证", "两件都要：居民户口簿"],
        "time_limit": ["1. 目录没有写明", "2. 法定办结时限：60个自然日；承诺办结时限：目录没有写明"],
        "fee": ["1. 工本费：每证40元", "2. 工本费：每证20元"],
        "result": ["两件一样：居民身份证"],
    }


def test_the_text_alone_is_enough() -> None:
    (reply,) = talk().say("和换领有什么区别")["replies"]
    lines = reply["text"].splitlines()
    assert {line for row in reply["data"]["rows"] for line in row["lines"]} <= set(lines)
    assert lines[1:3] == ["1. 居民身份证补领（全国统一规定）", "2. 居民身份证换领（全国统一规定）"]


def test_each_column_has_its_source() -> None:
    (reply,) = talk().say("和换领有什么区别")["replies"]
    assert [one["source"]["name"] for one in reply["data"]["columns"]] == [f"{one.name}的规定" for one in (LOST, OLD)]
    told = reply["text"].splitlines()[-reply["data"]["source_lines"] :]
    assert [line.split("（")[0] for line in told] == [
        "第1件的来源：居民身份证补领的规定",
        "第2件的来源：居民身份证换领的规定",
    ]


def test_materials_not_written_are_not_compared() -> None:
    bare = make_item(2, "居民身份证换领")
    held = Talk(make_desk(LOST, bare, answers={**ANSWERS, "居民身份证换领": found(bare), "身份证换领": found(bare)}))
    held.say("身份证补领")
    rows = rows_of(held.say("和换领有什么区别"))
    assert rows["materials"] == ["1. 居民户口簿、居民身份证申领登记表", "2. 目录没有写明"]


def test_both_can_be_named() -> None:
    turn = Talk(make_desk(LOST, OLD, answers=ANSWERS)).say("身份证补领和换领有什么不同")
    assert [one["item"]["name"] for one in turn["replies"][0]["data"]["columns"]] == [LOST.name, OLD.name]


def test_operations_alone_are_of_the_item_in_hand() -> None:
    turn = talk().say("补领和换领有什么不同")
    assert turn["understanding"]["item"]["name"] == LOST.name
    assert turn["replies"][0]["kind"] == "comparison"


def test_which_is_better_is_left_to_the_person() -> None:
    held = Talk(make_desk(LOST, OLD, answers=ANSWERS))
    assert say("comparison.yours") in text_of(held.say("身份证补领和身份证换领哪个划算"))
    assert say("comparison.yours") not in text_of(held.say("身份证补领和身份证换领有什么区别"))


def test_the_second_is_asked_of_next() -> None:
    held = talk()
    held.say("和换领有什么区别")
    turn = held.say("第二个要什么材料", "follow", aspects=["materials"])
    assert turn["understanding"]["item"]["name"] == OLD.name
    assert "原居民身份证" in text_of(turn)


def test_one_that_is_missing_is_said_to_be() -> None:
    turn = talk().say("和暂住有什么区别", "follow", aspects=["comparison"])
    assert turn["replies"][0]["text"] == say("comparison.absent", text="暂住", name=LOST.name)
    assert turn["understanding"]["item"]["name"] == LOST.name


def test_nothing_to_compare_is_answered_as_usual() -> None:
    turn = Talk(make_desk(LOST)).say("水和火有什么区别")
    assert turn["outcome"] == "no_match"


def test_two_words_for_one_item_are_said_to_be_one() -> None:
    answers = {"身份证补领": found(LOST), "补身份证": found(LOST)}
    turn = Talk(make_desk(LOST, answers=answers)).say("身份证补领和补身份证是一回事吗")
    assert turn["replies"][0]["text"] == say("comparison.same", name="身份证补领", other="补身份证")


STARTER = {
    "居住证和暂住证区别": ("居住证申领", "暂住登记（居住登记）"),
    "居住登记跟居住证一样吗": ("暂住登记（居住登记）", "居住证申领"),
    "个体户和公司哪个好办": ("个体工商户设立登记", "有限责任公司设立登记"),
    "身份证补领和换领有什么不同": ("居民身份证补领", "居民身份证换领"),
}


@pytest.mark.parametrize("said", STARTER)
def test_they_are_found_in_the_starter_catalogue(starter_desk: Desk, said: str) -> None:
    (reply,) = Talk(starter_desk).say(said)["replies"]
    assert tuple(one["item"]["name"] for one in reply["data"]["columns"]) == STARTER[said]


def test_another_document_keeps_the_operation(starter_desk: Desk) -> None:
    held = Talk(starter_desk)
    held.say("身份证丢了怎么补")
    (reply,) = held.say("和护照有什么区别")["replies"]
    assert [one["item"]["name"] for one in reply["data"]["columns"]] == ["居民身份证补领", "普通护照换发、补发"]
