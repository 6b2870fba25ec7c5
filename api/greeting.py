"""开场的一句话，和几个可以直接点的问题。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from api.seams import Catalogue, Search
from api.shapes.turns import Answer, Choice, Reply, Understanding
from knowledge import clock
from knowledge.taxonomy.acts import make_payload
from knowledge.words import say

_KEPT: Final = 1000

Place = tuple[str | None, date, str | None, str | None]
"""哪一代目录、哪一天、哪里、谁问：这四样相同，建议就相同。"""


class Greeter:
    """写开场白。建议的问题要检索五六次，找过的留着，目录换代或过了一天再找。"""

    def __init__(self, search: Search, catalogue: Catalogue) -> None:
        self._search = search
        self._catalogue = catalogue
        self._found: dict[Place, tuple[Choice, ...]] = {}

    def greet(self, region: str | None, side: str | None) -> Reply:
        """开场白；建议的问题只留目录里确实找得到事项的。"""
        place = (self._catalogue.generation(), clock.today(), region, side)
        found = self._found.get(place)
        if found is None:
            found = tuple(_suggestions(self._search, region, side))
            if len(self._found) >= _KEPT:
                self._found.clear()
            self._found[place] = found
        return plain_greeting(found)


def plain_greeting(choices: Sequence[Choice] = ()) -> Reply:
    """没有建议问题的开场白，检索来不及时用。"""
    guide = Choice(label=say("greeting.help"), payload=make_payload("help"))
    return Reply(kind="greeting", text=say("greeting.text"), choices=[*choices, guide])


def refusal(region: str | None) -> Answer:
    """话里没有可读的字：请来客换个说法。"""
    reply = Reply(
        kind="notice",
        text=say("rejected_input.text"),
        choices=[Choice(label=say("greeting.help"), payload=make_payload("help"))],
    )
    seen = Understanding(scope="out", categories=[], aspects=[], item=None, candidates=[], region=region)
    return Answer(outcome="rejected_input", replies=[reply], understanding=seen)


def _suggestions(search: Search, region: str | None, side: str | None) -> Iterator[Choice]:
    for words in say("greeting.questions").splitlines():
        found = search.find(words, region=region, side=side, limit=1)
        if found.outcome == "found" and found.hits:
            yield Choice(label=words, payload=make_payload("choose", item=found.hits[0].code))
