"""填表的路：表开着时，一句话先看是不是在填表；是别的事就照答，答完再问一遍没填完的那一项。"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from actions.complaining import classified, is_dangerous
from actions.desk import Desk
from actions.forms import ACTS, Form, dropped, filed, fill, question, read_form, wants_out
from actions.state import State
from actions.turn import Turn
from knowledge.text import normalise
from knowledge.words import say

Answering = Callable[[Desk, State], Turn]

OUTCOMES: Final = {"complaint": "complaint_taken", "callback": "handed_off"}
"""表 → 填着它的那些轮的结局。"""

_BEGINNING: Final = {"complaint": {("complaint", "begin")}, "callback": {("ask_person", "callback")}}
"""表 → 开这张表的按钮。"""

_ASKING: Final = re.compile(
    r"[?？]$|怎么|多少|去哪|哪里(?:办|能|可以)|什么(?:材料|条件|手续)|(?:带|交|备)(?:什么|啥|哪些)|几天|多久|吗$|如何|谁(?:发|办|管|批|负责)|转人工|人工"
)
_AGAIN: Final = re.compile(r"^(?:再)?提交(?:一次|一下)?[。.!！]*$")
_ASKED: Final = frozenset({"ask", "follow", "change_item", "ask_person"})
_TALK: Final = frozenset({"greet", "thank", "help", "bye", "repeat"})
_SHORT, _LONG = 6, 40


def carry_on(desk: Desk, state: State, answering: Answering) -> Turn:
    """没有开着的表就照常答；有就填，或者答完别的再问。"""
    form = read_form(state)
    if form is None and _AGAIN.match(normalise(state.said)) and (state.form or {}).get("asks") == "filed":
        sent = Form(**(state.form or {}))  # 提交了，来客没有收到编号
        return Turn(OUTCOMES[sent.name], (filed(sent),))
    if form is not None and (state.act, state.values.get("step")) in _BEGINNING[form.name]:  # 点了两下，或者点以前的
        return Turn(OUTCOMES[form.name], (question(form, state),), remember={"offered": []})
    if form is None or state.act == "restart":
        return answering(desk, state)
    if is_filling(form, state):
        return _filled(form, state)
    turn = answering(desk, state)
    if "form" in turn.remember:  # 另开了一张
        return turn
    again = question(form, state, say("form.resume"))
    return replace(turn, replies=(*turn.replies, again), remember={**turn.remember, "offered": []})


def is_filling(form: Form, state: State) -> bool:
    """点的是这张表的按钮，或者打的字不像在问别的。"""
    if _is_click(state):
        return state.act == ACTS[form.name] and state.values.get("step") not in (None, "begin", "callback", "leave")
    return not is_something_else(state)


def is_something_else(state: State) -> bool:
    """打的字是客套，或者在问别的，不是在答表上的一项。"""
    text = normalise(state.said)
    if state.act in _TALK and len(text) <= _SHORT:
        return True
    return state.act in _ASKED and len(text) <= _LONG and _ASKING.search(text) is not None


def _filled(form: Form, state: State) -> Turn:
    outcome = OUTCOMES[form.name]
    if wants_out(form, state):
        return Turn(outcome, (dropped(form),), remember={"form": None, "offered": []})
    done, took, before = fill(form, state)
    if took == "what" and form.name == "complaint":
        done = classified(done, state)
    if not _is_click(state) and is_dangerous(normalise(state.said)):
        before = "\n".join([say("complaint_taken.emergency"), *([before] if before else [])])
    reply = filed(done) if done.asks == "filed" else question(done, state, before, took)
    return Turn(outcome, (reply,), remember={"form": done.as_json(), "offered": []})


def _is_click(state: State) -> bool:
    """点按钮来的；来客打的斜杠开头的话，前门已经换成全角。"""
    return state.said.startswith("/")
