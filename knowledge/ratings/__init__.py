"""好差评：五个等级、各自的理由代码，以及每条理由说的是目录里的哪一项承诺。数据在 reasons.yaml。"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("reasons.yaml")


@dataclass(frozen=True, slots=True)
class Reason:
    """一条理由。promise：它说的承诺（reasons.yaml 的 promises），没有对应的是 None。"""

    code: str
    name: str
    promise: str | None


@dataclass(frozen=True, slots=True)
class Level:
    """一个等级，5 最好。"""

    level: int
    name: str
    reasons: tuple[Reason, ...]


@cache
def levels() -> tuple[Level, ...]:
    """五个等级，好的在前。"""
    return tuple(
        Level(row["level"], row["name"], tuple(_reason(one) for one in row["reasons"])) for row in _read()["levels"]
    )


@cache
def promises() -> dict[str, str]:
    """承诺 → 它的中文名字。"""
    return dict(_read()["promises"])


@cache
def feedback_reasons() -> dict[str, str]:
    """一轮答复没用的理由 → 中文。"""
    return dict(_read()["feedback"])


def _reason(row: dict[str, str]) -> Reason:
    return Reason(row["code"], row["name"], row.get("promise"))


@cache
def _read() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found
