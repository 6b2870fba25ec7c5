"""列了几件事、还没有选：接着问一面，换个地方，说的是铺开的那件事里的一步。"""

from __future__ import annotations

from typing import Any

import pytest

from actions.desk import Desk
from tests.actions.fakes import found, make_desk
from tests.actions.guided import CARD, Talk


def listed(turn: dict[str, Any]) -> list[str]:
    return [choice["label"] for choice in turn["replies"][0]["choices"]]


@pytest.fixture
def asked(starter_desk: Desk) -> tuple[Talk, dict[str, Any]]:
    """问了一句分不清的。"""
    talk = Talk(starter_desk)
    turn = talk.say("房子过户要什么手续", aspects=["process"])
    assert turn["outcome"] == "clarify_item"
    assert len(listed(turn)) >= 2
    return talk, turn


def test_an_aspect_asked_before_choosing_keeps_the_choices(asked: tuple[Talk, dict[str, Any]]) -> None:
    talk, first = asked
    turn = talk.say("要带啥", "follow", aspects=["materials"])
    assert turn["outcome"] == "clarify_item"
    assert listed(turn) == listed(first)
    assert all(label in turn["replies"][0]["text"] for label in listed(first))
    done = talk.say("第二个", "choose")
    assert done["understanding"]["item"]["name"] == first["replies"][0]["data"]["items"][1]["name"]
    assert "materials" in [part["aspect"] for reply in done["replies"] for part in reply["data"].get("sections", ())]


def test_another_place_asks_the_same_again_there(asked: tuple[Talk, dict[str, Any]]) -> None:
    talk, _ = asked
    turn = talk.say("换成上海呢", "change_region", region="310000", regions=["310000"])
    assert turn["outcome"] in ("clarify_item", "answered", "clarify_scenario")
    assert turn["understanding"]["candidates"]
    assert turn["understanding"]["region"] == "310000"


def test_with_nothing_listed_a_place_is_only_noted(starter_desk: Desk) -> None:
    turn = Talk(starter_desk).say("在上海", "change_region", region="310000", regions=["310000"])
    assert turn["understanding"]["candidates"] == []


def test_with_nothing_listed_an_aspect_asks_for_the_item(starter_desk: Desk) -> None:
    turn = Talk(starter_desk).say("要带啥", "follow", aspects=["materials"])
    assert (turn["outcome"], listed(turn)) == ("clarify_item", [])


def test_near_ones_are_settled_by_the_event_just_laid_out(starter_desk: Desk) -> None:
    talk = Talk(starter_desk)
    assert talk.say("我爸去世了")["replies"][0]["kind"] == "bundle"
    turn = talk.say("养老金怎么停", aspects=["process"])
    assert turn["understanding"]["item"]["name"] == "养老保险待遇暂停、终止申报"
    assert Talk(starter_desk).say("养老金怎么停", aspects=["process"])["outcome"] == "clarify_item"


def test_a_wife_is_no_other_matter(starter_desk: Desk) -> None:
    talk = Talk(starter_desk)
    first = talk.say("个体工商户注销登记", aspects=["overview"])
    turn = talk.say("我是法人去不了，能让媳妇去吗", aspects=["agent"])
    assert turn["understanding"]["item"] == first["understanding"]["item"]


def test_a_case_told_before_holds_in_another_place(starter_desk: Desk) -> None:
    talk = Talk(starter_desk)
    talk.say("护照到期了怎么换", aspects=["process"])
    turn = talk.say("在广州办", "change_region", region="440100", regions=["440100"])
    assert turn["understanding"]["region"] == "440100"
    assert "护照怎么了" not in "".join(reply["text"] for reply in turn["replies"])


def test_a_bare_fact_asks_nothing() -> None:

    said = "居民身份证补领要带什么"
    talk = Talk(make_desk(CARD, answers={said: found(CARD)}))
    asking = talk.say(said, aspects=["materials"])
    assert asking["outcome"] == "clarify_scenario"
    talk.say("第一个", "choose")
    again = talk.say("满18岁", aspects=["conditions"])
    assert again["outcome"] == "clarify_scenario"
    assert "在哪里办" in again["replies"][-1]["text"]
    assert not any(reply["data"].get("sections") for reply in again["replies"])


@pytest.fixture
def paper(starter_desk: Desk) -> tuple[Talk, list[str]]:
    """只说了一样证件，问过是哪一件；列出的各是什么。"""
    talk = Talk(starter_desk)
    turn = talk.say("结婚证")
    assert turn["outcome"] == "clarify_item"
    return talk, [one["name"] for one in turn["replies"][0]["data"]["items"]]


@pytest.mark.parametrize("said", ["补领的", "丢了的", "是补领那种", "要补领的吧"])
def test_what_tells_one_of_the_listed_apart_chooses_it(paper: tuple[Talk, list[str]], said: str) -> None:
    talk, names = paper
    wanted = [name for name in names if "补领" in name]
    assert len(wanted) == 1
    turn = talk.say(said)
    assert turn["understanding"]["item"]["name"] == wanted[0]


@pytest.mark.parametrize("said", ["不是补领的", "不要丢了补的那种", "不是补办的，是登记"])
def test_what_is_refused_leaves_the_other(paper: tuple[Talk, list[str]], said: str) -> None:
    talk, names = paper
    assert len(names) == 2
    turn = talk.say(said)
    assert turn["understanding"]["item"]["name"] == next(name for name in names if "补领" not in name)


def test_one_refused_of_three_lists_the_others(starter_desk: Desk) -> None:
    talk = Talk(starter_desk)
    first = talk.say("身份证")
    names = [one["name"] for one in first["replies"][0]["data"]["items"]]
    assert len(names) == 3
    turn = talk.say("不是补办的", "correct")
    assert turn["outcome"] == "clarify_item"
    left = [name for name in names if "补领" not in name]
    assert [one["name"] for one in turn["replies"][0]["data"]["items"]] == left
    done = talk.say("第二个", "choose")
    assert done["understanding"]["item"]["name"] == left[1]


def test_one_refused_and_another_named_is_chosen(starter_desk: Desk) -> None:
    talk = Talk(starter_desk)
    talk.say("身份证")
    turn = talk.say("不是补办，是到期了", "correct")
    assert turn["understanding"]["item"]["name"] == "居民身份证换领"


@pytest.mark.parametrize("said", ["登记", "换领的"])
def test_what_fits_several_or_none_of_the_listed_chooses_nothing(paper: tuple[Talk, list[str]], said: str) -> None:
    talk, _names = paper
    turn = talk.say(said)
    chosen = turn["understanding"]["item"]
    assert chosen is None or "补领" not in chosen["name"]
    assert not (said == "登记" and chosen)


def test_another_matter_is_not_taken_for_one_of_the_listed(paper: tuple[Talk, list[str]]) -> None:
    talk, names = paper
    turn = talk.say("护照丢了")
    item = turn["understanding"]["item"]
    assert item is None or item["name"] not in names


def test_the_first_time_is_no_number_of_the_list(paper: tuple[Talk, list[str]]) -> None:
    talk, names = paper
    turn = talk.say("第一次办的", "choose")
    item = turn["understanding"]["item"]
    assert item is None or item["name"] != names[0] or "首次" in names[0]


@pytest.mark.parametrize(("said", "outcome"), [("身份证", "clarify_item"), ("健身卡", "out_of_scope")])
def test_a_paper_alone_is_in_scope_when_the_catalogue_has_it(starter_desk: Desk, said: str, outcome: str) -> None:
    assert Talk(starter_desk).say(said, "out_of_scope")["outcome"] == outcome


@pytest.mark.parametrize("said", ["个体户", "个体户的"])
def test_one_of_the_listed_is_chosen_in_everyday_words(starter_desk: Desk, said: str) -> None:
    talk = Talk(starter_desk)
    first = talk.say("营业执照", aspects=["materials"])
    names = [one["name"] for one in first["replies"][0]["data"]["items"]]
    assert [name for name in names if "个体工商户" in name] == ["个体工商户设立登记"]
    turn = talk.say(said)
    assert turn["understanding"]["item"]["name"] == "个体工商户设立登记"


def test_what_fits_several_of_the_listed_lists_those_again(starter_desk: Desk) -> None:
    talk = Talk(starter_desk)
    first = talk.say("公司注册资本要实缴吗", aspects=["conditions"])
    assert first["outcome"] == "clarify_item"
    names = [one["name"] for one in first["replies"][0]["data"]["items"]]
    fits = [name for name in names if "公司" in name]
    assert len(fits) >= 2
    turn = talk.say("公司的", "out_of_scope")
    assert turn["outcome"] == "clarify_item"
    assert [one["name"] for one in turn["replies"][0]["data"]["items"]] == fits
    assert len(listed(turn)) == len(fits)
    done = talk.say("第二个", "choose")
    assert done["understanding"]["item"]["name"] == fits[1]
