"""按钮里的名字只有字母，脱敏动不了它。"""

from __future__ import annotations

import pytest

from actions.naming import letters_of, new_name


def test_a_new_name_is_letters_and_never_the_same() -> None:
    names = {new_name() for _ in range(2_000)}
    assert len(names) == 2_000
    assert all(name.isascii() and name.isalpha() and len(name) == 28 for name in names)


@pytest.mark.parametrize("text", ["", "2030-01-02-S-0900", "13800138000", "号源1", "\ud800"])
def test_the_same_text_has_the_same_letters(text: str) -> None:
    name = letters_of(text)
    assert name == letters_of(text)
    assert name.isascii()
    assert name.isalpha()
    assert name != letters_of(text + "1")
