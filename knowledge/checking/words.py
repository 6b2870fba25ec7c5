"""用语和渠道是否齐全。"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.channels import channels
from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.outcomes import OUTCOMES
from knowledge.words import all_words

_URGENT = ("110", "119", "120", "12356")
_ASPECT_WORDS = ("title", "ask", "absent")


def problems_of_words() -> Iterator[str]:
    """每个结局、每个方面都要有话说；渠道表里 12345 打头。"""
    words = all_words()
    for outcome in OUTCOMES:
        if not any(key.startswith(f"{outcome}.") for key in words):
            yield f"结局“{outcome}”在用语表里没有话。"
    for aspect in ASPECTS:
        yield from (
            f"方面“{aspect}”在用语表里缺“{part}”。" for part in _ASPECT_WORDS if f"aspect.{aspect}.{part}" not in words
        )
    if channels()[0].phone != "12345":
        yield "渠道表的第一条应当是 12345。"
    known = {one.phone for one in channels()}
    yield from (f"渠道表里缺 {phone}，轻生和危险的话要用它。" for phone in _URGENT if phone not in known)
