"""一件事的答复：文字单独够用，语气合适，数目都有出处，按钮点得开。"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

from actions.desk import Desk
from actions.rendering.bundle import render
from actions.road import answer_turn
from api.shapes.turns import Answer
from knowledge.bundles import Bundle, Bundles, Opened, bundles
from knowledge.taxonomy.acts import parse_payload
from tests.actions.facts import numbers, told_by_words
from tests.actions.fakes import clicked, typed

EACH = pytest.mark.parametrize("bundle", bundles(), ids=lambda one: one.id)
_STEPS = re.compile(r"第[\d、]+步|^\d+\. ")


@cache
def opened(desk: Desk, bundle_id: str, region: str | None = None) -> Opened:
    found = Bundles(desk.catalogue).open(bundle_id, region, desk.today())
    assert found is not None
    return found


def known_numbers(found: Opened) -> set[str]:
    """事项、件事的数据和用语里的数目。"""
    texts = [one.item.model_dump_json() for one in found.steps]
    return set(told_by_words()).union(numbers(found.bundle.model_dump_json()), *map(numbers, texts))


@EACH
def test_the_text_alone_names_every_step_and_material(starter_desk: Desk, bundle: Bundle) -> None:
    found = opened(starter_desk, bundle.id)
    reply = render(found)
    lines = reply.text.splitlines()
    for one in found.steps:
        assert any(line.startswith(f"{one.number}. {one.item.name}") for line in lines)
    for row in found.materials:
        assert row.material.label in reply.text
        assert all(need.material.name in reply.text for need in row.needed_by)
    assert all(str(number) in next(line for line in lines if "没有写明要交" in line) for number in found.unlisted)


@EACH
def test_no_number_is_made_up(starter_desk: Desk, bundle: Bundle) -> None:
    found = opened(starter_desk, bundle.id, "440100")
    known = known_numbers(found)
    lines = [_STEPS.sub("", line) for line in render(found).text.splitlines()]
    assert {line: numbers(line) - known for line in lines if numbers(line) - known} == {}


@EACH
def test_the_tone_fits_the_event(starter_desk: Desk, bundle: Bundle) -> None:
    text = render(opened(starter_desk, bundle.id)).text
    assert ("恭喜" in text) is (bundle.tone == "glad")
    assert ("难过" in text) is (bundle.tone == "grave")
    if bundle.tone == "grave":
        assert not set("！!～🎉") & set(text)


def test_a_death_is_grave_and_a_birth_is_glad() -> None:
    tones = {one.id: one.tone for one in bundles()}
    grave = ("death", "house_inherit", "illness", "work_injury", "poverty")
    assert {tones[name] for name in grave} == {"grave"}
    assert tones["birth"] == "glad"
    assert tones["divorce"] == "plain"


@EACH
def test_every_button_opens_its_item(starter_desk: Desk, bundle: Bundle) -> None:
    found = opened(starter_desk, bundle.id)
    reply = render(found)
    assert [one.label for one in reply.choices] == [one.item.name for one in found.steps]
    for choice, one in zip(reply.choices, found.steps, strict=True):
        payload = parse_payload(choice.payload)
        turn, _ = answer_turn(starter_desk, payload.act, clicked(payload.act, **payload.values))
        assert turn["outcome"] in ("answered", "clarify_scenario")
        assert turn["understanding"]["item"]["code"] == one.item.code


@EACH
def test_every_source_is_said_and_belongs_to_it(starter_desk: Desk, bundle: Bundle) -> None:
    found = opened(starter_desk, bundle.id)
    reply = render(found)
    said = reply.text.splitlines()[-reply.data["source_lines"] :]
    assert len(said) == len(reply.data["sources"])
    assert all(
        f"{one['name']}（{one['checked_on']}核对）" in line
        for one, line in zip(reply.data["sources"], said, strict=True)
    )
    assert reply.source == reply.data["sources"][0]
    names = {one["name"] for one in reply.data["sources"]}
    assert {one.item.source.name for one in found.steps} <= names
    assert found.bundle.source is None or found.bundle.source.name == reply.data["sources"][0]["name"]


@EACH
def test_the_turn_keeps_the_contract(starter_desk: Desk, bundle: Bundle) -> None:
    turn, slots = answer_turn(starter_desk, "ask", typed("ask", bundle.questions.splitlines()[0]))
    answer = Answer.model_validate({key: value for key, value in turn.items() if key != "banshi"}, strict=True)
    assert (answer.outcome, answer.replies[0].kind) == ("answered", "bundle")
    assert answer.replies[0].data["bundle"]["id"] == bundle.id
    assert json.loads(json.dumps(turn, ensure_ascii=False)) == turn
    assert slots["offered"] == [choice.payload for choice in answer.replies[0].choices]


def test_the_places_are_told_apart(starter_desk: Desk) -> None:
    """居民身份证异地受理之类，广州有自己的事项：标出来；没有的是全国的。"""
    text = render(opened(starter_desk, "newcomer", "440100")).text
    assert "[广州市]电子居住证申领" in text
    assert "标了地方的是当地的规定" in text
    nation = render(opened(starter_desk, "newcomer")).text
    assert "[" not in nation
    assert "以上是全国统一的事项" in nation


def test_a_step_that_waits_for_one_of_two_says_so(starter_desk: Desk) -> None:
    lines = render(opened(starter_desk, "restaurant")).text.splitlines()
    licence = next(line for line in lines if "食品经营许可（" in line)
    assert "先办好第1、2步里的一样" in licence


def test_what_needs_a_step_that_not_everyone_takes_says_so(starter_desk: Desk) -> None:
    found = opened(starter_desk, "retire")
    rows: list[dict[str, Any]] = render(found).data["steps"]
    pension = next(row for row in rows if row["entry_code"] == "BSP085000123")
    assert pension["after"] == [1]
    assert pension["source"]["name"]
    assert "第1步适用的话要先办好" in render(found).text
