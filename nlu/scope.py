"""范围：是不是政务服务（in、out、complaint）。两个看法各占一半：各行为的概率相加，和专看范围的那一头。"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

SMALL_TALK: Final = frozenset(
    ("greet", "thank", "bye", "help", "affirm", "deny", "repeat", "restart", "ask_person", "choose")
)
"""寒暄与操作类的行为：不问事项，范围记作 out。"""

SCOPES: Final = ("in", "out", "complaint")
_LEAST: Final = 1e-6


def scope_of_act(act: str) -> str:
    """这个行为属于哪个范围。"""
    return "complaint" if act == "complaint" else "out" if act in SMALL_TALK | {"out_of_scope"} else "in"


def scope_of(acts: list[tuple[str, float]], direct: Mapping[str, float] | None = None) -> tuple[str, dict[str, float]]:
    """(范围, 各范围的概率)。acts：(行为, 概率)；direct：范围那一头给的 范围 → 概率。两者取几何平均再归一。"""
    totals = dict.fromkeys(SCOPES, 0.0)
    for act, chance in acts:
        totals[scope_of_act(act)] += chance
    if direct:
        totals = {name: math.sqrt(max(totals[name], _LEAST) * max(direct.get(name, 0.0), _LEAST)) for name in SCOPES}
    whole = sum(totals.values()) or 1.0
    scores = {name: round(chance / whole, 4) for name, chance in totals.items()}
    return max(scores, key=lambda name: scores[name]), scores
