"""资格和金额要用的事实：从平常的话里听出缴了多久、离某件事多久、性别、学历……。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from knowledge.cases.facts import Facts, from_json, heard
from knowledge.cases.measures import measures
from knowledge.cases.quantities import Quantity, durations, number
from knowledge.text import normalise

TOLD: Final[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("told.yaml").read_text(encoding="utf-8"))
_PAIR: Final = re.compile(r"([\w.]+)=([\d.]+)(?:-([\d.]+))?(\D+)")


def expected(text: str) -> dict[str, list[Any]]:
    """“paid.失业保险=14月 sex=女”→ 事实 → 值。"""
    found: dict[str, list[Any]] = {}
    for piece in text.split():
        match = _PAIR.fullmatch(piece)
        name, _, word = piece.partition("=")
        if match:
            found.setdefault(match[1], []).append((float(match[2]), float(match[3] or match[2]), match[4]))
        else:
            found.setdefault(name, []).append(word)
    return found


def told(said: str) -> dict[str, list[Any]]:
    return {
        name: [one if isinstance(one, str) else (round(one.low, 2), round(one.high, 2), one.unit) for one in values]
        for name, values in measures(normalise(said))[0].items()
    }


LEARNT: Final = [*TOLD["tuned"], *TOLD["held"]]
FRESH_RIGHT: Final = 38


@pytest.mark.parametrize(("said", "meant"), LEARNT, ids=[said for said, _ in LEARNT])
def test_what_is_told(said: str, meant: str) -> None:
    assert told(said) == expected(meant)


def test_fresh_sentences_are_mostly_heard_and_never_misheard() -> None:
    right = [said for said, meant in TOLD["fresh"] if told(said) == expected(meant)]
    misheard = {
        said: told(said)
        for said, meant in TOLD["fresh"]
        if any(expected(meant).get(name) != values for name, values in told(said).items())
    }
    assert len(right) >= FRESH_RIGHT
    assert misheard == {}


def test_there_are_enough_sentences() -> None:
    said = [one for group in TOLD.values() for one, _ in group]
    assert len(said) == len(set(said)) >= 120


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("半年", 6, 6, "月"),
        ("一年半", 18, 18, "月"),
        ("两个半月", 2.5, 2.5, "月"),
        ("三年多", 36.01, 47.99, "月"),
        ("快三年", 28.8, 35.99, "月"),
        ("不到三年", 0, 35.99, "月"),
        ("大概一年", 10.8, 13.2, "月"),
        ("三年以上", 36, 720, "月"),
        ("两三年", 24, 36, "月"),
        ("3到5年", 36, 60, "月"),
        ("十几天", 11, 19, "日"),
        ("二十来天", 19, 22, "日"),
        ("两周", 14, 14, "日"),
        ("一年零两个月", 14, 14, "月"),
    ],
)
def test_how_long(text: str, low: float, high: float, unit: str) -> None:
    ((found, _),) = durations(text)
    assert (round(found.low, 2), round(found.high, 2), found.unit) == (low, high, unit)


@pytest.mark.parametrize("text", ["2023年3月5日", "3月份", "90年", "三年级", "周一", "日常"])
def test_a_date_is_not_a_length(text: str) -> None:
    assert list(durations(text)) == []


@pytest.mark.parametrize(("text", "value"), [("十二", 12), ("一百零五", 105), ("二十", 20), ("14", 14), ("两", 2)])
def test_numbers(text: str, value: float) -> None:
    assert number(text) == value


def test_what_is_told_is_kept_and_read_back() -> None:
    facts, rest = heard("我失业保险交了14个月，女")
    assert from_json(facts.as_json()) == facts
    assert facts.lasting().measures == facts.measures
    assert facts.measures == {"paid.失业保险": (Quantity(14, 14, "月"),), "sex": ("女",)}
    assert not re.search(r"14|女", rest)


def test_another_person_has_facts_of_his_own() -> None:
    mine = heard("我失业保险交了14个月")[0]
    assert mine.updated(heard("那我爱人呢")[0]).measures == {}
    assert set(mine.updated(heard("孩子三个月大")[0]).measures) == {"paid.失业保险", "since.出生"}
    assert Facts().updated(mine).measures == mine.measures
