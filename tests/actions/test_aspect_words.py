"""改口的话里说的方面。"""

from __future__ import annotations

import pytest

from actions.aspect_words import aspects_in
from knowledge.taxonomy.aspects import ASPECTS


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("时间", ("time_limit",)),
        ("要带什么和多少钱", ("materials", "fee")),
        ("条件呢", ("conditions",)),
        ("去哪办,打什么电话", ("place", "phone")),
        ("总的说说", ("overview",)),
        ("结婚", ()),
    ],
)
def test_what_the_words_say(text: str, aspects: tuple[str, ...]) -> None:
    assert aspects_in(text) == tuple(one for one in ASPECTS if one in aspects)
