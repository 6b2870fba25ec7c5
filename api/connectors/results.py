"""问到的写成答复：进度、约好没有、取消没有。没有问到的，说没有问到，给再试的按钮；来源是连接的名字和问的时间。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from api.connectors.port import Told
from api.shapes.turns import Answer, Choice, Reply, Source
from knowledge.connectors import Connector
from knowledge.taxonomy.acts import make_payload
from knowledge.words import say

_FOUND: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "progress": (("state", "state"), ("step", "step"), ("when", "when"), ("where", "office"), ("note", "note")),
    "book": (("booking", "booking"), ("when", "when"), ("where", "where"), ("note", "note")),
    "cancel": (("note", "note"),),
}
"""操作 → 依次写的项，和它用的那一句。"""
_BLANK: Final = {"booking": "number", "office": "where"}
_BUTTONS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("progress", "found"): ("redo", "another"),
    ("progress", "not_found"): ("redo", "write_again"),
    ("progress", "refused"): ("redo", "write_again"),
    ("book", "found"): ("cancel", "cancel_it"),
    ("book", "not_found"): ("again", "other_time"),
    ("book", "refused"): ("again", "other_time"),
}
"""（操作，结果）→ 接下去的一步和按钮上的字；没有问到的都是再试一次。"""


def written(
    answer: Answer, operation: str, told: Told, about: Connector, form: Mapping[str, Any], asked: str
) -> Answer:
    """换掉动作服务占着位置的最后一条。asked 是问的时间（北京时间，到分钟）。"""
    reply = _reply(operation, told, about, form, asked)
    outcome = "answered" if told.outcome == "found" else "no_match"
    return answer.model_copy(update={"outcome": outcome, "replies": [*answer.replies[:-1], reply]})


def _reply(operation: str, told: Told, about: Connector, form: Mapping[str, Any], asked: str) -> Reply:
    lines = [say(f"connector.result.{operation}.{told.outcome}", name=about.name)]
    fields = dict(told.fields)
    if operation == "book" and told.outcome == "found":
        fields = {"when": str(form["values"].get("when", "")), **fields}
    if told.outcome == "found":
        lines += [_line(key, fields[name]) for name, key in _FOUND[operation] if fields.get(name)]
    data: dict[str, Any] = {"connector": {"operation": operation, "outcome": told.outcome, "fields": fields}}
    source = None
    if told.outcome != "unreachable":
        lines.append(say("connector.source", name=about.name, when=asked))
        data["source_lines"] = 1
        region = form["about"].get("region")
        source = Source(name=about.name, url=about.page, checked_on=asked[:10], region=region)
    choice = _choice(operation, told.outcome, str(form["id"]))
    kind = "progress" if operation == "progress" else "booking"
    return Reply(kind=kind, text="\n".join(lines), data=data, choices=[choice], source=source)


def _line(key: str, value: str) -> str:
    return say(f"connector.{key}", **{_BLANK.get(key, key): value})


def lost(answer: Answer, operation: str) -> Answer:
    """封着的号码已经到期删了：请再写一次。"""
    choice = Choice(label=say("connector.write_again"), payload=_payload(operation, "redo", "number"))
    reply = Reply(kind="notice", text=say("connector.lost"), choices=[choice])
    return answer.model_copy(update={"outcome": "no_match", "replies": [*answer.replies[:-1], reply]})


def _choice(operation: str, outcome: str, form_id: str) -> Choice:
    if outcome == "unreachable":
        return Choice(label=say("connector.retry"), payload=_payload(operation, "retry", form_id))
    step, label = _BUTTONS.get((operation, outcome), ("", ""))
    if not step:
        return Choice(label=say("greeting.help"), payload=make_payload("help"))
    return Choice(
        label=say(f"connector.{label}"), payload=_payload(operation, step, "number" if step == "redo" else form_id)
    )


def _payload(operation: str, step: str, option: str) -> str:
    aspect = "progress" if operation == "progress" else "appointment"
    return make_payload("follow", aspect=aspect, step=step, option=option)
