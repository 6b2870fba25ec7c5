"""开口的一句：在比较两件的，对着说；几样诉求的，分开答；都不是，照一件事来问。"""

from __future__ import annotations

from typing import Final

from actions import asking
from actions.comparing import compared
from actions.compounding import several
from actions.desk import Desk
from actions.state import State
from actions.turn import Turn
from knowledge.compound.circumstances import told
from knowledge.compound.comparison import sides
from knowledge.compound.splitting import split
from knowledge.text import normalise

_LEFT_ALONE: Final = frozenset(("complaint", "ask_person", "restart", "bye", "thank", "repeat"))
"""投诉、转人工、重新开始和客套，照常。"""
NEITHER: Final = Turn("", ())
"""不是几样，也不是比较。"""


def looks_several(state: State) -> bool:
    """像不像几样诉求或比较两件：只看字面，不检索，平常的话到此为止。"""
    if state.values or state.act in _LEFT_ALONE or not state.said or state.said.startswith("/"):
        return False
    text = normalise(state.said)
    return bool(sides(text) or split(text) or told(text))


def compound(desk: Desk, state: State) -> Turn:
    """比较或几样诉求的一轮；检索下来都不是，NEITHER。"""
    return compared(desk, state, asking.ask) or several(desk, state) or NEITHER


def ask(desk: Desk, state: State) -> Turn:
    """新的问题：先看是不是几样，不是的照一件事来问。"""
    turn = compound(desk, state) if looks_several(state) else NEITHER
    return turn if turn.outcome else asking.ask(desk, state)
