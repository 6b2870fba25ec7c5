"""用语的检查：现在的用语没有问题。"""

from __future__ import annotations

from knowledge.checking import problems_of_words


def test_the_words_have_no_problem() -> None:
    assert list(problems_of_words()) == []
