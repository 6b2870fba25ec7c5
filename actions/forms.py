"""登记表：一次问一项，可以跳过、改、取消；问到一半去问别的，答完接着填。

这里看到的都是脱敏的话。没有脱敏的原话由前门按 data.form.took 封存，提交时（data.form.end 为 filed）由前门开工单。
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from actions.naming import new_name
from actions.state import State
from actions.turn import Choice, Reply
from knowledge.taxonomy.acts import make_payload
from knowledge.taxonomy.regions import NATION, spoken_name
from knowledge.text import normalise
from knowledge.words import say

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "complaint": ("what", "where", "when", "whom", "contact"),
    "callback": ("contact", "when", "what"),
}
"""表 → 依次问的项；之后都问同意不同意，再看一遍，提交。"""

NEEDED: Final[dict[str, frozenset[str]]] = {"complaint": frozenset({"what"}), "callback": frozenset({"contact"})}
"""不能跳过的。"""

ACTS: Final = {"complaint": "complaint", "callback": "ask_person"}
"""表 → 按钮用的行为。"""

_CANCEL: Final = re.compile(
    r"^(?:取消|算了|退出|不(?:登记|填|投诉|举报|说|要|用|反映|弄)了?|不了|停|放弃)[吧了啊。!！]*$"
)
_SKIP: Final = re.compile(
    r"^(?:跳过|下一[个项]|不知道|不清楚|说不清|记不清了?|记不得了?|忘了|不记得了?"
    r"|没有|无|不方便说?|不想[说留写填]|不留|不填|不写|略)[吧了啊。!！]*$"
)
_YES: Final = re.compile(r"^(?:同意|可以|好|行|是|对|嗯|确认|提交|没问题|没错|愿意|ok)[的了吧呀啊吗。!！]*$")
_NO: Final = re.compile(r"^(?:不同意|不可以|不行|不好|不是|不愿意|不对)[的了吧呀啊。!！]*$")
_CONTACT: Final = re.compile(r"【|[0-9A-Za-z@._-]{5,}")
_MOST: Final = 300
_MARK: Final = 8
_ANY_TIME: Final = ("cancel", "change_")


@dataclass(frozen=True, slots=True)
class Form:
    """一张表。asks：正问的一项（或 consent、confirm）；values：填了的（脱敏的；联系方式只记留没留）；about：分类。"""

    name: str
    id: str
    asks: str
    values: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """存进槽位的样子。"""
        kept = {"name": self.name, "id": self.id, "asks": self.asks}
        return {**kept, "values": dict(self.values), "about": dict(self.about)}


def read_form(state: State) -> Form | None:
    """填着的表；没有，或者已经提交，是 None。"""
    return Form(**state.form) if state.form and state.form.get("asks") in _asked(state.form["name"]) else None


def is_filed(state: State) -> bool:
    """已经提交的就是这一张：再点“提交”，还是那一张工单。"""
    return bool(state.form) and (state.form or {}).get("asks") == "filed" and is_of(Form(**(state.form or {})), state)


def is_of(form: Form, state: State) -> bool:
    """按钮是不是这一张的；没有记着的当作是。"""
    return state.values.get("form", form.id[:_MARK]) == form.id[:_MARK]


def _is_past(form: Form, state: State) -> bool:
    """以前的按钮，或者同一句话又送来一次：不再算数，只把正问的再问一遍。"""
    step, asked = state.values.get("step", ""), state.values.get("asks", form.asks)
    if step:
        return not is_of(form, state) or (asked != form.asks and not step.startswith(_ANY_TIME))
    return bool(state.said) and state.said[:_MOST] in form.values.values()


def begin(name: str, values: Mapping[str, str], about: Mapping[str, Any]) -> Form:
    """新的一张；填过的不再问。"""
    return _next(Form(name, new_name(), "", dict(values), dict(about)))


def wants_out(form: Form, state: State) -> bool:
    """说不填了，或者不同意。"""
    if (state.values.get("step") == "cancel" and is_of(form, state)) or _CANCEL.match(normalise(state.said)):
        return True
    no = (state.values.get("step") == "disagree" and is_of(form, state)) or bool(_NO.match(normalise(state.said)))
    return no and form.asks == "consent"


def fill(form: Form, state: State) -> tuple[Form, str | None, str | None]:
    """(填了之后的表, 这一句填的是哪一项, 要先说的一句)。表的 asks 为 filed 就是提交了。"""
    step, said = state.values.get("step", ""), state.said[:_MOST]
    if _is_past(form, state):
        return form, None, None
    if step.startswith("change_") and step.removeprefix("change_") in FIELDS[form.name]:
        return replace(form, asks=step.removeprefix("change_")), None, None
    if form.asks in ("consent", "confirm"):
        return _agreed(form, step, normalise(said)), None, None
    if step == "skip" or (not step and _SKIP.match(normalise(said))):
        if form.asks in NEEDED[form.name]:
            return form, None, say("form.need")
        return _next(_with(form, "")), None, None
    if step in ("today", "yesterday", "workdays", "here"):
        return _next(_with(form, _quick(step, state))), None, None
    if step or not said.strip() or _YES.match(normalise(said)):
        return form, None, None
    if form.asks == "contact" and not _CONTACT.search(said):
        return form, None, say("form.bad_contact")
    value = say("form.given") if form.asks == "contact" else said
    return _next(_with(form, value)), form.asks, None


def question(form: Form, state: State, before: str | None = None, took: str | None = None) -> Reply:
    """问下一项；before 是先说的一句。"""
    key = f"ask_{form.name}_{form.asks}" if form.name == "callback" and form.asks in _OWN else f"ask_{form.asks}"
    text = say(f"form.{key}", lines=_summary(form)) if form.asks == "confirm" else say(f"form.{key}")
    told = {"form": {**form.as_json(), "took": took, "end": None}}
    return Reply("form", f"{before}\n{text}" if before else text, told, tuple(_choices(form, state)))


def filed(form: Form) -> Reply:
    """提交。前门开了工单，会换成编号和查询码；换不了时说请再点一次。"""
    told = {"form": {**form.as_json(), "asks": None, "took": None, "end": "filed"}}
    return Reply("form", say("form.filing"), told, (Choice(say("form.submit"), _step(form, "submit")),))


def cancelling(form: Form) -> Choice:
    """“不登记了”的按钮。"""
    return Choice(say("form.cancel"), _step(form, "cancel"))


def dropped(form: Form) -> Reply:
    """不登记了。"""
    told = {"form": {"name": form.name, "id": form.id, "asks": None, "took": None, "end": "dropped"}}
    return Reply("form", say("form.dropped"), told)


_OWN: Final = frozenset({"contact", "when", "what"})


def _asked(name: str) -> tuple[str, ...]:
    return (*FIELDS.get(name, ()), "consent", "confirm")


def _agreed(form: Form, step: str, said: str) -> Form:
    yes = step in ("agree", "submit") or (not step and bool(_YES.match(said)))
    if not yes or (form.asks, step) == ("consent", "submit"):
        return form
    if form.asks == "confirm":
        return replace(form, asks="filed")
    return replace(form, asks="confirm", about={**form.about, "agreed": True})


def _with(form: Form, value: str) -> Form:
    return replace(form, values={**form.values, form.asks: value})


def _next(form: Form) -> Form:
    """下一项没问过的；都问过了，没同意过的问同意，改完的回去看。"""
    left = [one for one in FIELDS[form.name] if one not in form.values]
    if left:
        return replace(form, asks=left[0])
    return replace(form, asks="confirm" if form.about.get("agreed") else "consent")


def _quick(step: str, state: State) -> str:
    return spoken_name(state.region or NATION) if step == "here" else say(f"form.{step}")


def _summary(form: Form) -> str:
    lines = ((say(f"form.{one}"), form.values.get(one) or say("form.empty")) for one in FIELDS[form.name])
    return "\n".join(f"· {say('form.line', field=name, value=value)}" for name, value in lines)


def _choices(form: Form, state: State) -> list[Choice]:
    steps = {
        "where": ["here"] if state.region and state.region != NATION else [],
        "when": ["workdays"] if form.name == "callback" else ["today", "yesterday"],
        "consent": ["agree", "disagree"],
        "confirm": ["submit"],
    }.get(form.asks, [])
    choices = [Choice(_label(step, state), _step(form, step)) for step in steps]
    if form.asks == "confirm":
        changes = ((say("form.change", field=say(f"form.{one}")), f"change_{one}") for one in FIELDS[form.name])
        choices += [Choice(label, _step(form, step)) for label, step in changes]
    elif form.asks != "consent" and form.asks not in NEEDED[form.name]:
        choices.append(Choice(say("form.skip"), _step(form, "skip")))
    return choices if form.asks == "consent" else [*choices, cancelling(form)]


def _label(step: str, state: State) -> str:
    return say("form.here", region=spoken_name(state.region or NATION)) if step == "here" else say(f"form.{step}")


def _step(form: Form, step: str) -> str:
    """按钮记着是哪一张、哪一项的；以前的按钮再点，认得出来。"""
    return make_payload(ACTS[form.name], step=step, form=form.id[:_MARK], asks=form.asks)
