"""空的时间：前门列来的写成选项；点一个，或者说“第二个”“下午”“换周五”。"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from actions.applying import SLOT, button, days, stop
from actions.desk import Desk
from actions.forms import Form
from actions.naming import letters_of
from actions.state import State
from actions.turn import Reply, Turn
from knowledge.connectors import Connector
from knowledge.connectors.days import AFTERNOON, weekday
from knowledge.words import say

SHOWN: Final = 6
"""一次最多列几个；再多念不过来。"""
KEPT: Final = 40
"""记着的最多几个。"""
_ORDINAL: Final = re.compile(r"(?:第|选)\s*([一二三四五六1-6])(?:个|项|条)?|^([1-6])$")
_NUMBERS: Final = {char: place for place, char in enumerate("一二三四五六", 1)}
_CLOCK: Final = re.compile(r"(?<!\d)(\d{1,2}|十[一二]?|[一二两三四五六七八九])(?:[:：]([0-5]\d)|点(半)?)")

_HOURS: Final = {**_NUMBERS, "两": 2, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12}

Slot = Mapping[str, str]


def listed(desk: Desk, form: Form, connector: Connector, state: State) -> Turn:
    """前门问来的：有空的就列出来；没有的、没问到的，说一句，给接下去的办法。"""
    told = state.told or {}
    outcome = str(told.get("outcome"))
    rows = [dict(one) for one in told.get("slots") or ()][:KEPT]
    if outcome != "found" or not rows:
        return _none(desk, form, connector, outcome, state)
    about = {**form.about, "slots": rows, "asked": str(told.get("asked") or "")}
    return shown(replace(form, about=about), connector, state)


def shown(form: Form, connector: Connector, state: State, before: str | None = None) -> Turn:
    """列出记着的时间；只要上午或下午的，先挑出来。"""
    rows, note = of_half(form.about.get("slots") or (), form.about.get("half"))
    first = rows[:SHOWN]
    lines = [*([before] if before else []), _head(form, connector)]
    lines += [note] if note else []
    lines += [f"{place}. {words(one)}" for place, one in enumerate(first, 1)]
    lines += [say("connector.more", count=SHOWN)] if len(rows) > SHOWN else []
    source = say("connector.source", name=connector.name, when=form.about.get("asked", ""))
    choices = [button(form, SLOT, letters_of(one["id"]), words({**one, "left": ""})) for one in first]
    if "day" in form.values:
        choices.append(button(form, "redo", "day", say("connector.other_day")))
    choices.append(stop(form))
    data = {"form": {**form.as_json(), "took": [], "end": None, "call": None}, "slots": first, "source_lines": 1}
    about = source_of(connector, form.about.get("asked", ""), form.about.get("region"))
    reply = Reply("slots", "\n".join([*lines, source]), data, tuple(choices), about)
    remember = {"form": form.as_json(), "offered": [choice.payload for choice in choices], "region": state.region}
    return Turn("clarify_item", (reply,), remember=remember)


def _head(form: Form, connector: Connector) -> str:
    return say("connector.result.slots.found", name=connector.name, item=form.about.get("item_name", ""))


def source_of(connector: Connector, asked: str, region: str | None) -> dict[str, Any]:
    """契约里的 source：连接的名字，问的日子。"""
    return {"name": connector.name, "url": connector.page, "checked_on": asked[:10] or None, "region": region}


def _none(desk: Desk, form: Form, connector: Connector, outcome: str, state: State) -> Turn:
    """没有列到时间：没有空的换一天；没有问到的再试；不能约的就不填了。"""
    outcome = outcome if outcome in ("refused", "unreachable") else "not_found"
    text = say(f"connector.result.slots.{outcome}", name=connector.name)
    after, choices = form, [button(form, "retry", form.id)]
    if outcome == "not_found" and "day" in connector.asked("slots"):
        after = replace(form, asks="day", values={key: value for key, value in form.values.items() if key != "day"})
        choices = list(days(desk, form, first=1))
    choices = [] if outcome == "refused" else [*choices, stop(form)]
    remember = {"form": None if outcome == "refused" else after.as_json(), "offered": [one.payload for one in choices]}
    told = {**after.as_json(), "took": [], "end": "dropped" if outcome == "refused" else None, "call": None}
    told["asks"] = None if outcome == "refused" else after.asks
    return Turn("no_match", (Reply("slots", text, {"form": told}, tuple(choices)),), remember=remember)


def words(slot: Slot) -> str:
    """11月25日 周三 09:00–09:30，越秀区政务服务中心（还剩3个）。"""
    end = f"–{slot['end']}" if slot.get("end") else ""
    when = f"{weekday(slot['day'])} {slot['begin']}{end}" if slot.get("day") else f"{slot['begin']}{end}"
    place = say("connector.slot_place", place=slot["place"]) if slot.get("place") else ""
    left = say("connector.slot_left", count=slot["left"]) if slot.get("left") else ""
    return say("connector.slot", when=when, place=place, left=left)


def of_half(rows: Sequence[Slot], half: Any) -> tuple[list[Slot], str]:
    """(要的半天的, 这半天没有时说的一句)。"""
    if half not in ("morning", "afternoon"):
        return list(rows), ""
    same = [one for one in rows if (one["begin"] < AFTERNOON) == (half == "morning")]
    return (same, "") if same else (list(rows), say("connector.no_half"))


def chosen(form: Form, text: str) -> Slot | None:
    """话里说的是哪一个：“第二个”“九点半的”；说不定的，None。text 须已归一。"""
    rows = of_half(form.about.get("slots") or (), form.about.get("half"))[0][:SHOWN]
    match = _ORDINAL.search(text)
    if match:
        said = match[1] or match[2]
        place = _NUMBERS.get(said) or int(said)
        return rows[place - 1] if place <= len(rows) else None
    if len(rows) == 1 and text in ("好", "好的", "可以", "行", "就这个"):
        return rows[0]
    return _at(form.about.get("slots") or (), text)


def _at(rows: Sequence[Slot], text: str) -> Slot | None:
    clock = _CLOCK.search(text)
    if clock is None:
        return None
    hour, minute = _HOURS.get(clock[1]) or int(clock[1]), "30" if clock[3] else clock[2] or "00"
    hours = {hour, hour + 12} if hour < 7 or "下午" in text else {hour}
    same = [one for one in rows if one["begin"] in {f"{one_hour:02d}:{minute}" for one_hour in hours}]
    return same[0] if len(same) == 1 else None


def picked(form: Form, option: str) -> Slot | None:
    """点的那一个；上一次列的、现在没有了的，None。"""
    return next((one for one in form.about.get("slots") or () if letters_of(one["id"]) == option), None)


def with_slot(form: Form, slot: Slot) -> Form:
    """选定了这个时间。"""
    return replace(form, values={**form.values, SLOT: slot["id"], "when": words({**slot, "left": ""})})
