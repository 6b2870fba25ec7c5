"""办自己的事的路：表开着时，一句话先看是不是在填它；是别的事就照答，答完再问一遍没填完的那一项。"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from actions import applying, slots
from actions.applying import SECRET, SLOT, SURE, advance, calling, dropped, turn_of, without
from actions.beginning import clicked, heard_in
from actions.desk import Desk
from actions.filling import is_something_else
from actions.forms import Form
from actions.pressing import next_of, other_time, pressed
from actions.state import State
from actions.turn import Choice, Reply, Turn
from knowledge.connectors import Connector
from knowledge.connectors.days import said_when
from knowledge.connectors.recognising import Wanted
from knowledge.text import normalise
from knowledge.words import say

Answering = Callable[[Desk, State], Turn]

_CANCEL: Final = re.compile(
    r"^(?:取消|算了|退出|停|放弃|不了|不用了?|不(?:查|约|办|问|预约|取消)了?|先不(?:查|约|办)了?)[吧了啊,，谢谢。!！]*$"
)
_YES: Final = re.compile(r"^(?:确认(?:预约|取消)?|可以|好|行|是|对|嗯|没问题|没错|ok|就这个|约吧)[的了吧呀啊。!！]*$")
_DO_CANCEL: Final = re.compile(r"^取消(?:吧|掉|了吧)?[。!！]*$")
"""正问着要不要取消预约时说的“取消”，就是要取消。"""
_OTHER_DAY: Final = re.compile(r"^(?:我?想?要?)?(?:换|改)(?:个|一个|一)?(?:天|日子|时间|日期)(?:吧|呢)?[。.?？]?$")
_NO: Final = re.compile(r"^(?:不对|不是|不行|不好|换(?:个|一个)?时间|重选)[的了吧呀啊。!！]*$")
_AGAIN: Final = re.compile(r"^(?:再|重新)(?:试|查|问|确认|提交|约)(?:一次|一下|一遍)?[吧。.!！]*$|^重试$")
_GIVEN: Final = {
    "number": re.compile(r"【"),
    "booking": re.compile(r"【"),
    "phone": re.compile(r"【(?:手机号|电话号码)】"),
}
_NAME_LENGTH: Final = 30
_ELSE: Final = frozenset({"complaint", "ask_person"})


def carry_on(desk: Desk, state: State, ask: Answering, answering: Answering) -> Turn:
    """没有开着的表、也不是要办自己的事，就照常答。ask：当作新的问题答。"""
    form = applying.read(state)
    if state.told is not None:
        return _listed(desk, state, form)
    if state.said.startswith("/") or state.values:
        return _clicked(desk, state, form, answering)
    if form is not None and state.act != "restart":
        return _typed(desk, state, form, ask, answering)
    again = applying.sent(state)
    if again is not None and _AGAIN.match(normalise(state.said)) and (connector := _of(desk, again)):
        return calling(again, connector, state)
    return ask(desk, replace(state, act="ask", scope="in")) if _is_own(desk, state) else answering(desk, state)


def _is_own(desk: Desk, state: State) -> bool:
    """要办自己的事，不是在谈着一件事时问办法。"""
    heard = heard_in(state)
    return heard is not None and not (heard.how and desk.valid_item(state.item))


def _listed(desk: Desk, state: State, form: Form | None) -> Turn:
    """前门列来了空的时间；表已经没有了的，当作没有办成。"""
    connector = _of(desk, form)
    if form is None or connector is None or (state.told or {}).get("form") != form.id:
        return Turn("small_talk", (Reply("talk", say("connector.used")),), remember={"form": None, "offered": []})
    return slots.listed(desk, form, connector, state)


def _of(desk: Desk, form: Form | None) -> Connector | None:
    return desk.connectors.of(form.about.get("connector")) if form is not None else None


def _typed(desk: Desk, state: State, form: Form, ask: Answering, answering: Answering) -> Turn:
    text, connector = normalise(state.said), _of(desk, form)
    if connector is None or (_CANCEL.match(text) and not (form.name == "cancelling" and _DO_CANCEL.match(text))):
        return dropped(form)
    heard = heard_in(state)
    if heard is not None and not heard.how and _is_new(form, heard):
        return ask(desk, replace(state, act="ask", scope="in"))
    filled = _filled(desk, state, form, connector, text)
    if filled is not None:
        return filled
    if is_something_else(state) or state.act in _ELSE:
        return _resumed(desk, state, form, connector, answering(desk, state))
    return _asked_again(desk, state, form, connector)


def _is_new(form: Form, heard: Wanted) -> bool:
    """另要办一样：查着进度要预约；或者约着又从头说要约哪件事。"""
    return heard.operation != {"progress": "progress", "booking": "slots", "cancelling": "cancel"}[form.name]


def _filled(desk: Desk, state: State, form: Form, connector: Connector, text: str) -> Turn | None:
    """填上正问着的一项；这句话不像在填，None。"""
    asks = form.asks
    if asks in SECRET:
        if asks in _GIVEN and not _GIVEN[asks].search(state.said):
            return None
        if asks not in _GIVEN and (is_something_else(state) or len(text) > _NAME_LENGTH):
            return None
        return next_of(desk, state, form, connector, {asks: say("form.given")}, (asks,))
    if asks == SURE:
        return _sure(desk, state, form, connector, text)
    if asks == "place":
        named = next((name for name in applying.places(desk, form) if normalise(name) in text), None)
        other = None if is_something_else(state) else state.said[:_NAME_LENGTH]
        told = named or other
        return next_of(desk, state, form, connector, {"place": told}) if told else None
    return _when(desk, state, form, connector, text)


def _sure(desk: Desk, state: State, form: Form, connector: Connector, text: str) -> Turn | None:
    if _YES.match(text) or (form.name == "cancelling" and _DO_CANCEL.match(text)):
        return calling(form, connector, state)
    if not _NO.match(text):
        return None
    return dropped(form) if form.name == "cancelling" else turn_of(desk, other_time(form), connector, state)


def _when(desk: Desk, state: State, form: Form, connector: Connector, text: str) -> Turn | None:
    """选时间：列出来的一个；换一天；上午或下午。"""
    if form.asks == SLOT and (slot := slots.chosen(form, text)) is not None:
        return turn_of(desk, advance(slots.with_slot(form, slot), connector), connector, state)
    when = said_when(text, desk.today())
    if _OTHER_DAY.match(text) and "day" in connector.asked("slots"):
        return turn_of(desk, replace(without(form, "day"), asks="day"), connector, state)
    if when.day is not None and "day" in connector.asked("slots") and when.day != form.values.get("day"):
        if when.day < desk.today().isoformat():
            return turn_of(desk, replace(form, asks="day"), connector, state, say("connector.past_day"))
        moved = replace(form, about={**form.about, "half": when.half, "slots": None})
        return next_of(desk, state, without(moved, "day"), connector, {"day": when.day})
    if form.asks == SLOT and when.half is not None and form.about.get("slots"):
        return slots.shown(replace(form, about={**form.about, "half": when.half}), connector, state)
    return None


def _asked_again(desk: Desk, state: State, form: Form, connector: Connector) -> Turn:
    """没有听出来：说一声，再问一遍。"""
    if form.asks == SLOT and form.about.get("slots"):
        return slots.shown(form, connector, state, say("connector.again_slot"))
    known = form.asks in ("number", "booking", "phone")
    before = say(f"connector.again_{form.asks}", label=applying.label(connector, form.asks)) if known else None
    before = say("connector.again_day") if form.asks == "day" else before
    return turn_of(desk, form, connector, state, before)


def _resumed(desk: Desk, state: State, form: Form, connector: Connector, turn: Turn) -> Turn:
    """答了别的之后，再问没填完的那一项；不去重新列时间。"""
    if "form" in turn.remember:
        return turn
    if form.asks == SLOT:
        again = slots.shown(form, connector, state) if form.about.get("slots") else _waiting(form, connector)
    else:
        again = turn_of(desk, form, connector, state, say("connector.resume"))
    return replace(turn, replies=(*turn.replies, *again.replies), remember={**turn.remember, "offered": []})


def _waiting(form: Form, connector: Connector) -> Turn:
    """没有列到时间的表搁着：给再试一次的按钮。"""
    told = {**form.as_json(), "took": [], "end": None, "call": None}
    choices: tuple[Choice, ...] = (applying.button(form, "retry", form.id), applying.stop(form))
    text = say("connector.result.slots.unreachable", name=connector.name)
    return Turn("clarify_item", (Reply("slots", text, {"form": told}, choices),))


def _clicked(desk: Desk, state: State, form: Form | None, answering: Answering) -> Turn:
    """点按钮：这几张表的照办；别的照答，表没填完的接着问。"""
    step = state.values.get("step", "")
    if state.act != "follow" or not step:
        turn, connector = answering(desk, state), _of(desk, form)
        return _resumed(desk, state, form, connector, turn) if form and connector else turn
    if step == "begin":
        return clicked(desk, state, applying.offered(state)) or answering(desk, state)
    held = form or applying.sent(state)
    connector = _of(desk, held)
    if held is None or connector is None:
        return Turn("small_talk", (Reply("talk", say("connector.used")),))
    return pressed(desk, state, held, connector)
