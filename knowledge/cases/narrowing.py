"""收窄：已经答了哪些，还要问哪一句，这种情形要哪些材料、费用，要知道什么。

答案是“问题 id → 选项 id”，或 UNKNOWN（不知道，各种情形都给）。一个问题还没有答，它的各个选项就都可能。
材料写了几个问题的选项时，问题之间是“并且”，同一问题之内是“或者”；写的是问题的 id，等于写了它的全部选项。
各步都按问题数乘选项数走，不枚举路径，情形再多也不会慢。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from knowledge.model import Fee, Item, Material, Option, Rule, Scenario

UNKNOWN: Final = "unknown"
"""不知道：各种情形都给。选项的 id 不许叫这个。"""

Answers = Mapping[str, str]
Row = Material | Fee | Rule
Part = Literal["materials", "fees", "notes", "others", "rules"]
EVERY_PART: Final[frozenset[Part]] = frozenset(("materials", "fees", "notes", "others", "rules"))
"""答案会不会变，看这几样：材料、费用、要知道的事、是不是该办另一件、规则。"""


@dataclass(frozen=True, slots=True)
class Needed:
    """一份材料、一项收费或一条规则。always：这种情形一定要；不然 only 是“什么情形才要”的选项名，一个问题一组。"""

    row: Row
    always: bool
    only: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """一种情形：要的材料、费用（目录没有写明的是 None）、要知道的事、选了的选项、其实该办的另一事项。"""

    materials: tuple[Needed, ...] | None
    fees: tuple[Needed, ...] | None
    chosen: tuple[tuple[Scenario, Option], ...]
    rules: tuple[Needed, ...] | None = None

    @property
    def complete(self) -> bool:
        """要什么都定下来了。"""
        return all(one.always for one in (*(self.materials or ()), *(self.fees or ())))

    @property
    def notes(self) -> tuple[str, ...]:
        """选定的选项要知道的事。"""
        return tuple(option.note for _, option in self.chosen if option.note)

    @property
    def labels(self) -> tuple[str, ...]:
        """选定的选项的名字，按问的次序。"""
        return tuple(option.label for _, option in self.chosen)

    @property
    def other(self) -> Option | None:
        """选定的选项里，指到另一事项的那一个。"""
        return next((option for _, option in self.chosen if option.other), None)


def narrow(item: Item, answers: Answers) -> Case:
    """按已有的答案收窄。答过而用不上的（前面改了口）不算。"""
    field = _Field(item, answers)
    chosen = tuple(field.chosen())
    return Case(
        materials=None if item.materials is None else tuple(field.needed(item.materials)),
        fees=None if item.fees is None else tuple(field.needed(item.fees)),
        chosen=chosen,
        rules=None if item.rules is None else tuple(field.needed(item.rules)),
    )


def next_question(item: Item, answers: Answers, about: frozenset[Part] = EVERY_PART) -> Scenario | None:
    """下一个该问的：没有答过、一定走得到、选项不同 about 里的答案就不同的头一个。没有要问的，None。

    前面答了不知道，所以不一定走得到的，不问，各种情形都给。
    """
    field = _Field(item, answers)
    if any(option.other for _, option in field.chosen()):
        return None
    weighing = [one for one in item.scenarios or () if one.id not in answers]
    matters: list[Scenario] = []
    for one in reversed(weighing):
        if _matters(item, answers, one, matters, about):
            matters.insert(0, one)
    return next((one for one in matters if one.id in field.sure), None)


def settled(item: Item, answers: Answers) -> dict[str, str]:
    """还用得上的答案：问题、选项都在，而且走得到；别的丢掉。"""
    kept: dict[str, str] = {}
    for one in item.scenarios or ():
        given = answers.get(one.id)
        known = given == UNKNOWN or any(option.id == given for option in one.options)
        if given is not None and known and _Field(item, kept).possible[one.id]:
            kept[one.id] = given
    return kept


def _matters(item: Item, answers: Answers, one: Scenario, later: list[Scenario], about: frozenset[Part]) -> bool:
    """走得到，而且各选项的后果不全相同。later：它后面要紧的问题。"""
    field = _Field(item, answers)
    if not field.possible[one.id]:
        return False
    return len({_effect(item, answers, one, option, later, about) for option in one.options}) > 1


def _effect(
    item: Item, answers: Answers, one: Scenario, option: Option, later: list[Scenario], about: frozenset[Part]
) -> tuple[object, ...]:
    """选了这个选项之后：可能要的材料和费用、要知道的事、该办的另一件、后面还要问的。"""
    field = _Field(item, {**answers, one.id: option.id})
    return (
        _places(field, item.materials) if "materials" in about else None,
        _places(field, item.fees) if "fees" in about else None,
        _places(field, item.rules) if "rules" in about else None,
        option.note if "notes" in about else None,
        option.other if "others" in about else None,
        tuple(bool(field.possible[next_one.id]) for next_one in later),
    )


def _places(field: _Field, rows: Sequence[Row] | None) -> tuple[int, ...]:
    return tuple(place for place, row in enumerate(rows or ()) if field.may_need(row))


class _Field:
    """在这些答案之下，每个问题还可能是哪些选项（possible）、一定会问到的问题（sure）。"""

    def __init__(self, item: Item, answers: Answers) -> None:
        self._scenarios = item.scenarios or []
        self._answers = answers
        self.possible: dict[str, frozenset[str]] = {}
        self._likely: dict[str, frozenset[str]] = {}
        self.sure: set[str] = set()
        self._question_of = {option.id: one.id for one in self._scenarios for option in one.options}
        self._label_of = {option.id: option.label for one in self._scenarios for option in one.options}
        for one in self._scenarios:
            self._add(one)

    def _add(self, one: Scenario) -> None:
        given = self._answers.get(one.id)
        options = {option.id for option in one.options}
        before: set[str] = set().union(*self.possible.values()) if self.possible else set()
        reached = not one.when or bool(before & set(one.when))
        chosen = {given} if given in options else options
        self.possible[one.id] = frozenset(chosen) if reached else frozenset()
        leading = {option.id for option in one.options if option.other}
        self._likely[one.id] = self.possible[one.id] - leading or self.possible[one.id]
        if not one.when or any(self._is_within(earlier, set(one.when)) for earlier in self.sure):
            self.sure.add(one.id)

    def _is_within(self, question: str, options: set[str]) -> bool:
        """这个问题剩下的选项（指到别的事项的不算）全在 options 里。"""
        return self._likely[question] <= options

    def chosen(self) -> Iterator[tuple[Scenario, Option]]:
        for one in self._scenarios:
            for option in one.options:
                if self._answers.get(one.id) == option.id and option.id in self.possible[one.id]:
                    yield one, option

    def needed(self, rows: Sequence[Row]) -> Iterator[Needed]:
        for row in rows:
            if self.may_need(row):
                only = tuple(self._only(row))
                yield Needed(row, not only, only)

    def may_need(self, row: Row) -> bool:
        """有没有可能要它。"""
        return all(self.possible[question] & marks for question, marks in self._marks(row).items())

    def _only(self, row: Row) -> Iterator[tuple[str, ...]]:
        """还没有定下来的条件：每个问题一组选项名。"""
        for question, marks in self._marks(row).items():
            if question not in self.sure or not self._is_within(question, marks):
                options = self._options(question)
                yield tuple(self._label_of[one] for one in options if one in marks & self.possible[question])

    def _options(self, question: str) -> list[str]:
        return [option.id for one in self._scenarios if one.id == question for option in one.options]

    def _marks(self, row: Row) -> dict[str, set[str]]:
        """问题 → 要它的选项。目录没有列出问题的（别处导入的只写了情形名），不看。"""
        marks: dict[str, set[str]] = {}
        for mark in row.scenarios:
            if mark in self._question_of:
                marks.setdefault(self._question_of[mark], set()).add(mark)
            elif mark in self.possible:
                marks.setdefault(mark, set()).update(self._options(mark))
        return marks
