"""随机对话里的一步：打一句，或者点一个出现过的按钮。打的话从目录和诉求的问法、追问、换地方、改口、投诉、胡话里来。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from knowledge.needs import needs
from knowledge.taxonomy.aspects import ASPECTS
from knowledge.words import say

STARTER: Final = Path(__file__).resolve().parents[2] / "knowledge" / "starter"
SAYINGS: Final = Path(__file__).with_name("sayings.yaml")
LONGEST: Final = 300

Choice = dict[str, str]


@dataclass(frozen=True, slots=True)
class Move:
    """一步。body：发给服务的；told：给人看的写法。"""

    body: dict[str, str]
    told: str


def typed(text: str) -> Move:
    """打一句；太长的截到三百字。"""
    return Move({"text": text[:LONGEST]}, f"说：{text[:LONGEST]}")


def clicked(choice: Choice) -> Move:
    """点一个按钮。"""
    return Move({"payload": choice["payload"]}, f"点：{choice['label']}")


@cache
def catalogue_questions() -> tuple[str, ...]:
    """起步目录里各事项的问法和名称。"""
    rows = [row for path in sorted(STARTER.glob("*.yaml")) for row in yaml.safe_load(path.read_text("utf-8"))]
    return tuple(text for row in rows for text in (row["name"], *row.get("aliases", ()), *row.get("questions", ())))


@cache
def need_questions() -> tuple[str, ...]:
    """诉求的问法。"""
    return tuple(question.text for need in needs() for question in need.questions)


def aspect_asks() -> tuple[str, ...]:
    """按钮上问各方面的话。"""
    return tuple(say(f"aspect.{aspect}.ask") for aspect in ASPECTS)


@cache
def sayings() -> tuple[tuple[int, tuple[str, ...]], ...]:
    """哪一类话说得多：（份数，话）。"""
    table = yaml.safe_load(SAYINGS.read_text("utf-8"))
    others = [(one["份数"], tuple(map(_repeated, one["话"]))) for one in table.values()]
    return ((18, catalogue_questions()), (14, need_questions()), (8, aspect_asks()), *others)


def _repeated(text: str) -> str:
    word, times, count = text.partition(" × ")
    return word * int(count) if times else text


CLICKS: Final = 0.45
LATEST: Final = 0.6


def next_move(random: Random, latest: Sequence[Choice], earlier: Sequence[Choice]) -> Move:
    """随机的一步。latest、earlier：最近一轮和以前各轮（连同开场）的按钮；以前的也点。"""
    if (latest or earlier) and random.random() < CLICKS:
        pool = latest if latest and (not earlier or random.random() < LATEST) else earlier
        return clicked(random.choice(list(pool)))
    (told,) = random.choices([texts for _, texts in sayings()], [weight for weight, _ in sayings()])
    return typed(random.choice(told))


def opening(random: Random) -> dict[str, Any]:
    """随机的开场：哪扇门，选没选地方，个人还是单位。"""
    asked = {"channel": random.choice(["web", "miniprogram", "wechat", "hotline"])}
    region = random.choice([None, None, "440100", "330100", "310000", "540100", "000000"])
    side = random.choice([None, None, "个人", "法人"])
    return asked | ({"region": region} if region else {}) | ({"side": side} if side else {})
