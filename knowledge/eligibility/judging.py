"""比较：来客说的，合不合规则；表里看哪一行。只比，合不合最后由办理机关定。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from knowledge.cases.ages import OLDEST
from knowledge.cases.facts import Facts
from knowledge.cases.measures import Value
from knowledge.cases.quantities import Quantity
from knowledge.eligibility.kinds import ANY_FUND, FOR_WORKERS, IN_MONTHS, KINDS, month_number, name_of
from knowledge.eligibility.rules import Row, Rule, Test

Known = Mapping[str, tuple[Value, ...]]
"""事实的键 → 说了的值；空的是问过、说不知道的。"""

Mark = Literal["fits", "lacks", "over", "differs", "unknown", "unclear", "two", "spared"]
"""合；还差；超出；不是；没说；说的不够准；说了两个；同组已有一条合了，不用看。"""
_DAYS: Final = 30.44
_SLACK: Final = 2.0
AGAINST: Final = frozenset(("lacks", "over", "differs"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """一条规则比下来的：told 是用到的说过的事实，asks 是还缺的。"""

    rule: Rule
    mark: Mark
    told: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """一张表比下来的：row 是看的那一行；定不下来的 None，rows 是还可能的各行。"""

    rule: Rule
    row: Row | None
    rows: tuple[Row, ...]
    told: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """一个事项比下来的：逐条，和各张表。"""

    verdicts: tuple[Verdict, ...]
    tables: tuple[Found, ...]

    @property
    def against(self) -> tuple[Verdict, ...]:
        """说不通的：单独的一条，或同组各条都说不通的。"""
        open_groups = {one.rule.any_of for one in self.verdicts if one.rule.any_of and one.mark not in AGAINST}
        return tuple(
            one for one in self.verdicts if one.mark in AGAINST and one.rule.any_of not in open_groups - {None}
        )

    @property
    def missing(self) -> str | None:
        """条件里最先缺的一样；已经说不通了的不必再问。"""
        if self.against:
            return None
        return next((name for one in self.verdicts for name in one.asks), None)

    @property
    def missing_of_tables(self) -> str | None:
        """各张表里最先缺的一样。"""
        return next((name for one in self.tables for name in one.asks), None)


def known(facts: Facts, today: date) -> dict[str, tuple[Value, ...]]:
    """说过的事实，加上算得出来的：岁数和出生年月可以互相算。"""
    told = dict(facts.measures)
    if facts.age is not None and facts.age[1] < OLDEST:
        told["age"] = (Quantity(facts.age[0], facts.age[1], "周岁"),)
    now = today.year * 12 + today.month - 1
    if "born" in told and "age" not in told:
        born = [one for one in told["born"] if isinstance(one, Quantity)]
        told["age"] = tuple(Quantity((now - one.high - 1) // 12, (now - one.low) // 12, "周岁") for one in born)
    elif "age" in told and "born" not in told:
        ages = [one for one in told["age"] if isinstance(one, Quantity)]
        told["born"] = tuple(Quantity(now - (one.high + 1) * 12, now - one.low * 12, "年月") for one in ages)
    return told


def judge(rules: Sequence[Rule], told: Known) -> Judged:
    """逐条比。管不着的（`only` 说不通）不列。"""
    listed = [one for one in rules if _all(one.only, told) is not False]
    verdicts = [_verdict(one, told) for one in listed if one.needs is not None]
    return Judged(
        tuple(_spared(_narrowed(verdicts, told))), tuple(_found(one, told) for one in listed if one.rows is not None)
    )


def _verdict(rule: Rule, told: Known) -> Verdict:
    needs = rule.needs or []
    used = tuple(dict.fromkeys(name for test in needs if (name := _used(test, told))))
    held = _all(needs, told)
    if held:
        return Verdict(rule, "fits", used)
    asks = _asks([*rule.only, *(needs if held is None else ())], told)
    if held is False:
        failed = next(test for test in needs if holds(test, told) is False)
        return Verdict(rule, _against(failed), used, asks)
    return Verdict(rule, _open(needs, told), used, asks)


def _against(test: Test) -> Mark:
    if test.compare in ("at_least", "more_than"):
        return "lacks"
    return "differs" if test.compare == "is" else "over"


def _open(needs: Sequence[Test], told: Known) -> Mark:
    """定不下来的缘由。"""
    unsettled = [test for test in needs if holds(test, told) is None]
    if any(len(_values(test, told)) > 1 for test in unsettled):
        return "two"
    return "unclear" if any(_values(test, told) for test in unsettled) else "unknown"


def _narrowed(verdicts: Sequence[Verdict], told: Known) -> Iterator[Verdict]:
    """管不管得着还不知道的：同一样事实分开的几条（男的、女的）都说不通才算说不通，不然先问。"""
    rivals: dict[frozenset[str], list[Verdict]] = defaultdict(list)
    for one in verdicts:
        if _all(one.rule.only, told) is None:
            rivals[frozenset(name_of(test.fact, test.of) for test in one.rule.only)].append(one)
    for one in verdicts:
        if _all(one.rule.only, told) is None and one.mark in AGAINST:
            same = rivals[frozenset(name_of(test.fact, test.of) for test in one.rule.only)]
            settled = len(same) > 1 and all(other.mark in AGAINST for other in same)
            yield one if settled else replace(one, mark="unknown")
        else:
            yield one


def _spared(verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
    """同组有一条合了，别的不用看。"""
    listed = list(verdicts)
    met = {one.rule.any_of for one in listed if one.rule.any_of and one.mark == "fits"}
    for one in listed:
        done = one.rule.any_of in met and one.mark != "fits" and one.rule.any_of is not None
        yield replace(one, mark="spared", asks=()) if done else one


def _found(rule: Rule, told: Known) -> Found:
    rows = rule.rows or []
    used = tuple(dict.fromkeys(name for row in rows for test in row.needs if (name := _used(test, told))))
    possible = tuple(row for row in rows if _all(row.needs, told) is not False)
    whom = _all(rule.only, told)
    fitting = next((row for row in possible if _all(row.needs, told)), None)
    if fitting is not None and whom:
        return Found(rule, fitting, (fitting,), used)
    asks = _asks([*rule.only, *(test for row in possible for test in row.needs)], told)
    return Found(rule, None, possible, used, asks)


def _all(tests: Sequence[Test], told: Known) -> bool | None:
    """都合是真，有一个说不通是假，其余不知道。"""
    results = [holds(test, told) for test in tests]
    return False if False in results else None if None in results else True


def _asks(tests: Sequence[Test], told: Known) -> tuple[str, ...]:
    """缺的事实；问过、说不知道的不再问。"""
    open_tests = [test for test in tests if holds(test, told) is None]
    names = dict.fromkeys(name_of(test.fact, test.of) for test in open_tests)
    return tuple(name for name in names if told.get(name) != ())


def _used(test: Test, told: Known) -> str | None:
    """比的时候用的是哪一样说过的。"""
    name = name_of(test.fact, test.of)
    if told.get(name):
        return name
    other = name_of("paid", ANY_FUND)
    return other if test.fact == "paid" and test.of in FOR_WORKERS and told.get(other) else None


def _values(test: Test, told: Known) -> tuple[Value, ...]:
    used = _used(test, told)
    return told[used] if used else ()


def holds(test: Test, told: Known) -> bool | None:
    """这个比较合不合；没说、说得不够准、说了两个而结果不同的，None。"""
    results = {_compared(test, value) for value in _values(test, told)}
    return results.pop() if len(results) == 1 else None


def _compared(test: Test, value: Value) -> bool | None:
    if isinstance(value, str):
        return value == test.value
    wanted, low, high = _on_one_scale(test, value)
    if test.compare == "is":
        return True if low == high == wanted else (None if low <= wanted <= high else False)
    if test.compare in ("at_least", "less_than"):
        above = True if low >= wanted else False if high < wanted else None
        return above if test.compare == "at_least" or above is None else not above
    above = True if low > wanted else False if high <= wanted else None
    return above if test.compare == "more_than" or above is None else not above


def _on_one_scale(test: Test, value: Quantity) -> tuple[float, float, float]:
    """（要比的数，从，到）；月和日互换时，各按最少最多的天数。"""
    kind = KINDS[test.fact]
    if kind.shape == "order":
        return float(kind.values.index(str(test.value))), value.low, value.high
    if kind.shape == "month":
        return float(month_number(str(test.value))), value.low, value.high
    wanted = float(test.value)
    if kind.shape != "duration":
        return wanted, value.low, value.high
    if test.unit == "日":
        if value.unit == "日":
            return wanted, value.low, value.high
        return wanted, max(value.low * _DAYS - _SLACK, 0), value.high * _DAYS + _SLACK
    months = wanted * IN_MONTHS[str(test.unit)]
    if value.unit == "月":
        return months, value.low, value.high
    return months, max(value.low - _SLACK, 0) / _DAYS, (value.high + _SLACK) / _DAYS
