"""好差评的理由代码。出处：GB/T 39735-2020、GB/T 39734-2020。"""

from __future__ import annotations

import pytest

from records.ratings import LEVELS, REASONS, UnknownReason, check_reasons


def test_each_level_has_eight_reasons() -> None:
    assert {level: len(reasons) for level, reasons in REASONS.items()} == dict.fromkeys((5, 4, 3, 2, 1), 8)
    assert set(LEVELS) == set(REASONS)


def test_a_code_begins_with_its_level() -> None:
    assert all(code[0] == str(level) for level, reasons in REASONS.items() for code in reasons)


@pytest.mark.parametrize(
    ("level", "code", "words"),
    [
        (5, "510", "一窗受理一次办结"),
        (5, "517", "服务热情"),
        (4, "406", "一张表单"),
        (3, "310", "指南准确"),
        (2, "211", "承诺网办但无法在线办"),
        (1, "109", "指南之外申报材料"),
        (1, "115", "态度差效率低"),
    ],
)
def test_words_of_the_standard(level: int, code: str, words: str) -> None:
    assert REASONS[level][code] == words


def test_repeats_are_dropped() -> None:
    assert check_reasons(5, ["513", "511", "513"]) == ("513", "511")


@pytest.mark.parametrize(("level", "code"), [(5, "108"), (1, "510"), (4, "405"), (3, ""), (2, "态度差"), (5, "５１３")])
def test_a_code_of_another_level_is_refused(level: int, code: str) -> None:
    with pytest.raises(UnknownReason, match=f"不属于{level}级评价"):
        check_reasons(level, [code])
