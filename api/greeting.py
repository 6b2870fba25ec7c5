"""开场的一句话，和几个可以直接点的问题。"""

from __future__ import annotations

from api.seams import Search
from api.shapes.turns import Answer, Choice, Reply, Understanding
from knowledge.taxonomy.acts import make_payload
from knowledge.words import say


def greeting(search: Search, region: str | None, side: str | None) -> Reply:
    """开场白；建议的问题只留目录里确实找得到事项的。"""
    choices = [
        choice for words in say("greeting.questions").splitlines() for choice in _suggest(search, words, region, side)
    ]
    return plain_greeting(choices)


def plain_greeting(choices: list[Choice] | None = None) -> Reply:
    """没有建议问题的开场白，检索来不及时用。"""
    guide = Choice(label=say("greeting.help"), payload=make_payload("help"))
    return Reply(kind="greeting", text=say("greeting.text"), choices=[*(choices or []), guide])


def refusal(region: str | None) -> Answer:
    """话里没有可读的字：请来客换个说法。"""
    reply = Reply(
        kind="notice",
        text=say("rejected_input.text"),
        choices=[Choice(label=say("greeting.help"), payload=make_payload("help"))],
    )
    seen = Understanding(scope="out", categories=[], aspects=[], item=None, candidates=[], region=region)
    return Answer(outcome="rejected_input", replies=[reply], understanding=seen)


def _suggest(search: Search, words: str, region: str | None, side: str | None) -> list[Choice]:
    found = search.find(words, region=region, side=side, limit=1)
    if found.outcome != "found" or not found.hits:
        return []
    return [Choice(label=words, payload=make_payload("choose", item=found.hits[0].code))]
