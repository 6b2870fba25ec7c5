"""资格和金额要用的事实：缴了多久、离某件事多久、性别、学历……。说法在 measures.yaml，只认写在那里的。

听到的是“事实的键 → 说了的值”；值是 Quantity 或“男”“女”这样的字，同一种说了两个不同的值就是两个。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from knowledge.cases.quantities import NUMBER, Quantity, bounded, durations, number
from knowledge.eligibility.kinds import ANY_FUND, FUNDS, KINDS, name_of

Value = Quantity | str
Measures = Mapping[str, tuple[Value, ...]]
Span = tuple[int, int]

_FILE: Final = Path(__file__).with_name("measures.yaml")
_FIRST: Final = 0xE000
_MARKS: Final = "[\ue000-\uefff]"
_JUST: Final = Quantity(0, 0.99, "月")
_SCHOOL: Final = KINDS["schooling"].values
_MONTH_DAYS: Final = 30
_PREFIX: Final = 4
_UNITS: Final = {"children": "个", "babies": "个", "disability": "级", "injury": "级", "area": "平方米", "homes": "套"}
_NEARLY: Final = re.compile(r"(?:快|将近|不到|差不多)(?:交|缴|住)")
_YEAR: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d|[3-9]\d)年?(?:的|(?:(\d{1,2})月份?)?(?:\d{1,2}[日号])?)(?:出生|生的?|生人)|"
    r"(?<!\d)((?:19|20)\d\d|[4-9]\d)年(?:(\d{1,2})月)?的(?=$|[,，。;；?？])"
)
_RETIRING: Final = re.compile(r"(20\d\d)年[^,，。;；?？]{0,5}退休")


def measures(text: str) -> tuple[dict[str, tuple[Value, ...]], list[Span]]:
    """一句话里听到的事实，和这些说法的字位；text 须已归一。"""
    hearing = _Hearing(text)
    hearing.run()
    return {name: tuple(values) for name, values in hearing.found.items()}, hearing.spans


class _Hearing:
    """听一句话：时长先换成一个记号，说法里的 D 就是它。"""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[str, list[Value]] = {}
        self.spans: list[Span] = []
        self._held = list(durations(text))
        self._taken: set[int] = set()
        self.marked, self._places = _marked(text, [span for _, span in self._held])

    def run(self) -> None:
        """按单子逐样听。"""
        words = _words()
        for pattern in words["paid"]:
            self._lasting(pattern, None)
        for name in ("served", "pregnant", "lived"):
            for pattern in words[name]:
                self._lasting(pattern, name)
        for name, patterns in words["since"].items():
            for pattern in patterns:
                self._lasting(pattern, name)
        for name, pattern in words["just"].items():
            self._plain(pattern, name, _JUST, unless=name in self.found)
        self._plain(words["month"], "since.出生", Quantity(1, 1.99, "月"), unless="since.出生" in self.found)
        self._plain(words["never"], None, Quantity(0, 0, "月"))
        for name, pattern, value in words["fixed"]:
            self._plain(pattern, name, value, unless=isinstance(value, Quantity) and name in self.found)
        self._numbers(words)

    def _numbers(self, words: Mapping[str, Any]) -> None:
        for name, patterns in words["counts"].items():
            for match in (match for pattern in patterns for match in pattern.finditer(self.text)):
                self._add(name, Quantity(number(match[1]), number(match[1]), _UNITS[name]), match.span())
        for match in words["income"].finditer(self.text):
            yuan = number(match[1]) * (10_000 if match[2] else 1)
            self._add("income", Quantity(yuan, yuan, "元"), match.span())
        for match in _YEAR.finditer(self.text):
            self._add("born", _born(match[1] or match[3], match[2] or match[4]), match.span())
        for match in _RETIRING.finditer(self.text):
            self._add("retiring", Quantity(float(match[1]), float(match[1]), "年"), match.span())
        for pattern, low, high in words["schooled"]:
            for match in pattern.finditer(self.text):
                self._add("schooling", Quantity(low, high, "学历"), match.span())

    def _lasting(self, pattern: re.Pattern[str], name: str | None) -> None:
        """说法里的那段时间；name 是 None 的是缴费，看缴的哪一种。"""
        for match in pattern.finditer(self.marked):
            place = next(at for at in range(match.start(), match.end()) if self.marked[at] >= chr(_FIRST))
            which = ord(self.marked[place]) - _FIRST
            if which in self._taken or self._is_not_told(place):
                continue
            self._taken.add(which)
            said = self.marked[match.start() : place][-_PREFIX:]  # “快交满一年”：快字隔着一个“交”
            value = self._held[which][0]
            value = bounded(value, said, "") if _NEARLY.search(said) else value
            self._add(name or self._fund(match[0]), value, self._span(match))

    def _plain(self, pattern: re.Pattern[str], name: str | None, value: Value, unless: bool = False) -> None:
        for match in pattern.finditer(self.marked):
            if not unless:
                self._add(name or self._fund(match[0]), value, self._span(match))

    def _add(self, name: str, value: Value, span: Span) -> None:
        values = self.found.setdefault(name, [])
        if value not in values and _is_likely(name, value):
            values.append(value)
        if not values:
            del self.found[name]
        self.spans.append(span)

    def _is_not_told(self, place: int) -> bool:
        before, after = _words()["not_told"]
        said = self._held[ord(self.marked[place]) - _FIRST][1]
        return bool(before.search(self.text[: said[0]])) or bool(after.search(self.text[said[1] :]))

    def _fund(self, said: str) -> str:
        """这段话里的那一种；没有的，整句里只有一种就是它。"""
        for within in (said, self.marked):
            named = [fund for fund in FUNDS if _words()["funds"][fund].search(within)]
            named = [fund for fund in named if not (fund == "养老保险" and "居民养老保险" in named)]
            if len(named) == 1:
                return name_of("paid", named[0])
        return name_of("paid", ANY_FUND)

    def _span(self, match: re.Match[str]) -> Span:
        return self._places[match.start()][0], self._places[match.end() - 1][1]


def _marked(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """时长换成记号的话，和每个字在原话里的字位。"""
    marked, places, at = "", [], 0
    for which, (start, end) in enumerate(spans):
        marked += text[at:start] + chr(_FIRST + which)
        places += [*((one, one + 1) for one in range(at, start)), (start, end)]
        at = end
    return marked + text[at:], [*places, *((one, one + 1) for one in range(at, len(text)))]


def _is_likely(name: str, value: Value) -> bool:
    if isinstance(value, str):
        return True
    low = value.low / _MONTH_DAYS if value.unit == "日" else value.low
    return low <= KINDS[name.partition(".")[0]].most


def _born(year: str, month: str | None) -> Quantity:
    """出生年月；只说了年的，是那一年的哪个月都可能。"""
    whole = int(year) if len(year) == 4 else 1900 + int(year)
    if month and 1 <= int(month) <= 12:
        return Quantity(whole * 12 + int(month) - 1, whole * 12 + int(month) - 1, "年月")
    return Quantity(whole * 12, whole * 12 + 11, "年月")


@cache
def _words() -> dict[str, Any]:
    """measures.yaml 编成的正则。"""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    fund = "(?:" + "|".join(rows["funds"].values()) + ")"
    events = rows["events"]
    return {
        "not_told": (re.compile(rows["not_told"]["before"]), re.compile(rows["not_told"]["after"])),
        "funds": {name: re.compile(pattern) for name, pattern in rows["funds"].items()},
        "paid": [_compiled(pattern, F=fund) for pattern in rows["paid"]],
        "never": _compiled(rows["never_paid"], F=fund),
        **{name: [_compiled(pattern) for pattern in rows[name]] for name in ("served", "pregnant", "lived")},
        "since": {f"since.{name}": [_compiled(one, E=cue) for one in rows["since"]] for name, cue in events.items()}
        | {"since.出生": [_compiled(one, E=events["出生"]) for one in (*rows["since"], rows["born_size"])]},
        "just": {f"since.{name}": _compiled(rows["just"], E=cue) for name, cue in events.items()},
        "month": re.compile(rows["a_full_month"]),
        "fixed": list(_fixed(rows)),
        "counts": {name: [_compiled(one, N=NUMBER) for one in some] for name, some in rows["counts"].items()},
        "income": _compiled(rows["income"], N=NUMBER),
        "schooled": list(_schooled(rows)),
    }


def _fixed(rows: Mapping[str, Any]) -> Iterator[tuple[str, re.Pattern[str], Value]]:
    for name, pairs in rows["fixed"].items():
        yield from ((name, _compiled(one), Quantity(value, value, _UNITS[name])) for value, one in pairs)
    for name, values in rows["choices"].items():
        yield from ((name, _compiled(one), value) for value, one in values.items())


def _schooled(rows: Mapping[str, Any]) -> Iterator[tuple[re.Pattern[str], int, int]]:
    """“大学”没有说是专科还是本科，两样都可能。"""
    for level, words in rows["schooling"].items():
        low, high = (3, 4) if level == "大学" else (_SCHOOL.index(level), _SCHOOL.index(level))
        yield from ((_compiled(one, L=words), low, high) for one in rows["schooled"])


def _compiled(pattern: str, **letters: str) -> re.Pattern[str]:
    """把 D、N、F、E、L 换成它们代表的；括号里的字类（[^D…]）也换。"""
    for letter, meant in letters.items():
        pattern = pattern.replace(letter, f"(?:{meant})")
    inside = re.sub(r"(\[[^\]]*)D", r"\1\\ue000-\\uefff", pattern)
    return re.compile(inside.replace("D", _MARKS))
