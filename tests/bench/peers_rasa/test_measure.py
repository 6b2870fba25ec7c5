"""Rasa 的排名怎样变成可以一起数的答案。"""

from __future__ import annotations

import pytest

from bench.peers_rasa.measure import answer_of, spoken

RANKINGS = [
    (["个人-证件办理", "complaint", "个人-户籍办理"], "in", ("个人/证件办理", "个人/户籍办理")),
    (["complaint", "个人-社会保障"], "complaint", ("个人/社会保障",)),
    (["out_of_scope"], "out", ()),
    ([], "", ()),
]


@pytest.mark.parametrize(("intents", "scope", "categories"), RANKINGS)
def test_the_first_intent_is_the_scope(intents: list[str], scope: str, categories: tuple[str, ...]) -> None:
    answer = answer_of({"intents": intents, "ms": 7.0})
    assert (answer.scope, answer.categories, answer.ms) == (scope, categories, 7.0)


@pytest.mark.parametrize(("text", "found"), [("/ask", "／ask"), ("问", "问"), ("问" * 301, "问" * 300)])
def test_hears_what_banshi_hears(text: str, found: str) -> None:
    assert spoken(text) == found
