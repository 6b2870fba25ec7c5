"""投诉举报：先给 12345 和管这类事的专门渠道，每条带来源；愿意的话填一张登记表，交工作人员转办。"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from actions.desk import Desk
from actions.forms import Form, begin, filed, is_filed, question
from actions.state import State
from actions.turn import Choice, Reply, Turn, source_json
from knowledge.channels import Channel, channels, channels_for
from knowledge.taxonomy.acts import make_payload
from knowledge.taxonomy.regions import NATION
from knowledge.text import normalise
from knowledge.words import say

_DANGER: Final = re.compile(r"救命|杀人|打人|家暴|要死|自杀|着火|起火|爆炸|绑架|持刀|流血|中毒|正在打")


_REGISTER: Final = re.compile(
    r"(?:帮我?|替我|给我|请|要|想)(?:登记|记(?:下来|一下|录)|填(?:个|张)?单|立案|受理)|登记一下|在线登记|填.{0,3}投诉单"
)
_BARE: Final = re.compile(
    r"我|要|想|请|帮|替|给|投诉|举报|反映|登记|一下|记|下来|在线|问题|个|一|吧|谢谢|[,，。.!！?？\s]"
)
_LIKELY: Final = 0.3
_LEAST: Final = 4
"""去掉“我要投诉帮我登记”这样的话，还剩这么多字，才算说了经过。"""


def complaint(desk: Desk, state: State) -> Turn:
    """给渠道，另给一个登记的按钮；说了要登记的，接着就问。从一个事项点过来的，它有监督投诉电话也给出来。"""
    step = state.values.get("step")
    if step == "submit" and is_filed(state):
        return Turn("complaint_taken", (filed(Form(**(state.form or {}))),))
    if step == "begin":
        return _begun(state, begin("complaint", _own(state).get("values") or {}, _kept_about(state)))
    text = normalise(state.said)
    reply = _channels(desk, state, text)
    told = {"what": state.said} if not state.values and len(_BARE.sub("", text)) >= _LEAST else {}
    if _REGISTER.search(text):
        begun = _begun(state, begin("complaint", told, _about(state, text)), took="what" if told else None)
        return replace(begun, replies=(replace(reply, choices=()), *begun.replies))
    offered = {"name": "complaint", "id": "", "asks": "offered", "values": told, "about": _about(state, text)}
    return Turn("complaint_taken", (reply,), remember={"form": offered})


def _begun(state: State, form: Form, took: str | None = None) -> Turn:
    reply = question(form, state, took=took)
    return Turn("complaint_taken", (reply,), remember={"form": form.as_json(), "offered": []})


def is_dangerous(text: str) -> bool:
    """有人正处在危险中；text 须已归一。"""
    return _DANGER.search(text) is not None


def _likely(state: State) -> list[str]:
    return [key for key, score in state.category_scores.items() if score >= _LIKELY][:2]


def _about(state: State, text: str) -> dict[str, Any]:
    """分类：类目、区划、该找的渠道（没有专门的就是 12345）。"""
    likely = _likely(state)
    channel = next(iter(channels_for(text, likely)), channels()[0])
    return {"category": likely[0] if likely else None, "region": state.region, "channel": channel.id}


def _kept_about(state: State) -> dict[str, Any]:
    return dict(_own(state).get("about") or _about(state, ""))


def _own(state: State) -> Mapping[str, Any]:
    """投诉的登记表；槽里是别的表的，当作没有。"""
    return state.form if state.form and state.form.get("name") == "complaint" else {}


def classified(form: Form, state: State) -> Form:
    """说了经过以后再分一次类；听出来的换上，没听出来的照旧。"""
    heard = {key: value for key, value in _about(state, normalise(state.said)).items() if value is not None}
    return replace(form, about={**form.about, **heard})


def _channels(desk: Desk, state: State, text: str) -> Reply:
    chosen = [channels()[0], *channels_for(text, _likely(state))]
    lines = [say("complaint_taken.emergency")] if is_dangerous(text) else []
    lines += [say("complaint_taken.text"), *(line for one in chosen for line in _lines(one))]
    item = desk.valid_item(state.values.get("item"))
    if item is not None and item.complaint:
        lines.append(say("complaint_taken.item", name=item.name, phone=item.complaint))
    lines.append(say("complaint_taken.advice"))
    sources = _source_lines(chosen)
    data = {"channels": [_data(one) for one in chosen], "source_lines": len(sources)}
    choice = Choice(say("complaint_taken.register"), make_payload("complaint", step="begin"))
    shown = "\n".join([*lines, *sources])
    return Reply("complaint", shown, data, (choice,), source=source_json(chosen[-1].source, NATION))


def _lines(one: Channel) -> list[str]:
    key = "channel" if one.phone else "channel_without_phone"
    line = say(f"complaint_taken.{key}", name=one.name, phone=one.phone, takes=one.takes, authority=one.authority)
    return [f"· {line}"] + ([f"  {say('complaint_taken.channel_url', url=one.url)}"] if one.url else [])


def _source_lines(chosen: list[Channel]) -> list[str]:
    pairs = dict.fromkeys((one.source.name, one.source.checked_on.isoformat()) for one in chosen)
    return [say("answered.source", name=name, checked_on=checked_on) for name, checked_on in pairs]


def _data(one: Channel) -> dict[str, Any]:
    return {
        "name": one.name,
        "phone": one.phone,
        "url": one.url,
        "authority": one.authority,
        "takes": one.takes,
        "source": source_json(one.source, NATION),
    }
