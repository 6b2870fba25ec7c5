"""不编造：答复里的每个数目、日期、电话、条款、期限，都在它引用的那一条目录里，或在用语表里。

起始目录的每个事项、每个方面，不限地方与在广州各问一遍，逐行核对。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

import pytest
import yaml

from actions.desk import Desk
from actions.road import answer_turn
from api.shapes.turns import Answer
from knowledge.model import Item
from knowledge.taxonomy.acts import parse_payload
from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.regions import NATION, chain, region
from knowledge.words import all_words, say
from tests.actions.conftest import ROOT
from tests.actions.facts import NUMBERED, atoms, numbers, strings, without_labels
from tests.actions.fakes import clicked

REGIONS: Final = (None, "440100")
PLACES: Final = ("440100", "440000")
"""说到的地方：选的，和它的上级。"""
STARTER: Final[list[Path]] = sorted((ROOT / "knowledge" / "starter").glob("*.yaml"))
ROWS: Final = [row for path in STARTER for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
CODES: Final = [row["code"] for row in ROWS]
SAME: Final = {
    entry: {up.code for row in ROWS if row["entry_code"] == entry for up in chain(row["region"])}
    for entry in {row["entry_code"] for row in ROWS}
}
"""基本目录 → 有它的事项的各地和上级：全国的规定补在哪里的后面，就说到哪里。"""

_GLUE: Final = re.compile(r"[\s\d，：。（）《》◆.、]+")
"""拼接各段用的标点，和数目。"""


@cache
def fragments() -> frozenset[str]:
    """用语表里空与空之间的字。"""
    pieces = {piece.strip() for words in all_words().values() for piece, *_ in Formatter().parse(words)}
    return frozenset(pieces - {""})


@cache
def turns(desk: Desk, code: str) -> list[tuple[str, dict[str, Any]]]:
    """这个事项的各方面、各地方的轮；问一遍，各个测试都用。问情形的，先看问的那一轮，再看“都列出来”和点头一个选项的。"""
    found = []
    for aspect in ASPECTS:
        for place in REGIONS:
            slots: dict[str, Any] = {"region": place}
            turn, changed = answer_turn(desk, "choose", clicked("choose", slots, item=code, aspect=aspect))
            found.append((aspect, turn))
            found += [(aspect, later) for later in _pursued(desk, turn, slots | changed)]
    return found


def _pursued(desk: Desk, turn: dict[str, Any], slots: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """接着答情形：都列出来的一轮；逐问点头一个、逐问点末一个选项，直到答完的各轮。"""
    if turn["outcome"] != "clarify_scenario":
        return
    for place in (0, -2, -1):
        asked, held = turn, slots
        for _ in range(6):  # 总点指到别的事项的，会在几件事之间转来转去
            if asked["outcome"] != "clarify_scenario":
                break
            payload = parse_payload(asked["replies"][-1]["choices"][place]["payload"])
            asked, changed = answer_turn(desk, payload.act, clicked(payload.act, held, **payload.values))
            held = held | changed
            yield asked


def replies(desk: Desk, code: str) -> Iterator[tuple[str, dict[str, Any], Item]]:
    """各条陈述事实的答复：方面、答复、它引用的事项。"""
    for aspect, turn in turns(desk, code):
        for reply in turn["replies"]:
            if reply["kind"] == "item":
                yield aspect, reply, cited(desk, reply["data"]["item"]["code"])


@cache
def known_numbers(desk: Desk, code: str) -> list[frozenset[str]]:
    return atoms(cited(desk, code))


@cache
def cited(desk: Desk, code: str) -> Item:
    item = desk.catalogue.item(code)
    assert item is not None
    return item


def without_numbering(reply: dict[str, Any], item: Item) -> list[str]:
    """去掉每段里从 1 起连续的编号；材料的编号要到材料的份数为止。"""
    lines = reply["text"].splitlines()
    for part in reply["data"]["sections"]:
        marks = [match[1] for line in part["lines"] if (match := NUMBERED.match(line))]
        assert marks == [str(place) for place in range(1, len(marks) + 1)]
        if part["aspect"] == "materials" and item.materials:
            narrowed = "case" in reply["data"]
            assert len(marks) <= len(item.materials) if narrowed else len(marks) == len(item.materials)
    return [NUMBERED.sub("", line) for line in lines]


@pytest.mark.parametrize("code", CODES)
def test_every_aspect_is_answered(starter_desk: Desk, code: str) -> None:
    asked = bool(cited(starter_desk, code).scenarios)
    assert {turn["outcome"] for _, turn in turns(starter_desk, code)} <= {"answered", *["clarify_scenario"] * asked}
    for aspect, turn in turns(starter_desk, code):
        told = [part["aspect"] for reply in turn["replies"] for part in reply["data"].get("sections", ())]
        assert len(told) == len(set(told))
        assert aspect in told or aspect == "remedy" or (asked and aspect == "overview") or not told


@pytest.mark.parametrize("code", CODES)
def test_no_number_is_made_up(starter_desk: Desk, code: str) -> None:
    """一行里的数目要出自事项的同一处：不能把这份材料的份数写到那份材料上。"""
    for _, reply, item in replies(starter_desk, code):
        count = say("part.material_count", count=len(item.materials or ()))
        lines = [line for line in without_numbering(reply, item) if line != count]
        places = known_numbers(starter_desk, item.code)
        lines = [without_labels(line, item) for line in lines]
        assert [line for line in lines if not any(numbers(line) <= place for place in places)] == []


@pytest.mark.parametrize("code", CODES)
def test_no_word_is_made_up(starter_desk: Desk, code: str) -> None:
    """每一行拿掉事项里的文字、用语表里的字和地名，就不剩什么了。"""
    lines: dict[str, set[str]] = {}
    for _, reply, item in replies(starter_desk, code):
        lines.setdefault(item.code, set()).update(without_numbering(reply, item))
    for told, said in lines.items():
        known = _known_texts(cited(starter_desk, told))
        assert {line: left for line in said if (left := _left(line, known))} == {}


def _known_texts(item: Item) -> list[str]:
    doc = item.model_dump(mode="json", exclude_unset=True)
    texts = {line.strip() for text in strings(doc) for line in text.splitlines()}
    texts |= set(re.split("[；，：（]", item.authority or "")[:1])  # 以谁审核为准，只说名字
    texts |= {region(code).name for code in (*PLACES, *SAME[item.entry_code])}
    return sorted({text for text in texts if text and not text.isdigit()} | fragments(), key=len, reverse=True)


def _left(line: str, known: list[str]) -> str:
    """数目另有测试，这里只看字。长的先拿掉。"""
    for text in known:
        line = line.replace(text, " ")
    return _GLUE.sub("", line)


@pytest.mark.parametrize("code", CODES)
def test_every_reply_cites_a_source_of_its_item(starter_desk: Desk, code: str) -> None:
    for _, reply, item in replies(starter_desk, code):
        own = [rule.source for rule in item.rules or () if rule.source]
        named = {(one.name, one.url, one.checked_on.isoformat()) for one in (item.source, *item.sources, *own)}
        every = [reply["source"], *reply["data"]["sources"]]
        assert {(one["name"], one["url"], one["checked_on"]) for one in every} <= named
        assert {one["region"] for one in every} == {item.region}
        assert f"{reply['source']['name']}（{reply['source']['checked_on']}核对）" in reply["text"].splitlines()[-1]


@pytest.mark.parametrize("code", CODES)
def test_the_place_and_the_nation_are_never_mixed(starter_desk: Desk, code: str) -> None:
    own = cited(starter_desk, code)
    for _, turn in turns(starter_desk, code):
        told = [reply for reply in turn["replies"] if reply["kind"] == "item"]
        items = [cited(starter_desk, reply["data"]["item"]["code"]) for reply in told]
        assert len({item.code for item in items}) == len(items)
        assert len({item.entry_code for item in items}) <= 1
        regions = {item.region for item in items}
        assert len(regions - {NATION}) <= 1
        assert bool(own.scenarios) or regions <= {own.region, NATION}  # 选的情形要办另一件的，转过去了


@pytest.mark.parametrize("code", CODES)
def test_it_is_never_said_that_a_place_has_none_when_it_has(starter_desk: Desk, code: str) -> None:
    item = cited(starter_desk, code)
    local = starter_desk.in_region(item, "440100")
    own = [reply["text"] for _, reply, told in replies(starter_desk, code) if told.code == code]
    said = any("目录里没有广州" in text for text in own)
    assert said is (item.region == NATION and (local is None or local.region == NATION))


@pytest.mark.parametrize("code", CODES)
def test_every_turn_keeps_the_contract(starter_desk: Desk, code: str) -> None:
    for _, turn in turns(starter_desk, code):
        Answer.model_validate({key: value for key, value in turn.items() if key != "banshi"}, strict=True)


@pytest.mark.parametrize("code", CODES)
def test_every_button_leads_to_what_it_promises(starter_desk: Desk, code: str) -> None:
    payloads = {choice["payload"] for _, reply, _ in replies(starter_desk, code) for choice in reply["choices"]}
    for payload in map(parse_payload, sorted(payloads)):
        led, _ = answer_turn(starter_desk, payload.act, clicked(payload.act, {"item": code}, **payload.values))
        parts = [part for reply in led["replies"] for part in reply["data"].get("sections", ())]
        if payload.act == "help":  # 目录里有的都答了
            assert led["outcome"] == "small_talk"
        elif "aspect" not in payload.values:  # 换一种情形、接着问
            assert led["outcome"] in ("clarify_scenario", "answered")
        elif led["outcome"] == "answered":
            assert (payload.values["aspect"], True) in [(part["aspect"], part["present"]) for part in parts]
            assert {part["aspect"] for part in parts} <= {payload.values["aspect"], "place"}
