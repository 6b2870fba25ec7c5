"""收拾来客打的字的表。"""

from __future__ import annotations

import pytest

from api.cleaning import clean, is_blank, is_readable, tidy
from api.problems import Problem


@pytest.mark.parametrize("text", ["", " ", "\t\n\r ", "\u3000\u00a0", "\u2028"])
def test_blank(text: str) -> None:
    assert is_blank(text)
    with pytest.raises(Problem) as caught:
        clean(text)
    assert caught.value.status_code == 422


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  补办 身份证  ", "补办 身份证"),
        ("补办\u0000身份\u200b证\ufeff", "补办身份证"),
        ("补办\n身份证", "补办 身份证"),
        ("\u202e反着写", "反着写"),
        ("𠮷姓怎么改名", "𠮷姓怎么改名"),
        ("👨\u200d👩", "👨👩"),
        ("\u0001", ""),
    ],
)
def test_tidy(text: str, kept: str) -> None:
    assert tidy(text) == kept


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("补", True),
        ("a", True),
        ("2", True),
        ("？补！", True),
        ("𠮷", True),
        ("", False),
        ("？！", False),
        ("😀", False),
        ("~~~ …… ——", False),
        ("￥", False),
    ],
)
def test_readable(text: str, readable: bool) -> None:
    assert is_readable(text) is readable


def test_too_long_says_how_long() -> None:
    with pytest.raises(Problem) as caught:
        clean("办" * 301)
    assert "301" in caught.value.detail
    assert "300" in caught.value.detail
