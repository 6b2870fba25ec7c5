"""开场白：建议的问题只留目录里找得到的。"""

from __future__ import annotations

from typing import Any

from api.greeting import greeting, plain_greeting
from knowledge.taxonomy.acts import parse_payload
from knowledge.words import say


def test_only_what_the_catalogue_has_is_suggested(parts: Any) -> None:
    reply = greeting(parts.search, "440100", None)
    suggested = [choice.label for choice in reply.choices[:-1]]
    assert reply.text == say("greeting.text")
    assert suggested == [words for words in say("greeting.questions").splitlines() if "身份证" in words]
    assert suggested
    assert all(about["region"] == "440100" for _, about in parts.search.asked)


def test_help_is_always_offered(parts: Any) -> None:
    for reply in (greeting(parts.search, None, None), plain_greeting()):
        assert parse_payload(reply.choices[-1].payload).act == "help"
