"""办自己的事的表：查进度、预约、取消预约。一次问一项；号码这里看不到，只知道写没写，原话由前门封着。

表放在引擎的 form 槽里，和登记表（actions.forms）轮着用。
data.form.took 说这一句填的是哪一项，data.form.call 说要前门去问什么。
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from actions.desk import Desk
from actions.forms import Form
from actions.naming import letters_of, new_name
from actions.state import State
from actions.turn import Choice, Reply, Turn
from knowledge.connectors import ASKED, Connector
from knowledge.connectors.days import weekday
from knowledge.model import Item
from knowledge.taxonomy.acts import make_payload
from knowledge.words import say

NAMES: Final = ("progress", "booking", "cancelling")
"""三张表。"""
OPERATION: Final = {"progress": "progress", "booking": "book", "cancelling": "cancel"}
"""表 → 最后要做的操作；预约在这之前先列空的时间。"""
SECRET: Final = ("number", "booking", "holder", "phone")
"""表上记着“已留下”、原话封在前门的。"""
SLOT: Final = "slot"
SURE: Final = "sure"
SENT: Final = "sent"
"""选时间，看一遍，问过了。"""
_ASKS: Final = frozenset((*ASKED, SLOT, SURE))
_PLACES: Final = 6


def read(state: State) -> Form | None:
    """办着的表；没有，或者已经问过了，是 None。"""
    form = _held(state)
    return form if form is not None and form.asks in _ASKS else None


def sent(state: State) -> Form | None:
    """刚问过的那张；要再问一次、要取消的，还是它。"""
    form = _held(state)
    return form if form is not None and form.asks == SENT else None


def offered(state: State) -> Mapping[str, Any]:
    """还不知道约哪一件事时记着的日子。"""
    form = _held(state)
    return form.about if form is not None and form.asks == "offered" else {}


def _held(state: State) -> Form | None:
    return Form(**state.form) if state.form and state.form.get("name") in NAMES else None


def begin(name: str, connector: Connector, about: Mapping[str, Any], values: Mapping[str, str]) -> Form:
    """新的一张。about 里是事项、地方；values 是话里已经说了的。"""
    kept = {"connector": connector.id, **about}
    return advance(Form(name, new_name(), "", dict(values), kept), connector)


def about_item(item: Item | None, region: str | None) -> dict[str, Any]:
    """送给外面的系统的：事项和地方。"""
    if item is None:
        return {"region": region}
    return {"region": region, "item": item.code, "entry": item.entry_code, "item_name": item.name}


def advance(form: Form, connector: Connector) -> Form:
    """下一项没有填的；都填了，预约和取消再看一遍，查进度就去问。"""
    first = connector.asked("slots") if form.name == "booking" else ()
    then = connector.asked(OPERATION[form.name])
    wanted = [*first, *([SLOT] if form.name == "booking" else []), *(one for one in then if one not in first)]
    left = [one for one in wanted if one not in form.values]
    return replace(form, asks=left[0] if left else SENT if form.name == "progress" else SURE)


def without(form: Form, *names: str) -> Form:
    """这几项重新填。"""
    return replace(form, values={name: value for name, value in form.values.items() if name not in names})


def turn_of(
    desk: Desk, form: Form, connector: Connector, state: State, before: str | None = None, took: Sequence[str] = ()
) -> Turn:
    """表现在该做的：问下一项，或者去问外面的系统。"""
    remember: dict[str, Any] = {"form": form.as_json(), "offered": [], "pending": None, "region": state.region}
    if form.asks == SENT:
        return calling(form, connector, state, took)
    if form.asks == SLOT:
        reply = _call(form, connector, "slots", took)
        return Turn("clarify_item", (reply,), _named(desk, form), remember=remember)
    text = _question(form, connector)
    shown = f"{before}\n{text}" if before else text
    choices = (*_choices(desk, form), stop(form))
    reply = Reply("form", shown, {"form": {**form.as_json(), "took": list(took), "end": None, "call": None}}, choices)
    return Turn("clarify_item", (reply,), _named(desk, form), remember=remember | {"offered": _offered(choices)})


def calling(form: Form, connector: Connector, state: State, took: Sequence[str] = ()) -> Turn:
    """要前门去问；前门问到了，换掉这条答复。同一张表再问，前门送的是同一个幂等键。"""
    done = replace(form, asks=SENT)
    reply = _call(done, connector, OPERATION[form.name], took)
    return Turn("answered", (reply,), remember={"form": done.as_json(), "offered": [], "region": state.region})


def _call(form: Form, connector: Connector, operation: str, took: Sequence[str]) -> Reply:
    send = {key: value for key, value in {**form.about, **form.values}.items() if isinstance(value, str)}
    hidden = {name for name in SECRET if name in form.values}
    told = {name: value for name, value in send.items() if name not in hidden and name != "connector"}
    call = {"connector": connector.id, "operation": operation, "send": told, "of": form.about.get("of")}
    asks = SLOT if operation == "slots" else None
    data = {"form": {**form.as_json(), "asks": asks, "took": list(took), "end": None, "call": call}}
    return Reply("form", say("connector.sent", name=connector.name), data, (button(form, "retry", form.id),))


def _question(form: Form, connector: Connector) -> str:
    if form.asks == SURE:
        key = "ask_sure" if form.name == "booking" else "ask_sure_cancel"
        item, when = form.about.get("item_name", ""), form.values.get("when", "")
        return say(f"connector.{key}", name=connector.name, item=item, when=when)
    return say(f"connector.ask_{form.asks}", label=label(connector, form.asks), name=connector.name)


def label(connector: Connector, name: str) -> str:
    """这一项怎样叫；连接文件没有写的，用一般的叫法。"""
    own = next((text for key, text in connector.labels.items() if key == name), None)
    return own or (say(f"connector.label.{name}") if name in SECRET else "")


def _choices(desk: Desk, form: Form) -> tuple[Choice, ...]:
    if form.asks == "day":
        return days(desk, form, first=1)
    if form.asks == "place":
        return tuple(button(form, "place", name, name) for name in places(desk, form)[:_PLACES])
    if form.asks != SURE:
        return ()
    if form.name == "cancelling":
        return (button(form, "submit", form.id, say("connector.sure_cancel")),)
    again = button(form, "again", form.id, say("connector.other_time"))
    return (button(form, "submit", mark(form), say("connector.sure")), again)


def days(desk: Desk, form: Form, first: int, count: int = 3) -> tuple[Choice, ...]:
    """从今天以后第 first 天起的几天，做成按钮。"""
    told = [(desk.today() + timedelta(days=first + place)).isoformat() for place in range(count)]
    return tuple(button(form, "day", day, weekday(day)) for day in told)


def places(desk: Desk, form: Form) -> list[str]:
    """目录里写明的办理地点。"""
    item = desk.valid_item(form.about.get("item"))
    return [one.name for one in (item.places or ())] if item else []


def mark(form: Form) -> str:
    """确认的是这张表的这个时间；以前的确认按钮对不上，就不算。"""
    return f"{form.id}:{letters_of(form.values.get(SLOT, ''))}"


def stop(form: Form) -> Choice:
    """不办了的按钮。"""
    sure = form.name == "cancelling" and form.asks == SURE
    key = "stop_progress" if form.name == "progress" else "keep" if sure else "stop"
    return button(form, "drop", form.id, say(f"connector.{key}"))


def button(form: Form, step: str, option: str, text: str | None = None) -> Choice:
    """这张表的一个按钮。"""
    aspect = "progress" if form.name == "progress" else "appointment"
    payload = make_payload("follow", aspect=aspect, step=step, option=option)
    return Choice(text or say("connector.retry"), payload)


def dropped(form: Form) -> Turn:
    """不办了；前门把封着的删掉。"""
    told: dict[str, Any] = {
        "form": {"name": form.name, "id": form.id, "asks": None, "took": [], "end": "dropped", "call": None}
    }
    reply = Reply("form", say("connector.dropped"), told)
    return Turn("small_talk", (reply,), remember={"form": None, "offered": []})


def _offered(choices: Sequence[Choice]) -> list[str]:
    return [choice.payload for choice in choices]


def _named(desk: Desk, form: Form) -> Mapping[str, str] | None:
    item = desk.valid_item(form.about.get("item"))
    return {"code": item.code, "name": item.name, "region": item.region} if item else None
