"""rapidfuzz：名称最像的在前，同分按目录的次序。"""

from __future__ import annotations

import pytest

from api.evaluation.questions import Question
from bench.peers_fuzz import ask_fuzz
from tests.bench.test_peers_bm25 import NAMES


@pytest.mark.parametrize(("text", "best"), [("护照换发", "B"), ("结婚登记怎么办", "D"), ("居民身份证补领", "A")])
def test_the_likest_name_comes_first(text: str, best: str) -> None:
    ((_, answer),) = ask_fuzz(NAMES, [Question(text=text, scope="in")])
    assert answer.candidates[0] == best
    assert len(answer.candidates) == 3


def test_equal_scores_keep_the_order_of_the_catalogue() -> None:
    ((_, answer),) = ask_fuzz(NAMES, [Question(text="居民身份证补领", scope="in")])
    assert answer.candidates[:2] == ("A", "C")
