"""一题得到的答案里评测要看的那几样，取自契约里的 Turn。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from api.shapes.turns import Turn, Understanding

FAILED: Final = "failed"
"""服务没有给出一轮（例如答了 500）时的结局；不是契约里的结局，只在评测里用。"""


@dataclass(frozen=True, slots=True)
class Answer:
    """`categories` 是“个人/证件办理”这样的键，`candidates` 是事项编码，都是最像的在前，认定的事项最前；
    `ms` 是发出消息到收完答复的毫秒；`cut` 是问题超长、截短了才问。
    `scores` 是类目键、事项编码 → 分数，`names` 是事项编码 → 名称，只给人看，不参加计数。"""

    outcome: str
    scope: str = ""
    categories: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    ms: float = 0.0
    cut: bool = False
    scores: Mapping[str, float] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def answer_of(turn: Turn, ms: float, cut: bool) -> Answer:
    """从一轮里取。认定了事项而候选里没有写它时，补在最前。"""
    heard = turn.understanding
    item = () if heard.item is None else (heard.item.code,)
    return Answer(
        outcome=turn.outcome,
        scope=heard.scope,
        categories=tuple(f"{one.side}/{one.name}" for one in heard.categories),
        aspects=tuple(dict.fromkeys(heard.aspects)),
        candidates=tuple(dict.fromkeys((*item, *(one.code for one in heard.candidates)))),
        ms=ms,
        cut=cut,
        scores={f"{one.side}/{one.name}": one.score for one in heard.categories}
        | {one.code: one.score for one in heard.candidates},
        names=_names(heard),
    )


def _names(heard: Understanding) -> dict[str, str]:
    named = {one.code: one.name for one in heard.candidates}
    return named if heard.item is None else named | {heard.item.code: heard.item.name}
