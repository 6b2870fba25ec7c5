"""规则有没有毛病：自相矛盾的范围，表里重叠的行，和事项自己写的数目对不上，许了愿。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from sqlalchemy import Engine

from knowledge.cases.ages import number as small_number
from knowledge.cases.quantities import durations
from knowledge.checking.facts import current_items
from knowledge.eligibility.kinds import IN_MONTHS, KINDS, month_number, name_of
from knowledge.eligibility.rules import Row, Rule, Test
from knowledge.model import Item
from knowledge.text import normalise

_PROMISE: Final = re.compile(r"可以领|一定|保证|肯定|必能|准能|包办")
_YEARS_OLD: Final = re.compile(r"(\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])周?岁")
_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)(万)?")
_CHINESE: Final = re.compile(r"[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]")
_WHOLE: Final = ("children", "babies", "disability", "injury", "homes", "age", "retiring")


def problems_of_rules(engine: Engine) -> Iterator[str]:
    """逐个事项看它的规则。"""
    for item in current_items(engine):
        yield from rule_faults(item)


def rule_faults(item: Item) -> Iterator[str]:
    """一个事项的规则要改的。"""
    for rule in item.rules or ():
        title = f"事项 {item.code}（{item.name}）的规则“{rule.id}”"
        for tests in ([*rule.only, *(rule.needs or ())], *(row.needs for row in rule.rows or ())):
            yield from (f"{title}的范围不可能：{fault}" for fault in _impossible(tests))
        yield from (f"{title}的两行“{one.text}”“{two.text}”重叠，请分开。" for one, two in _overlaps(rule.rows or ()))
        if _PROMISE.search(" ".join([rule.text, *(f"{row.text} {row.gives}" for row in rule.rows or ())])):
            yield f"{title}的话像在许诺；请只写规定，能不能办由办理机关定。"
        yield from (f"{title}{fault}" for fault in _unfounded(item, rule))


def _unfounded(item: Item, rule: Rule) -> Iterator[str]:
    """数目要在事项的条件里，或规则引的那一句里；条件里写着同一种数目的，也要有这个数。"""
    own = " ".join([rule.text, *(f"{row.text} {row.gives}" for row in rule.rows or ())])
    for test in rule.tests:
        wanted = _figure(test)
        if wanted is None:
            continue
        if wanted not in _figures(own, test):
            yield f"要 {test.value}{test.unit or ''}，它的那一句里没有这个数；请核对。"
    stated = _ages(item.conditions or "")
    tested = {float(test.value) for test in rule.tests if test.fact == "age" and not isinstance(test.value, str)}
    if tested and stated and rule.needs is not None and not tested & stated:
        yield f"的岁数（{_listed(tested)}）和办理条件里写的（{_listed(stated)}）没有一个相同；请核对。"


def _listed(ages: set[float]) -> str:
    return "、".join(f"{age:g}" for age in sorted(ages))


def _figure(test: Test) -> float | None:
    """要找的数：时长换成月（日的换成日），别的就是那个数；不是数的 None。"""
    if isinstance(test.value, str):
        return float(month_number(test.value)) if KINDS[test.fact].shape == "month" else None
    months = IN_MONTHS.get(str(test.unit)) if KINDS[test.fact].shape == "duration" else None
    return float(test.value) * (months or 1)


def _figures(text: str, test: Test) -> set[float]:
    """这段话里同一种单位的数。"""
    clean = normalise(text)
    if KINDS[test.fact].shape == "duration":
        unit = "日" if test.unit == "日" else "月"
        return {low for low, told in _plain_durations(clean) if told == unit}
    if test.fact == "age":
        return _ages(clean)
    numbers = {float(match[1]) * (10_000 if match[2] else 1) for match in _NUMBER.finditer(clean)}
    chinese = {float(small_number(match[0])) for match in _CHINESE.finditer(clean)}
    named = {1.0} if test.fact == "children" else {2.0} if test.fact == "babies" and "多胞胎" in clean else set()
    return numbers | chinese | named


def _plain_durations(text: str) -> Iterator[tuple[float, str]]:
    """去掉“未满”“以上”之后的时长：只要那个数和单位。"""
    bare = re.sub(r"未满|不满|不足|不到|超过|以上|以内|以下", " ", text)
    yield from ((round(one.low, 2), one.unit) for one, _ in durations(bare))


def _ages(text: str) -> set[float]:
    """写着的岁数。“二十六周岁至四十五周岁”两个都算；“未满X”“满X”只看 X。"""
    return {float(small_number(match[1])) for match in _YEARS_OLD.finditer(normalise(text))}


def _impossible(tests: Sequence[Test]) -> Iterator[str]:
    """下限高过上限，或者超出了这种事实可能的数。"""
    for name in dict.fromkeys(name_of(test.fact, test.of) for test in tests):
        same = [test for test in tests if name_of(test.fact, test.of) == name]
        low, high = _bounds(same)
        if low > high:
            yield f"{name} 又要不低于 {low:g}，又要不高于 {high:g}。"
        if low > KINDS[same[0].fact].most:
            yield f"{name} 要不低于 {low:g}，不会有这样的。"
        if len({test.value for test in same if test.compare == "is"}) > 1:
            yield f"{name} 不能同时是两个值。"


def _bounds(tests: Sequence[Test]) -> tuple[float, float]:
    """这几个比较合起来的从多少到多少；时长都换成日。"""
    low, high = float("-inf"), float("inf")
    for test in tests:
        value = _scaled(test)
        if value is None:
            continue
        step = 1.0 if test.fact in _WHOLE else 0.01
        if test.compare in ("at_least", "more_than", "is"):
            low = max(low, value + (step if test.compare == "more_than" else 0))
        if test.compare in ("at_most", "less_than", "is"):
            high = min(high, value - (step if test.compare == "less_than" else 0))
    return low, high


def _scaled(test: Test) -> float | None:
    kind = KINDS[test.fact]
    if kind.shape == "order":
        return float(kind.values.index(str(test.value)))
    if isinstance(test.value, str):
        return float(month_number(test.value)) if kind.shape == "month" else None
    if kind.shape == "duration" and test.unit == "日":
        return float(test.value) / 30.44
    return float(test.value) * IN_MONTHS.get(str(test.unit), 1) if kind.shape == "duration" else float(test.value)


def _overlaps(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """两行都合得上的同一种人；只看两行都说到的事实。"""
    for one, two in combinations(rows, 2):
        names = {name_of(test.fact, test.of) for test in one.needs} & {
            name_of(test.fact, test.of) for test in two.needs
        }
        if not any(
            _apart([test for row in (one, two) for test in row.needs if name_of(test.fact, test.of) == name])
            for name in names
        ):
            yield one, two


def _apart(tests: Sequence[Test]) -> bool:
    """这些比较不能同时合。"""
    return any(True for _ in _impossible(tests))
