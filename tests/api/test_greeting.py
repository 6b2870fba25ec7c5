"""开场白：建议的问题只留目录里找得到的。"""

from __future__ import annotations

from typing import Any

from api.greeting import plain_greeting
from knowledge.taxonomy.acts import parse_payload
from knowledge.words import say


def test_only_what_the_catalogue_has_is_suggested(parts: Any) -> None:
    reply = parts.greeter.greet("440100", None)
    suggested = [choice.label for choice in reply.choices[:-1]]
    assert reply.text == say("greeting.text")
    assert suggested == [words for words in say("greeting.questions").splitlines() if "身份证" in words]
    assert suggested
    assert all(about["region"] == "440100" for _, about in parts.search.asked)


def test_help_is_always_offered(parts: Any) -> None:
    for reply in (parts.greeter.greet(None, None), plain_greeting()):
        assert parse_payload(reply.choices[-1].payload).act == "help"


def test_what_was_found_is_not_searched_again_until_the_catalogue_changes(parts: Any) -> None:
    first = parts.greeter.greet("440100", "个人")
    searched = len(parts.search.asked)
    assert parts.greeter.greet("440100", "个人") == first
    assert len(parts.search.asked) == searched
    parts.greeter.greet("440100", "法人")
    parts.catalogue.current = "g2"
    parts.greeter.greet("440100", "个人")
    assert len(parts.search.asked) == 3 * searched
