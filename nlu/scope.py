"""范围：是不是政务服务（in、out、complaint），由各行为的概率相加得出。"""

from __future__ import annotations

from typing import Final

SMALL_TALK: Final = frozenset(
    ("greet", "thank", "bye", "help", "affirm", "deny", "repeat", "restart", "ask_person", "choose")
)
"""寒暄与操作类的行为：不问事项，范围记作 out。"""


def scope_of(acts: list[tuple[str, float]]) -> tuple[str, dict[str, float]]:
    """(范围, 各范围的概率)。acts：(行为, 概率)，概率之和约为 1。"""
    totals = {"in": 0.0, "out": 0.0, "complaint": 0.0}
    for act, chance in acts:
        place = "complaint" if act == "complaint" else "out" if act in SMALL_TALK | {"out_of_scope"} else "in"
        totals[place] += chance
    whole = sum(totals.values()) or 1.0
    scores = {name: round(chance / whole, 4) for name, chance in totals.items()}
    return max(scores, key=lambda name: scores[name]), scores
