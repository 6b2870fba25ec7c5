"""停了很久再来：一小时以上，接得上前面的先提一句说到哪里；一天以上，新的问题照答，接着前面说的先问还办不办。

是不是接着前面说的，看答案：忘掉前面的再答一遍，答得不一样，就是靠着前面的。
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from actions import returning
from actions.desk import Desk
from actions.filling import is_filling
from actions.forms import read_form
from actions.pauses import Pause, pause_of
from actions.resuming import (
    Road,
    agrees,
    ask_whether,
    both,
    declines,
    forgetting,
    let_go,
    offer_form,
    out_of_date,
    resumed,
    stands_alone,
    with_expired,
)
from actions.state import State
from actions.talking import FORGOTTEN
from actions.topics import topic
from actions.turn import Turn
from knowledge.words import say

_APART: Final = frozenset(("greet", "thank", "bye", "help", "complaint", "ask_person"))
"""与谈着的事不相干的行为：照常，谈着的先留着。"""


def mind(desk: Desk, tracker: Mapping[str, Any], state: State, road: Road) -> tuple[State, Turn]:
    """答这一句，先看停了多久。返回 (答的是哪一句, 答复)：接着说的时候，答的是先前留下的那一句。"""
    pause = pause_of(state)
    about = topic(desk, state) if pause is not None else None
    if pause is None or about is None:
        return state, _settled(state, road(desk, state))
    pause = replace(pause, about=about)
    if not pause.is_long:
        return state, _reminded(desk, state, pause, road)
    if out_of_date(state, pause):
        without = {**tracker, "slots": {**(tracker.get("slots") or {}), "form": None}}
        heard, turn = mind(desk, without, replace(state, form=None), road)
        return heard, with_expired(state, pause, turn)
    return _after_a_day(desk, tracker, state, pause, road)


def _reminded(desk: Desk, state: State, pause: Pause, road: Road) -> Turn:
    """停了一小时以上、不到一天：照常答；靠着前面的，先提一句。"""
    turn = road(desk, state)
    if state.act == "restart":
        return _settled(state, turn)
    if not _is_apart(state, turn):
        fresh = None if _rests_on(desk, state) else road(desk, forgetting(state))
        if fresh is None or _essence(fresh) != _essence(turn):
            return _noted(state, turn, pause)
    return _settled(state, turn) if turn.item or turn.remember.get("pending") else _still_paused(turn, pause)


def _after_a_day(desk: Desk, tracker: Mapping[str, Any], state: State, pause: Pause, road: Road) -> tuple[State, Turn]:
    """停了一天以上。"""
    if declines(state, pause):
        return let_go(desk, tracker, state, pause, road)
    if agrees(state, pause):
        return resumed(desk, tracker, state, pause, road)
    turn = road(desk, state)
    if _is_apart(state, turn):
        return state, _still_paused(turn, pause)
    if returning.goes_back(state):
        return state, _noted(state, turn, pause)
    if not _rests_on(desk, state):
        fresh = road(desk, forgetting(state))
        if stands_alone(fresh, turn, state.item):
            return state, offer_form(state, pause, _anew(state, fresh, turn, pause))
        if _essence(fresh) == _essence(turn):
            return state, _still_paused(turn, pause)
    if pause.asked and pause.held is not None:
        return both(desk, tracker, pause, road)
    return state, ask_whether(tracker, state, pause)


def _is_apart(state: State, turn: Turn) -> bool:
    """与谈着的事不相干：寒暄、投诉、转人工，要先顾到人的。登记表开着时，投诉的话是在填表。"""
    filling = (form := read_form(state)) is not None and is_filling(form, state)
    return any(reply.kind == "safety" for reply in turn.replies) or (state.act in _APART and not filling)


def _rests_on(desk: Desk, state: State) -> bool:
    """一看就知道是接着前面的：答正问着的情形、登记的一项，点引导中的按钮，说“那我爱人呢”。"""
    form = read_form(state)
    if form is not None and is_filling(form, state):
        return True
    if state.values:
        return "question" in state.values or "option" in state.values
    return returning.first(desk, state) is not None


def _anew(state: State, fresh: Turn, turn: Turn, pause: Pause) -> Turn:
    """新的问题：照新的答，前面的悄悄放下，登记表另说。问的还是那一件的，说过的情形还算数，提一句。"""
    if state.item is not None and _code(fresh) == _code(turn) == state.item:
        same = [reply.text for reply in fresh.replies] == [reply.text for reply in turn.replies]
        return _settled(state, turn) if same else _noted(state, turn, pause)
    kept = {name: value for name, value in FORGOTTEN.items() if name != "form"}
    return replace(fresh, remember={**kept, **fresh.remember, "paused": None})


def _essence(turn: Turn) -> tuple[object, ...]:
    """答案的要紧处：结局和事项；没有事项的，看话。"""
    texts = () if turn.item else tuple(reply.text for reply in turn.replies)
    return turn.outcome, _code(turn), texts


def _code(turn: Turn) -> str | None:
    return turn.item["code"] if turn.item else None


def _noted(state: State, turn: Turn, pause: Pause) -> Turn:
    """第一行提一句说到哪里；这就接上了。"""
    head, *rest = turn.replies
    note = say("pause.reminder", when=pause.when(), topic=pause.about)
    return _settled(state, replace(turn, replies=(replace(head, text=f"{note}\n{head.text}"), *rest)))


def _settled(state: State, turn: Turn) -> Turn:
    """接上了或放下了，不再算停过。"""
    return turn if state.paused is None else replace(turn, remember={**turn.remember, "paused": None})


def _still_paused(turn: Turn, pause: Pause) -> Turn:
    """没有说到前面的事：前面的留着，下一句再看。"""
    return replace(turn, remember={**turn.remember, "paused": pause.as_before()})
