"""几样诉求的一轮：先急后缓，一样一条，各有来源；没有的明说，不借别的；接着问得到其中一样。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.desk import Desk
from knowledge.search import Found
from knowledge.words import all_words
from tests.actions.fakes import NOTHING, found, hit, make_desk, make_item, unsure
from tests.actions.guided import Talk, labels_of, text_of

SEVERAL: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("compound").joinpath("several.yaml").read_text(encoding="utf-8")
)
SAID = "身份证丢了，护照也过期了，怎么补"
PARTS = ("身份证丢了怎么补", "护照也过期了怎么补")
CARD = make_item(1, "居民身份证补领", materials=[{"name": "照片", "note": "一寸"}], steps=[{"name": "申请"}])
PASSPORT = make_item(
    2,
    "普通护照换发",
    materials=[{"name": "居民身份证"}],
    statutory_limit={"value": 15, "unit": "自然日"},
    fees=[{"name": "工本费", "standard": "每本120元"}],
)
BIRTH = make_item(3, "出生登记", conditions="婴儿出生后1个月以内，由父亲申报。", materials=[{"name": "出生医学证明"}])
SHORT = {"第二件要多久": ["time_limit"], "第二个要多久": ["time_limit"], "那护照要多久呢": ["time_limit"]}


def desk() -> Desk:
    return make_desk(CARD, PASSPORT, answers=dict(zip(PARTS, (found(CARD), found(PASSPORT)), strict=True)))


def names_of(turn: dict[str, Any]) -> list[str]:
    return [reply["data"]["item"]["name"] for reply in turn["replies"] if reply["kind"] == "item"]


def test_each_need_is_answered_with_its_own_source() -> None:
    turn = Talk(desk()).say(SAID)
    assert turn["outcome"] == "answered"
    assert [reply["kind"] for reply in turn["replies"]] == ["several", "item", "item"]
    assert [reply["source"]["name"] for reply in turn["replies"][1:]] == ["居民身份证补领的规定", "普通护照换发的规定"]


def test_the_first_is_the_item_and_all_are_candidates() -> None:
    told = Talk(desk()).say(SAID)["understanding"]
    assert told["item"]["name"] == "居民身份证补领"
    assert [one["name"] for one in told["candidates"]] == ["居民身份证补领", "普通护照换发"]


def test_the_head_says_the_order_and_why() -> None:
    head = Talk(desk()).say(SAID)["replies"][0]
    assert "听到您要办2样事" in head["text"]
    assert "1. 居民身份证补领（办“普通护照换发”可能要用到它）" in head["text"]
    assert [one["urgent"] and one["urgent"]["kind"] for one in head["data"]["needs"]] == ["blocking", None]


def test_a_deadline_goes_first() -> None:
    said = "身份证要换，另外孩子户口怎么上"
    answers = {"身份证要换": found(CARD), "孩子户口怎么上": found(BIRTH)}
    turn = Talk(make_desk(CARD, BIRTH, answers=answers)).say(said)
    assert names_of(turn) == ["出生登记", "居民身份证补领"]
    assert "目录写明：婴儿出生后1个月以内" in turn["replies"][0]["text"]


def test_what_was_not_asked_is_told_in_short() -> None:
    card = Talk(desk()).say(SAID)["replies"][1]
    assert "要带的材料：照片" in card["text"]
    assert "一寸" not in card["text"]


def test_what_was_asked_is_told_in_full() -> None:
    said = "身份证丢了要带什么材料，护照要多久"
    answers = {"身份证丢了要带什么材料": found(CARD), "护照要多久": found(PASSPORT)}
    turn = Talk(make_desk(CARD, PASSPORT, answers=answers)).say(said, aspects=["materials", "time_limit"])
    parts = [[part["aspect"] for part in reply["data"]["sections"]] for reply in turn["replies"][1:]]
    assert parts == [["materials"], ["time_limit"]]
    assert "一寸" in text_of(turn)


def test_an_aspect_of_the_whole_is_asked_of_each() -> None:
    turn = Talk(desk()).say(SAID, aspects=["fee"])
    assert [reply["data"]["sections"][0]["aspect"] for reply in turn["replies"][1:]] == ["fee", "fee"]


def test_what_the_catalogue_lacks_is_said_in_its_own_reply() -> None:
    turn = Talk(make_desk(CARD, answers={PARTS[0]: found(CARD), PARTS[1]: NOTHING})).say(SAID)
    card, passport = turn["replies"][1:]
    assert (turn["outcome"], passport["kind"], passport["source"]) == ("answered", "no_match", None)
    assert "护照也过期了怎么补" in passport["text"]
    assert "没有找到" in passport["text"]
    assert card["data"]["item"]["name"] == "居民身份证补领"


def test_what_is_not_sure_is_asked_in_its_own_reply() -> None:
    answers = {PARTS[0]: found(CARD), PARTS[1]: unsure(PASSPORT, BIRTH)}
    turn = Talk(make_desk(CARD, PASSPORT, BIRTH, answers=answers)).say(SAID)
    assert [reply["kind"] for reply in turn["replies"]] == ["several", "item", "choices"]
    assert len(turn["replies"][2]["choices"]) == 2


def test_an_item_of_another_place_is_not_passed_off() -> None:
    there = make_item(2, "普通护照换发", "310000", materials=[{"name": "居民身份证"}])
    answers = {PARTS[0]: found(CARD), PARTS[1]: Found("found", [hit(there, elsewhere=True)])}
    turn = Talk(make_desk(CARD, there, answers=answers), region="440100").say(SAID)
    assert "目录里没有广州市的“普通护照换发”" in turn["replies"][2]["text"]
    assert "居民身份证" not in turn["replies"][2]["text"]


@pytest.mark.parametrize("text", SHORT)
def test_one_of_them_is_asked_of_next(text: str) -> None:
    talk = Talk(desk())
    talk.say(SAID)
    turn = talk.say(text, "follow", aspects=SHORT[text])
    assert turn["understanding"]["item"]["name"] == "普通护照换发"
    assert "15个自然日" in text_of(turn)


def test_they_can_be_named_one_after_another() -> None:
    talk = Talk(desk())
    talk.say(SAID)
    assert talk.say("先说第二个", "choose")["understanding"]["item"]["name"] == "普通护照换发"
    assert talk.say("那身份证呢", "change_item")["understanding"]["item"]["name"] == "居民身份证补领"
    assert talk.say("最后一件", "choose")["understanding"]["item"]["name"] == "普通护照换发"


def test_the_second_may_be_a_line_of_the_answer_instead() -> None:
    talk = Talk(desk())
    talk.say(SAID)
    talk.say("第一件要带什么材料，怎么办", "follow", aspects=["materials", "process"])
    assert "第1项" in text_of(talk.say("第一个", "choose"))
    talk.say("第一件要多久", "follow", aspects=["time_limit"])
    assert talk.say("第二个", "choose")["understanding"]["item"]["name"] == "普通护照换发"


def test_the_first_is_the_one_in_hand() -> None:
    talk = Talk(desk())
    talk.say(SAID)
    assert talk.say("要多少钱", "follow", aspects=["fee"])["understanding"]["item"]["name"] == "居民身份证补领"


def test_all_of_them_are_asked_at_once() -> None:
    talk = Talk(desk())
    talk.say(SAID)
    turn = talk.say("都要多少钱", "follow", aspects=["fee"])
    assert names_of(turn) == ["居民身份证补领", "普通护照换发"]
    assert "每本120元" in text_of(turn)


def test_another_need_ends_the_list() -> None:
    talk = Talk(make_desk(CARD, PASSPORT, BIRTH, answers={**desk().search.answers, "上户口": found(BIRTH)}))  # type: ignore[attr-defined]
    talk.say(SAID)
    talk.say("上户口")
    assert talk.say("第二件", "choose")["understanding"]["item"] != {"name": "普通护照换发"}


def test_starting_over_forgets_the_list() -> None:
    talk = Talk(desk())
    talk.say(SAID)
    talk.say("重新开始", "restart")
    assert talk.say("第二件要多久", "follow", aspects=["time_limit"])["outcome"] == "clarify_item"


def test_a_complaint_is_left_to_the_complaint_desk() -> None:
    assert Talk(desk()).say(SAID, "complaint", scope="complaint")["outcome"] == "complaint_taken"


def test_circumstances_raise_needs_of_their_own(starter_desk: Desk) -> None:
    turn = Talk(starter_desk).say("外地户口、离职两个月、怀孕，社保怎么办")
    head = turn["replies"][0]
    assert "外地户口、离职、怀孕" in head["text"]
    assert names_of(turn) == ["失业登记", "生育津贴申领", "失业保险金申领"]
    assert {"生育登记", "灵活就业人员社会保险参保登记"} <= set(labels_of(turn))
    assert len(head["data"]["needs"]) == 6


def test_a_case_is_not_asked_for_but_offered(starter_desk: Desk) -> None:
    talk = Talk(starter_desk)
    turn = talk.say("结婚证和户口本都丢了，怎么补")
    assert turn["outcome"] == "answered"
    assert talk.click("按我的情形看（补领婚姻登记证）")["outcome"] == "clarify_scenario"


_NUMBER = re.compile(r"\d[\d.,:：/*-]*\d|\d")


@pytest.mark.parametrize("row", SEVERAL, ids=lambda row: row["said"])
def test_no_number_is_made_up(starter_desk: Desk, row: dict[str, Any]) -> None:
    """各条里的数目都出自它引的那一件（或用语表），期限的缘由出自排在那里的那一件。"""
    known = set(_NUMBER.findall(" ".join(all_words().values())))
    turn = Talk(starter_desk).say(row["said"])
    for reply in turn["replies"]:
        if reply["kind"] == "item":
            item = starter_desk.valid_item(reply["data"]["item"]["code"])
            assert item is not None
            lines = [re.sub(r"^\d+\. ", "", line) for line in reply["text"].splitlines()]
            own = set(_NUMBER.findall(item.model_dump_json(by_alias=True))) | known
            assert set(_NUMBER.findall(" ".join(lines))) <= own
    for need in turn["replies"][0]["data"].get("needs", ()):
        if need["urgent"] and need["urgent"]["kind"] != "blocking":
            item = starter_desk.valid_item(need["code"])
            assert item is not None
            assert need["urgent"]["because"] in str(item)
