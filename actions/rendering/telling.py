"""说过的事实怎么说回去；缺的怎么问；给哪几个按钮。按钮按规则里的界线分段，不另立数目。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from actions.turn import Choice
from knowledge.cases.measures import Value
from knowledge.cases.quantities import A_BIT, Quantity, endless
from knowledge.eligibility.judging import Known
from knowledge.eligibility.kinds import IN_MONTHS, KINDS, name_of, split_name
from knowledge.eligibility.rules import Rule, Test
from knowledge.taxonomy.acts import make_payload
from knowledge.words import say

FACT: Final = "fact."
"""按钮载荷里 question 以此开头的，答的是事实。"""
_MOST_BUTTONS: Final = 5
_DECADE, _YEAR = 9, 11
_NEARLY: Final = 0.75
_LEVELS: Final = "学历"
"""学历是一级一级的，没有“多一点”。"""


def told(name: str, values: Sequence[Value]) -> str:
    """“失业保险交了14个月”；说了两个的都写。"""
    fact, of = split_name(name)
    spoken = say("eligibility.or").join(spoken_value(name, value) for value in values)
    return say(f"eligibility.told.{fact}", of=of or "", value=spoken)


def spoken_value(name: str, value: Value) -> str:
    """一个值的说法。"""
    if isinstance(value, str):
        return say(f"eligibility.value.{value}")
    fact, _ = split_name(name)
    if KINDS[fact].shape == "order":
        levels = KINDS[fact].values[int(value.low) : int(value.high) + 1]
        return say("eligibility.or").join(say(f"eligibility.value.{level}") for level in levels)
    if KINDS[fact].shape == "month":
        return _spoken_range(_year_month(value.low), _year_month(value.high))
    return _spoken_length(value) if KINDS[fact].shape == "duration" else _spoken_number(value)


def _spoken_number(value: Quantity) -> str:
    unit = {"周岁": say("eligibility.years_old")}.get(value.unit, value.unit)
    if value.low < value.high < endless(value.unit) and not _just(value.low) and not _short(value.high) and value.low:
        return f"{_spoken_range(f'{value.low:.15g}', f'{value.high:.15g}')}{unit}"
    return _spoken_span(value, lambda number: f"{number:.15g}{unit}", more=0.0)


def _spoken_length(value: Quantity) -> str:
    return _spoken_span(value, lambda length: _length(length, value.unit), more=12.0)


def _spoken_span(value: Quantity, shown: Callable[[float], str], more: float) -> str:
    """“48岁”“5年以上”“不到1年”“快3年”“2年多”；shown 写一个数，相差不过 more 的才说“多”。"""
    if value.low == value.high:
        return shown(value.low)
    low, high = (float(floor(value.low)) if _just(value.low) else value.low), value.high
    low_word = "over" if _just(value.low) else "from"
    if high >= endless(value.unit):
        return say(f"eligibility.{low_word}", value=shown(low))
    if _short(high):
        top = shown(float(ceil(high)))
        if low == 0:
            return say("eligibility.under", value=top)
        if _just(value.low) and ceil(high) - low <= more:
            return say("eligibility.and_more", value=shown(low))
        if _just(value.low) or low < high * _NEARLY:
            return f"{say(f'eligibility.{low_word}', value=shown(low))}、{say('eligibility.under', value=top)}"
        return say("eligibility.nearly", value=top)
    if low == 0:
        return say("eligibility.up_to", value=shown(high))
    if _just(value.low):
        return f"{say('eligibility.over', value=shown(low))}、{say('eligibility.up_to', value=shown(high))}"
    return _spoken_range(shown(low), shown(high))


def _just(low: float) -> bool:
    """比整数只多一点：超过。"""
    return round(low % 1, 2) == A_BIT


def _short(high: float) -> bool:
    """比整数只少一点：不到。"""
    return high % 1 > 0.98


def _length(value: float, unit: str) -> str:
    if unit == "日":
        return say("eligibility.days", count=f"{value:.3g}")
    years, months = divmod(value, 12)
    if years and (months == 0 or value > 24):
        rest = say("eligibility.months", count=f"{months:.3g}") if months else ""
        return say("eligibility.years", count=f"{years:.3g}") + rest
    return say("eligibility.months", count=f"{value:.3g}")


def _year_month(value: float) -> str:
    return say("eligibility.year_month", year=int(value) // 12, month=int(value) % 12 + 1)


def _spoken_range(low: str, high: str) -> str:
    return low if low == high else say("eligibility.range", low=low, high=high)


def question(name: str, rules: Sequence[Rule]) -> str:
    """缺的这一样怎么问：规则自己写了的，照它的。"""
    own = next((one.ask for one in rules if one.ask and name in named(one)), None)
    if own is not None:
        return own
    fact, of = split_name(name)
    return say(f"eligibility.ask.{fact}", of=of or "")


def buttons(code: str, name: str, rules: Sequence[Rule]) -> tuple[Choice, ...]:
    """几样之一的，一样一个；有界线的，一段一个；段太多的不给，请他直接说。"""
    fact, of = split_name(name)
    kind = KINDS[fact]
    if kind.shape == "choice":
        return tuple(Choice(spoken_value(name, value), _payload(code, name, value)) for value in kind.values)
    tests = [test for rule in rules for test in rule.tests if (test.fact, test.of) == (fact, of)]
    cuts = sorted({_cut(test) for test in tests if test.compare != "is"})
    if not cuts or len(cuts) >= _MOST_BUTTONS or kind.shape == "month":
        return ()
    return tuple(Choice(one.label(), _payload(code, name, one.option)) for one in _pieces(cuts))


def _payload(code: str, name: str, option: str) -> str:
    return make_payload("choose", item=code, question=f"{FACT}{name}", option=option)


def read_option(name: str, option: str) -> Value | None:
    """按钮上的一段 → 值；读不懂的 None。"""
    fact, _ = split_name(name)
    if KINDS[fact].shape == "choice":
        return option if option in KINDS[fact].values else None
    low, _, rest = option.partition("~")
    high, _, unit = rest.partition("~")
    try:
        return Quantity(float(low), float(high), unit)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, order=True)
class _Cut:
    """一条界线：at 是多少（时长换成月或日），after 是界线上的那个数归前一段。"""

    at: float
    after: bool
    shown: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Piece:
    low: _Cut | None
    high: _Cut | None

    @property
    def option(self) -> str:
        """载荷里的写法：从~到~单位。"""
        held = self.low or self.high
        assert held is not None
        step = 1.0 if held.unit == _LEVELS else A_BIT
        low = 0.0 if self.low is None else self.low.at + (step if self.low.after else 0)
        high = endless(held.unit) if self.high is None else self.high.at - (0 if self.high.after else step)
        return f"{low:.15g}~{high:.15g}~{held.unit}"

    def label(self) -> str:
        """按钮上的字。"""
        parts = []
        if self.low is not None:
            parts.append(say("eligibility.over" if self.low.after else "eligibility.from", value=self.low.shown))
        if self.high is not None:
            parts.append(say("eligibility.up_to" if self.high.after else "eligibility.under", value=self.high.shown))
        return "、".join(parts)


def _pieces(cuts: Sequence[_Cut]) -> Iterator[_Piece]:
    for low, high in zip([None, *cuts], [*cuts, None], strict=True):
        yield _Piece(low, high)


def _cut(test: Test) -> _Cut:
    kind = KINDS[test.fact]
    after = test.compare in ("at_most", "more_than")
    if kind.shape == "order":
        shown = say(f"eligibility.value.{test.value}")
        return _Cut(float(kind.values.index(str(test.value))), after, shown, _LEVELS)
    value = float(test.value)
    shown = f"{value:.15g}{test.unit}"
    if kind.shape != "duration":
        return _Cut(value, after, shown, str(test.unit))
    months = IN_MONTHS.get(str(test.unit))
    return _Cut(value * months, after, shown, "月") if months else _Cut(value, after, shown, "日")


def all_told(names: Sequence[str], known: Known) -> str:
    """几样说过的连在一起；不是说出来、只是推知的大范围（未成年、上小学）不学舌。"""
    return "、".join(told(name, known[name]) for name in names if not _is_loose(name, known[name]))


def _is_loose(name: str, values: Sequence[Value]) -> bool:
    return name in ("age", "born") and any(
        isinstance(one, Quantity) and one.high - one.low > (_DECADE if name == "age" else _YEAR) for one in values
    )


def named(rule: Rule) -> set[str]:
    """一条规则用到的各样事实的键。"""
    return {name_of(test.fact, test.of) for test in rule.tests}
