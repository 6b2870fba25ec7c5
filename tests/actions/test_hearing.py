"""听出几样：整句的样本用真的目录、真的检索。一半（held）写下之后没有照着改过，两半各有各的线。"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.desk import Desk
from actions.hearing import heard
from knowledge.needs import needs
from tests.actions.fakes import found, make_desk, make_item, make_state, unsure

FOLDER = Path(__file__).with_name("compound")
SEVERAL: list[dict[str, Any]] = yaml.safe_load((FOLDER / "several.yaml").read_text(encoding="utf-8"))
SINGLE: list[str] = yaml.safe_load((FOLDER / "single.yaml").read_text(encoding="utf-8"))

SEPARATED = {False: 35, True: 25}
RIGHT = {False: 27, True: 19}
WRONG = {False: 5, True: 2}
WRONGLY_SPLIT = {False: 0, True: 1}
"""没有留出的、留出的：至少分开几句，至少几句各样都找对了事项（其余的在自己那一条里请人选），至多找错几句，至多误拆几句。

目录常改，找对、找错的线各让一句；量得的数在 docs/dialogue.md。
"""

HALVES = pytest.mark.parametrize("held", [False, True], ids=["dev", "held"])


def is_held(said: str) -> bool:
    """留出的一半。"""
    return int(hashlib.sha256(said.encode()).hexdigest(), 16) % 2 == 1


def names(desk: Desk, said: str) -> list[str]:
    """听出的各样找到的事项；没有认准的是空的，只有一样的没有。"""
    told = heard(desk, make_state("ask", said))
    return [one.item.name if one.item else "" for one in told.needs] if told else []


@HALVES
def test_several_are_separated_and_found(starter_desk: Desk, held: bool) -> None:
    rows = [row for row in SEVERAL if is_held(row["said"]) is held]
    told = [(row["needs"], names(starter_desk, row["said"])) for row in rows]
    missed = [[need for need in wanted if not any(re.search(need, name) for name in got)] for wanted, got in told]
    asked = [got.count("") for _, got in told]
    assert sum(len(got) >= len(wanted) for wanted, got in told) >= SEPARATED[held]
    assert sum(not one for one in missed) >= RIGHT[held]
    assert sum(len(one) > many for one, many in zip(missed, asked, strict=True)) <= WRONG[held]


@HALVES
def test_single_needs_stay_single(starter_desk: Desk, held: bool) -> None:
    split = [said for said in SINGLE if is_held(said) is held and names(starter_desk, said)]
    assert len(split) <= WRONGLY_SPLIT[held], split


def test_the_needs_are_single(starter_desk: Desk) -> None:
    """诉求的问法都只问一样：误拆的不到千分之一（要求是百分之一）。"""
    asked = [question.text for need in needs() for question in need.questions]
    split = [said for said in asked if heard(starter_desk, make_state("ask", said))]
    assert len(split) / len(asked) < 0.001, split


CARD, PASSPORT, BOOK = make_item(1, "居民身份证补领"), make_item(2, "普通护照换发"), make_item(3, "居民户口簿补领")
BOTH = "身份证丢了，护照也过期了，怎么补"


def test_what_is_found_twice_is_one_need() -> None:
    same = {"身份证丢了怎么补": found(CARD), "护照也过期了怎么补": found(CARD)}
    assert heard(make_desk(CARD, answers=same), make_state("ask", BOTH)) is None


def test_nothing_sure_means_not_split() -> None:
    near = {"身份证丢了怎么补": unsure(CARD, BOOK), "护照也过期了怎么补": unsure(PASSPORT, BOOK)}
    assert heard(make_desk(CARD, PASSPORT, BOOK, answers=near), make_state("ask", BOTH)) is None


def test_one_sure_and_one_unknown_are_two() -> None:
    half = {"身份证丢了怎么补": found(CARD)}
    told = heard(make_desk(CARD, answers=half), make_state("ask", BOTH))
    assert told is not None
    assert [one.item for one in told.needs] == [CARD, None]


def test_the_context_decides_which_item(starter_desk: Desk) -> None:
    told = names(starter_desk, "我妈去世了，她的公积金怎么取，房子怎么过户")
    assert told == ["已故职工住房公积金提取", "不动产转移登记（继承、受遗赠）"]


def test_each_need_has_its_own_facts() -> None:
    answers = {"身份证丢了怎么补": found(CARD), "护照也过期了怎么补": found(PASSPORT)}
    told = heard(make_desk(CARD, PASSPORT, answers=answers), make_state("ask", BOTH))
    assert told is not None
    facts = [one.within(make_state("ask", BOTH)).heard_facts.values["state"] for one in told.needs]
    assert facts == [frozenset({"lost"}), frozenset({"expired"})]
