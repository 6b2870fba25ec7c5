"""收窄：问哪一句，这种情形要什么。手写的几件看得明白，随机造的看有没有漏。"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from knowledge import clock
from knowledge.cases.narrowing import EVERY_PART, UNKNOWN, narrow, next_question, settled
from knowledge.model import Item

MATERIALS = frozenset(("materials",))


def make(scenarios: list[dict[str, Any]] | None, materials: list[dict[str, Any]] | None, **fields: Any) -> Item:
    row = {
        "code": f"{'0' * 19}{1:012d}",
        "entry_code": f"{1:012d}",
        "name": "普通护照首次申请",
        "region": "000000",
        "scenarios": scenarios,
        "materials": materials,
        "source": {"name": "规定", "checked_on": clock.today().isoformat()},
    }
    return Item.model_validate(row | fields)


def question(name: str, *options: str | tuple[str, dict[str, str]], when: tuple[str, ...] = ()) -> dict[str, Any]:
    rows = [(one, {}) if isinstance(one, str) else one for one in options]
    listed = [{"id": key, "label": f"选{key}", **more} for key, more in rows]
    return {"id": name, "question": f"{name}是哪种？", "options": listed, "when": list(when)}


def material(name: str, *marks: str) -> dict[str, Any]:
    return {"name": name, "scenarios": list(marks)}


PASSPORT = make(
    [
        question("held", "never", ("had", {"other": "BSP105000041"})),
        question("who", "adult", ("minor", {"note": "由监护人陪同"}), "soldier", when=("never",)),
        question("company", "guardian", "entrust", when=("minor",)),
    ],
    [
        material("申请表"),
        material("监护证明", "minor"),
        material("委托书", "entrust"),
        material("军人证", "soldier"),
        material("陪同的军人证", "soldier", "adult", "entrust"),
    ],
    fees=[{"name": "工本费", "standard": "每本120元"}],
)


def names(item: Item, answers: dict[str, str]) -> list[str]:
    return [one.row.name for one in narrow(item, answers).materials or ()]


def asked(item: Item, answers: dict[str, str], about: frozenset[Any] = EVERY_PART) -> str | None:
    found = next_question(item, answers, about)
    return found.id if found else None


def test_one_question_after_another_until_nothing_changes() -> None:
    assert asked(PASSPORT, {}) == "held"
    assert asked(PASSPORT, {"held": "never"}) == "who"
    assert asked(PASSPORT, {"held": "never", "who": "adult"}) is None
    assert asked(PASSPORT, {"held": "never", "who": "minor"}) == "company"
    assert asked(PASSPORT, {"held": "never", "who": "minor", "company": "entrust"}) is None


def test_the_case_lists_only_its_materials() -> None:
    assert names(PASSPORT, {"held": "never", "who": "adult"}) == ["申请表"]
    assert names(PASSPORT, {"held": "never", "who": "minor", "company": "guardian"}) == ["申请表", "监护证明"]
    case = narrow(PASSPORT, {"held": "never", "who": "minor", "company": "entrust"})
    assert case.labels == ("选never", "选minor", "选entrust")
    assert case.notes == ("由监护人陪同",)
    assert case.complete


def test_the_same_for_all_is_known_before_asking() -> None:
    rows = {one.row.name: (one.always, one.only) for one in narrow(PASSPORT, {}).materials or ()}
    assert rows["申请表"] == (True, ())
    assert rows["监护证明"] == (False, (("选minor",),))
    assert rows["陪同的军人证"] == (False, (("选adult", "选soldier"), ("选entrust",)))


def test_an_option_of_another_item_ends_the_asking() -> None:
    case = narrow(PASSPORT, {"held": "had"})
    assert case.other is not None
    assert case.other.other == "BSP105000041"
    assert asked(PASSPORT, {"held": "had"}) is None


def test_unknown_gives_all_and_does_not_ask_what_hangs_on_it() -> None:
    answers = {"held": "never", "who": UNKNOWN}
    assert asked(PASSPORT, answers) is None
    assert names(PASSPORT, answers) == [one.name for one in PASSPORT.materials or ()]


def test_what_changes_nothing_asked_about_is_not_asked() -> None:
    assert asked(PASSPORT, {}, frozenset(("fees",))) is None
    assert asked(PASSPORT, {"held": "never"}, MATERIALS) == "who"
    noted = make([question("where", "home", ("away", {"note": "要有居住证"}))], [material("户口簿")])
    assert asked(noted, {}, MATERIALS) is None
    assert asked(noted, {}) == "where"
    alike = make([question("where", "home", "away")], [material("户口簿", "home", "away")])
    assert asked(alike, {}) is None


def test_a_mark_of_a_question_means_any_of_its_options() -> None:
    item = make([question("plant", "yes", "no"), question("size", "big", when=("yes",))], [material("图纸", "size")])
    assert names(item, {"plant": "yes"}) == ["图纸"]
    assert names(item, {"plant": "no"}) == []


def test_marks_without_questions_are_not_looked_at() -> None:
    item = make(None, [material("户口簿", "未成年人")])
    assert names(item, {}) == ["户口簿"]
    assert narrow(item, {}).complete


def test_what_the_source_does_not_say_stays_unsaid() -> None:
    case = narrow(make([question("who", "self", "agent")], None, fees=None), {})
    assert (case.materials, case.fees) == (None, None)


def test_answers_that_no_longer_hold_are_dropped() -> None:
    given = {"held": "had", "who": "minor", "company": "entrust", "没有的": "x"}
    assert settled(PASSPORT, given) == {"held": "had"}
    assert settled(PASSPORT, {"held": "没有的"}) == {}
    assert settled(PASSPORT, {"held": UNKNOWN, "who": "adult"}) == {"held": UNKNOWN, "who": "adult"}


def random_item(seed: int) -> Item:
    """几个问题，有的看前面的选项才问；几份材料，写着几个选项。"""
    dice = random.Random(seed)
    questions: list[dict[str, Any]] = []
    for place in range(dice.randint(1, 4)):
        earlier = [option["id"] for one in questions for option in one["options"]]
        when = dice.sample(earlier, dice.randint(1, min(2, len(earlier)))) if earlier and dice.random() < 0.5 else []
        options = [f"q{place}o{number}" for number in range(dice.randint(1, 3))]
        questions.append(question(f"q{place}", *options, when=tuple(when)))
    every = [option["id"] for one in questions for option in one["options"]]
    rows = [material(f"材料{n}", *dice.sample(every, dice.randint(0, min(3, len(every))))) for n in range(5)]
    return make(questions, rows)


def walks(item: Item, answers: dict[str, str]) -> Iterator[dict[str, str]]:
    """每一条问到底的路。"""
    found = next_question(item, answers)
    if found is None:
        yield answers
        return
    for option in found.options:
        yield from walks(item, {**answers, found.id: option.id})


def paths(item: Item, answers: dict[str, str], place: int = 0) -> Iterator[dict[str, str]]:
    """每个走得到的问题都答的全部路。"""
    scenarios = item.scenarios or []
    if place == len(scenarios):
        yield answers
        return
    one = scenarios[place]
    if one.when and not set(one.when) & set(answers.values()):
        yield from paths(item, answers, place + 1)
        return
    for option in one.options:
        yield from paths(item, {**answers, one.id: option.id}, place + 1)


def needed_on(item: Item, path: dict[str, str]) -> list[str]:
    """照定义逐份看：每个问题都答中其一。"""
    question_of = {option.id: one.id for one in item.scenarios or () for option in one.options}
    found = []
    for row in item.materials or ():
        asked_of = {question_of[mark] for mark in row.scenarios}
        if all(path.get(name) in row.scenarios for name in asked_of):
            found.append(row.name)
    return found


@pytest.mark.parametrize("seed", range(300))
def test_every_walk_ends_with_what_the_case_needs(seed: int) -> None:
    item = random_item(seed)
    for answers in walks(item, {}):
        assert len(answers) <= len(item.scenarios or ())
        listed = narrow(item, answers).materials or ()
        always = {one.row.name for one in listed if one.always}
        possible = {one.row.name for one in listed}
        for path in paths(item, {}):
            if all(path.get(name, given) == given for name, given in answers.items()):
                assert always <= set(needed_on(item, path)) <= possible


@pytest.mark.parametrize("seed", range(300))
def test_not_knowing_gives_the_union(seed: int) -> None:
    item = random_item(seed)
    every = {one.id: UNKNOWN for one in item.scenarios or ()}
    union = {name for path in paths(item, {}) for name in needed_on(item, path)}
    assert union <= set(names(item, every)) == set(names(item, {}))
    walked = {name for answers in walks(item, {}) for name in names(item, answers)}
    assert union <= walked


def outcomes(item: Item, answers: dict[str, str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(names(item, walk)) for walk in walks(item, answers))


def test_what_is_asked_makes_a_difference() -> None:
    """问的最后一句，换一个选项，要的材料就不同；各问题分开看，偶尔多问一句，一百次里不到一次。"""
    ends = [(item, answers) for item in map(random_item, range(300)) for answers in walks(item, {}) if answers]
    idle = 0
    for item, answers in ends:
        *_, last = answers
        before = {name: given for name, given in answers.items() if name != last}
        found = next_question(item, before)
        assert found is not None
        assert found.id == last
        idle += len({outcomes(item, {**before, last: option.id}) for option in found.options}) == 1
    assert idle * 100 < len(ends)
