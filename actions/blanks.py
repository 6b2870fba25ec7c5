"""空白表格：问申请表怎么写、到哪里下载。目录里没有填法和样表，就说没有，给要交的材料，请他问受理部门。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from actions.answering import answer_here
from actions.desk import Desk
from actions.followups import telling
from actions.state import State
from actions.turn import Turn
from knowledge.text import normalise
from knowledge.words import say

_FORM: Final = r"(?:申请|登记|申报|审批|受理|备案)?(?:表格?|申请书)(?:单|模板|样本|样表)?"
_ASKED: Final = re.compile(
    rf"{_FORM}(?:要|该|应该|得|上|里|上面)*(?:怎么|怎样|如何|咋|哪里|哪儿|在哪|去哪|到哪|从哪)(?:里|儿|样)?"
    rf"(?:可以|能|去|来)?(?:写|填|下载|打印|领|拿|要|找|下|弄)?"
    rf"|(?:怎么|怎样|如何|咋|哪里|哪儿|在哪|去哪|到哪|从哪)(?:里|儿)?(?:可以|能|去|来)?(?:写|填|下载|打印|领|拿|要|找)(?:取|写|到)?{_FORM}"
    rf"|有没有{_FORM}|有{_FORM}(?:吗|么|没有?)"
)
_LEFT_ALONE: Final = ("complaint", "ask_person")
_TOLD: Final = ("answered", "clarify_scenario")


def asked(desk: Desk, state: State) -> Turn | None:
    """谈着一件事，话里只问了表格：答它的材料；没有谈着，或者另说了别的，None。"""
    item = desk.valid_item(state.item)
    text = normalise(state.said)
    if item is None or state.values or state.act in _LEFT_ALONE or not _ASKED.search(text):
        return None
    others = [word for word in telling(_ASKED.sub(" ", text)) if word not in normalise(item.name)]
    return None if others else answer_here(desk, replace(state, aspects=("materials",)), item, ("materials",))


def noted(desk: Desk, state: State, turn: Turn) -> Turn:
    """答的一句里问了表格：前面说明目录里没有填法和样表，到哪里问。"""
    item = desk.valid_item((turn.item or {}).get("code"))
    if state.values or turn.outcome not in _TOLD or item is None or not _ASKED.search(normalise(state.said)):
        return turn
    where = say("blank.phone", phone=item.phone) if item.phone else say("blank.hotline")
    first, *others = turn.replies
    return replace(turn, replies=(replace(first, text=f"{say('blank.none', where=where)}\n{first.text}"), *others))
