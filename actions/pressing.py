"""这几张表的按钮：选日子、地点、时间，确认，再试，不办了。以前的按钮对不上的，说一声，给现在的。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from actions import slots
from actions.applying import SECRET, SENT, SLOT, SURE, advance, calling, dropped, mark, turn_of, without
from actions.beginning import cancelling
from actions.desk import Desk
from actions.forms import Form
from actions.state import State
from actions.turn import Reply, Turn
from knowledge.connectors import Connector
from knowledge.connectors.recognising import Wanted
from knowledge.words import say

_LONGEST: Final = 30


def pressed(desk: Desk, state: State, form: Form, connector: Connector) -> Turn:
    """照按钮办。"""
    step, option = state.values.get("step", ""), state.values.get("option", "")
    done = _stepped(desk, state, form, connector, step, option)
    return done or _old(desk, state, form, connector)


def next_of(
    desk: Desk, state: State, form: Form, connector: Connector, values: dict[str, str], took: tuple[str, ...] = ()
) -> Turn:
    """填上这几项，接着做该做的。"""
    done = advance(replace(form, values={**form.values, **values}), connector)
    return turn_of(desk, done, connector, state, took=took)


def other_time(form: Form) -> Form:
    """换个时间：再列一遍。"""
    return replace(without(form, SLOT, "when"), asks=SLOT)


def _stepped(desk: Desk, state: State, form: Form, connector: Connector, step: str, option: str) -> Turn | None:
    """照这个按钮办；不是这张表现在的按钮，None。"""
    if step == "cancel" and form.name == "booking" and form.asks == SENT:
        return cancelling(desk, state, Wanted("cancel", False, "")) if option == form.id else None
    if step == "submit":
        return calling(form, connector, state) if option == _mark(form) and form.asks in (SURE, SENT) else None
    if step == "redo" and option == "number":
        return turn_of(desk, advance(without(form, *SECRET), connector), connector, state)
    if form.name == "booking":
        return _timed(desk, state, form, connector, step, option) or _plain(desk, state, form, connector, step, option)
    return _plain(desk, state, form, connector, step, option)


def _plain(desk: Desk, state: State, form: Form, connector: Connector, step: str, option: str) -> Turn | None:
    if option != form.id:
        return None
    if step == "drop":
        return dropped(form)
    if step != "retry":
        return None
    return calling(form, connector, state) if form.asks == SENT else turn_of(desk, form, connector, state)


def _timed(desk: Desk, state: State, form: Form, connector: Connector, step: str, option: str) -> Turn | None:
    """选日子、地点、时间的按钮。"""
    if step == "again" and option == form.id:
        return turn_of(desk, other_time(form), connector, state)
    if step == "redo" and option == "day":
        return turn_of(desk, replace(without(form, "day", SLOT, "when"), asks="day"), connector, state)
    if step == "place" and form.asks == "place":
        return next_of(desk, state, form, connector, {"place": option[:_LONGEST]})
    if step == "day" and form.asks in ("day", SLOT) and _is_coming(desk, option):
        moved = replace(without(form, SLOT, "when"), about={**form.about, "slots": None})
        return next_of(desk, state, moved, connector, {"day": option})
    if step == SLOT and form.asks in (SLOT, SURE) and (slot := slots.picked(form, option)) is not None:
        return turn_of(desk, advance(slots.with_slot(form, slot), connector), connector, state)
    return None


def _mark(form: Form) -> str:
    return mark(form) if form.name == "booking" else form.id


def _is_coming(desk: Desk, day: str) -> bool:
    try:
        return date.fromisoformat(day) >= desk.today()
    except ValueError:
        return False


def _old(desk: Desk, state: State, form: Form, connector: Connector) -> Turn:
    """以前的按钮：说一声，给现在的。"""
    if form.asks == SENT:
        return Turn("small_talk", (Reply("talk", say("connector.used")),))
    if form.asks == SLOT and form.about.get("slots"):
        return slots.shown(form, connector, state, say("connector.old"))
    return turn_of(desk, form, connector, state, say("connector.old"))
