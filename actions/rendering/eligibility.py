"""条件逐条比、金额看哪一行，写成文字。只说照规定够不够，从不说能领能办；末尾总说以谁审核为准。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from actions.rendering import telling
from actions.rendering.sections import law
from actions.turn import Choice
from knowledge.eligibility.judging import Found, Judged, Known, Verdict, judge
from knowledge.eligibility.rules import Rule
from knowledge.model import Item, Source
from knowledge.words import say

_AFTER_NAME: Final = re.compile(r"[；;，,：（(]")
TABLED: Final = ("amount", "validity")
"""有表的方面。"""


@dataclass(frozen=True, slots=True)
class Compared:
    """一段写好的：各行、放进 data 的、问的是哪一样（没有问的 None）、按钮、用到的来源。"""

    lines: list[str]
    data: list[dict[str, Any]]
    asks: str | None
    choices: tuple[Choice, ...]
    sources: tuple[Source, ...]


def compared_conditions(item: Item, plain: Sequence[str], known: Known, *, ask: bool) -> Compared:
    """条件这一面：规则逐条比，其余的条件照列。"""
    judged = judge(item.rules or (), known)
    missing = judged.missing if ask else None
    lines = [*_verdict_lines(judged, known), *_rest(item, plain), *_deciding(judged)]
    asked, choices = _asked(item, missing)
    lines += [*asked, say("eligibility.decides", authority=_authority(item))]
    data = [
        {"id": one.rule.id, "text": one.rule.text, "mark": one.mark, "missing": list(one.asks)}
        for one in judged.verdicts
    ]
    return Compared(lines, data, missing, choices, _sources(one.rule for one in judged.verdicts))


def compared_tables(item: Item, aspect: str, known: Known, *, ask: bool) -> Compared:
    """金额、有效期这一面：每张表看哪一行；定不下来的，还可能的各行都列。"""
    judged = judge([one for one in item.rules or () if one.about == aspect], known)
    missing = judged.missing_of_tables if ask else None
    lines = [line for one in judged.tables for line in _table(one, known)]
    asked, choices = _asked(item, missing)
    lines += [*asked, say("eligibility.settled_by", authority=_authority(item))]
    data: list[dict[str, Any]] = [
        {"id": one.rule.id, "title": one.rule.text, "gives": one.row.gives if one.row else None}
        for one in judged.tables
    ]
    return Compared(lines, data, missing, choices, _sources(one.rule for one in judged.tables))


def has_conditions(item: Item) -> bool:
    """有没有比得了的条件。"""
    return any(one.needs is not None for one in item.rules or ())


def has_tables(item: Item, aspect: str) -> bool:
    """这一面有没有表。"""
    return any(one.rows is not None and one.about == aspect for one in item.rules or ())


def _verdict_lines(judged: Judged, known: Known) -> Iterator[str]:
    shown: set[str] = set()
    for one in judged.verdicts:
        group = one.rule.any_of
        if group and group not in shown and sum(other.rule.any_of == group for other in judged.verdicts) > 1:
            shown.add(group)
            yield say("eligibility.any_of")
        yield _verdict_line(one, known)


def _verdict_line(one: Verdict, known: Known) -> str:
    told = telling.all_told(one.told, known)
    said = say("eligibility.you_said", told=told) if told else ""
    return say(f"eligibility.mark.{one.mark}", text=one.rule.text, told=said, law=law(one.rule.basis))


def _rest(item: Item, plain: Sequence[str]) -> Iterator[str]:
    """没有数目可比的条件；与规则一字不差的不再列。"""
    texts = {_bare(one.text) for one in item.rules or ()}
    rest = [line for line in plain if _bare(line) not in texts]
    if rest:
        yield say("eligibility.rest")
        yield from (say("checklist.line", text=line, told="") for line in rest)


def _bare(text: str) -> str:
    return text.strip().rstrip("。；;.")


def _deciding(judged: Judged) -> Iterator[str]:
    """哪一条定了结果，或者都够了。"""
    against = {one.rule.any_of or one.rule.id: one for one in judged.against}  # 同组的说一条就够
    for one in against.values():
        key = f"eligibility.against.{one.mark}"
        yield say(key, text=_bare(one.rule.text), law=law(one.rule.basis), source=_cited(one.rule))
    marks = {one.mark for one in judged.verdicts}
    if marks and marks <= {"fits", "spared"}:
        fitting = [one for one in judged.verdicts if one.mark == "fits"]
        last = fitting[-1].rule
        yield say("eligibility.enough", text=_bare(last.text), law=law(last.basis), source=_cited(last))


def _cited(rule: Rule) -> str:
    """规则自己的来源是哪天核对的；没有写的，就是末尾的来源。"""
    return say("eligibility.source", checked_on=rule.source.checked_on.isoformat()) if rule.source else ""


def _table(one: Found, known: Known) -> Iterator[str]:
    title, basis = _bare(one.rule.text), law(one.rule.basis)
    if one.row is not None:
        told = telling.all_told(one.told, known)
        said = say("eligibility.as_you_said", told=told) if told else ""
        yield say("eligibility.row", title=title, told=said, text=one.row.text, gives=one.row.gives, law=basis)
        return
    yield say("eligibility.rows", title=title, law=basis)
    yield from (say("eligibility.one_row", text=row.text, gives=row.gives) for row in one.rows or one.rule.rows or ())


def _asked(item: Item, missing: str | None) -> tuple[list[str], tuple[Choice, ...]]:
    if missing is None:
        return [], ()
    rules = item.rules or ()
    question = say("eligibility.question", question=telling.question(missing, rules))
    return [question], telling.buttons(item.code, missing, rules)


def _authority(item: Item) -> str:
    """办理机关的名字，不要后面的说明。"""
    return _AFTER_NAME.split(item.authority)[0] if item.authority else say("eligibility.office")


def _sources(rules: Iterator[Rule]) -> tuple[Source, ...]:
    found = {(one.source.name, one.source.url): one.source for one in rules if one.source is not None}
    return tuple(found.values())
