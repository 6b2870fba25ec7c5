"""与情形有关的事实：给谁办、几岁、谁去办、户口在不在这里、丢了还是坏了。说法在 phrases.yaml，只认写在那里的。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from knowledge.cases.ages import Span, label_age, said_age
from knowledge.cases.measures import Measures, measures
from knowledge.cases.quantities import Quantity
from knowledge.text import normalise

_FILE: Final = Path(__file__).with_name("phrases.yaml")
_NOT_BEFORE: Final = re.compile(r"(?:没有?|不是|并非|不算|未|别)$")
_QUESTION: Final = re.compile(r"吗|么[?？]?$|能不能|可不可以|可否|能否|要不要|用不用|是不是|必须|还是|谁")
_HELPERS: Final = re.compile(
    r"(?:让|叫|请|托)(?:我|我的)?(?:老公|老婆|爱人|媳妇|爸妈?|妈妈?|父母|父亲|母亲|儿子|女儿|孩子)"
)
"""请来帮忙的人，不是给他办。"""
_AGE: Final = "age"
_MEASURES: Final = "measures"
_OF_FAMILY: Final = frozenset(("since.出生", "children", "babies", "delivery", "pregnant"))
"""说孩子的时候说到的这些，是一家人的事：先前说的缴费、离职还算数。"""


@dataclass(frozen=True, slots=True)
class Facts:
    """听到的事实：哪一类 → 说了的值（多于一个就是没说定）；age 是周岁的范围。

    measures 是资格和金额要用的，见 knowledge.cases.measures。
    """

    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    age: Span | None = None
    measures: Measures = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.values) or self.age is not None or bool(self.measures)

    def lasting(self) -> Facts:
        """说的是人、换了事项也还算数的那些；没说定的不算。"""
        kept = {name: told for name, told in self.values.items() if _kinds()[name].lasting and len(told) == 1}
        return Facts(kept, self.age, self.measures)

    def updated(self, later: Facts) -> Facts:
        """后说的盖过先说的；换了人，先前那个人的都不算了。"""
        base = self
        if self.is_of_another(later):
            base = Facts(measures=self.measures) if _OF_FAMILY & set(later.measures) else Facts()
        known = base.age if _within(base.age, later.age) else later.age or base.age
        return Facts({**base.values, **later.values}, known, {**base.measures, **later.measures})

    def is_of_another(self, later: Facts) -> bool:
        """后说的是不是换了一个人。"""
        old, new = self.values.get("whom"), later.values.get("whom")
        return new is not None and new != old and bool(old or new != _SELF)

    def without(self, *names: str) -> Facts:
        """去掉这几类。"""
        kept = {name: told for name, told in self.values.items() if name not in names}
        return Facts(kept, self.age, self.measures)

    def as_json(self) -> dict[str, Any]:
        """存进槽位的样子。"""
        told: dict[str, Any] = {name: sorted(values) for name, values in self.values.items()}
        return (
            told
            | ({_AGE: list(self.age)} if self.age else {})
            | ({_MEASURES: self._written()} if self.measures else {})
        )

    def _written(self) -> dict[str, list[Any]]:
        return {
            name: [one if isinstance(one, str) else [one.low, one.high, one.unit] for one in values]
            for name, values in self.measures.items()
        }


_SELF: Final = frozenset(("self",))


@dataclass(frozen=True, slots=True)
class _Value:
    said: re.Pattern[str]
    label: re.Pattern[str]
    age: Span | None


@dataclass(frozen=True, slots=True)
class _Kind:
    """一类事实。asked：问句合它，选项才照这一类看；questions：问句里说到的也算。"""

    lasting: bool
    asked: re.Pattern[str] | None
    questions: bool
    values: Mapping[str, _Value]


def from_json(kept: Mapping[str, Any] | None) -> Facts:
    """读槽位；不认识的丢掉。"""
    given = kept or {}
    values = {name: frozenset(map(str, given[name])) for name in _kinds() if given.get(name)}
    age = given.get(_AGE)
    kept_measures = {
        name: tuple(one if isinstance(one, str) else Quantity(*one) for one in told)
        for name, told in (given.get(_MEASURES) or {}).items()
    }
    return Facts(values, (int(age[0]), int(age[1])) if age else None, kept_measures)


def heard(said: str) -> tuple[Facts, str]:
    """从一句话里听出的事实，和拿掉这些说法之后剩下的字。"""
    text = rest = normalise(said)
    values: dict[str, frozenset[str]] = {}
    for name, kind in _kinds().items():
        if not kind.questions and _QUESTION.search(text):
            continue
        within = _HELPERS.sub(lambda found: " " * len(found[0]), text) if name == "whom" else text
        spans = {value: list(_spans(within, one.said)) for value, one in kind.values.items()}
        if told := frozenset(value for value, found in spans.items() if found):
            values[name] = told
        for start, end in (span for found in spans.values() for span in found):
            rest = rest[:start] + " " * (end - start) + rest[end:]
    aged = said_age(text, of_self=values.get("whom", _SELF) == _SELF)
    if aged:
        rest = rest[: aged[1][0]] + " " * (aged[1][1] - aged[1][0]) + rest[aged[1][1] :]
    told_measures, taken = measures(text)
    for start, end in taken:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return Facts(values, aged[0] if aged else _implied_age(values), told_measures), rest


def labelled(question: str, label: str) -> Facts:
    """一个选项说的是什么。"""
    asked, text = normalise(question), normalise(label)
    values = {
        name: told
        for name, kind in _kinds().items()
        if (kind.asked is None or kind.asked.search(asked))
        and (told := frozenset(value for value, one in kind.values.items() if any(_spans(text, one.label))))
    }
    return Facts(values, label_age(text) or _implied_age(values), _named(text))


def _named(text: str) -> dict[str, tuple[str, ...]]:
    """选项上写的“几样之一”（顺产、自己辞职）；选项上的数是范围，不是事实，不算。"""
    told = {name: tuple(one for one in values if isinstance(one, str)) for name, values in measures(text)[0].items()}
    return {name: values for name, values in told.items() if values}


def _within(inner: Span | None, outer: Span | None) -> bool:
    return inner is not None and outer is not None and outer[0] <= inner[0] and inner[1] <= outer[1]


def _spans(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """各处说法的字位；前面紧挨着“没”“不是”的不算。"""
    for match in pattern.finditer(text):
        if not _NOT_BEFORE.search(text[: match.start()]):
            yield match.span()


def _implied_age(values: Mapping[str, frozenset[str]]) -> Span | None:
    """说定了是谁、什么身份，就知道的年龄范围。"""
    for name, told in values.items():
        if len(told) == 1 and (age := _kinds()[name].values[next(iter(told))].age):
            return age
    return None


@cache
def _kinds() -> dict[str, _Kind]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: _kind(row) for name, row in rows.items()}


def _kind(row: Mapping[str, Any]) -> _Kind:
    asked = re.compile(row["asked"]) if "asked" in row else None
    values = {str(name): _value(one) for name, one in row["values"].items()}
    return _Kind(bool(row["lasting"]), asked, bool(row.get("questions", True)), values)


def _value(row: Mapping[str, Any]) -> _Value:
    age = row.get("age")
    return _Value(re.compile(row["said"]), re.compile(row.get("label", row["said"])), (age[0], age[1]) if age else None)
