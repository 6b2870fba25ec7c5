"""问申请表怎么写、到哪里拿：目录里没有就明说，给要交的材料，不当作没找到。"""

from __future__ import annotations

from typing import Any

import pytest

from actions.desk import Desk
from knowledge.words import say
from tests.actions.guided import Talk

NOTE = say("blank.none", where=say("blank.hotline"))


def aspects(turn: dict[str, Any]) -> set[str]:
    return {part["aspect"] for reply in turn["replies"] for part in reply["data"].get("sections", ())}


@pytest.fixture
def permit(starter_desk: Desk) -> Talk:
    """正谈着居住证申领。"""
    talk = Talk(starter_desk)
    assert talk.say("居住证怎么办", aspects=["process"])["understanding"]["item"]["name"] == "居住证申领"
    return talk


@pytest.mark.parametrize(
    "said", ["申请表怎么写", "申请表在哪下载", "表格怎么填啊", "去哪里领申请表", "有没有申请表模板"]
)
def test_the_form_of_the_matter_at_hand_is_answered_with_its_materials(permit: Talk, said: str) -> None:
    turn = permit.say(said, "ask", aspects=["process"])
    assert turn["understanding"]["item"]["name"] == "居住证申领"
    assert turn["replies"][0]["text"].startswith(NOTE)
    assert aspects(turn) == {"materials"}


@pytest.mark.parametrize("said", ["护照的申请表怎么写", "要带表格吗", "登记表"])
def test_other_questions_are_not_about_filling_the_form_at_hand(permit: Talk, said: str) -> None:
    turn = permit.say(said, "ask", aspects=["materials"])
    item = turn["understanding"]["item"]
    assert item is None or item["name"] != "居住证申领" or not turn["replies"][0]["text"].startswith(NOTE)


def test_a_named_matter_is_answered_with_the_same_note(starter_desk: Desk) -> None:
    turn = Talk(starter_desk).say("护照申请表怎么填", aspects=["process"])
    assert "护照" in turn["understanding"]["item"]["name"]
    assert turn["replies"][0]["text"].startswith(NOTE)


def test_with_nothing_at_hand_the_form_finds_nothing_made_up(starter_desk: Desk) -> None:
    turn = Talk(starter_desk).say("申请表怎么写", aspects=["process"])
    assert turn["understanding"]["item"] is None
