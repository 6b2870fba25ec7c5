"""按情形写：还没定的，只写哪种情形都一样的；定了的，写这种情形的清单；不知道的，各种情形都写，注明什么情形才要。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.rendering.sections import section
from knowledge.cases.narrowing import Case, Needed
from knowledge.model import Fee, Item, Material, Rule
from knowledge.words import say


@dataclass(frozen=True, slots=True)
class View:
    """一个事项按情形看的样子：裁过的事项、抬头下面的话、某一面后面要添的话、放进 data 的。"""

    item: Item
    remarks: tuple[str, ...] = ()
    extra: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)

    def lines(self, aspect: str) -> list[str]:
        """这一面的各行；没有则为空表。"""
        return [*section(self.item, aspect), *self.extra.get(aspect, ())]


def common_view(item: Item, case: Case, *, listed: bool) -> View:
    """还要问的时候：只留一定要的，别的说看情形。listed：材料逐份列；不列的（总的说说）材料有几份还说不准，不说。"""
    extra: dict[str, tuple[str, ...]] = {}
    update: dict[str, Any] = {}
    for aspect, name, rows in (("materials", "materials", case.materials), ("fee", "fees", case.fees)):
        if rows and not all(one.always for one in rows):
            always = [one.row for one in rows if one.always]
            update[name] = (always or None) if listed or aspect == "fee" else None
            extra[aspect] = (say("clarify_scenario.rest" if always else "clarify_scenario.depends"),)
        elif rows is not None:
            update[name] = [one.row for one in rows]
    if case.rules is not None:
        update["rules"] = [_rule(one) for one in case.rules]
    return View(item.model_copy(update=update), _told(case), extra, {"case": _data(case)})


def list_view(
    item: Item, case: Case, *, everything: bool = False, printable: bool = False, noted: bool = False
) -> View:
    """清单：这种情形的；没有定的注明什么情形才要。everything：来客要各种情形的；printable：整张清单；noted：这种情形要知道的也写。"""
    update: dict[str, Any] = {}
    if case.materials is not None:
        update["materials"] = [_material(one) for one in case.materials]
    if case.fees is not None:
        update["fees"] = [_fee(one) for one in case.fees]
    if case.rules is not None:
        update["rules"] = [_rule(one) for one in case.rules]
    remarks = _told(case) if printable or noted else _told(case)[:1]
    if everything or not case.complete:
        remarks = (*remarks, say("case.everything"))
    data: dict[str, Any] = {"case": _data(case)} | ({"printable": True} if printable else {})
    return View(item.model_copy(update=update), remarks, {}, data)


def _told(case: Case) -> tuple[str, ...]:
    """“您的情形”和这种情形要知道的事。"""
    if not case.labels:
        return ()
    return say("case.yours", labels=" · ".join(case.labels)), *(say("case.note", note=note) for note in case.notes)


def _data(case: Case) -> dict[str, Any]:
    answers = [{"question": one.question, "answer": option.label} for one, option in case.chosen]
    return {"labels": list(case.labels), "answers": answers, "complete": case.complete}


def _only(groups: Sequence[Sequence[str]]) -> str:
    told = [say("case.or").join(say("case.label", label=label) for label in group) for group in groups]
    return say("case.only", labels=say("case.and").join(told))


def _material(one: Needed) -> Material:
    row = one.row
    assert isinstance(row, Material)
    if one.always:
        return row
    note = "，".join(part for part in (row.note, _only(one.only)) if part)
    return row.model_copy(update={"note": note})


def _fee(one: Needed) -> Fee:
    row = one.row
    assert isinstance(row, Fee)
    return row if one.always else row.model_copy(update={"standard": f"{row.standard}（{_only(one.only)}）"})


def _rule(one: Needed) -> Rule:
    row = one.row
    assert isinstance(row, Rule)
    return row if one.always else row.model_copy(update={"text": f"{row.text}（{_only(one.only)}）"})
