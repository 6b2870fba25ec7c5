"""兜底：只有名称和接下去的办法；句子里没有目录里的数目、材料、期限。"""

from __future__ import annotations

from typing import Any

import pytest

from api.fallback import from_payload, from_text, nothing
from knowledge.taxonomy.acts import parse_payload
from knowledge.words import say

CODE = "BS00000000000000001BSP090000003"


def test_names_of_what_was_found(parts: Any) -> None:
    answer = from_text(parts.search, "执照", "440100", "法人")
    reply = answer.replies[0]
    assert answer.outcome == "engine_unavailable"
    assert reply.kind == "search_results"
    assert "1. 营业执照补发（全国）\n2. 营业执照换发（广州）" in reply.text
    assert [parse_payload(choice.payload).act for choice in reply.choices] == ["choose", "choose"]
    assert [one.name for one in answer.understanding.candidates] == ["营业执照补发", "营业执照换发"]
    assert answer.understanding.region == "440100"
    assert reply.source is None
    assert parts.search.asked == [("执照", {"region": "440100", "side": "法人", "limit": 5})]


def test_nothing_found(parts: Any) -> None:
    answer = from_text(parts.search, "天气", None, None)
    assert answer == nothing(None)
    assert answer.replies[0].text == say("engine_unavailable.nothing")


@pytest.mark.parametrize(
    ("payload", "text", "names"),
    [
        (f'/choose{{"item": "{CODE}"}}', say("engine_unavailable.item", name="居民身份证补领"), ["居民身份证补领"]),
        (f'/choose{{"item": "{CODE[:-1]}9"}}', say("engine_unavailable.button"), []),
        ("/help{}", say("engine_unavailable.button"), []),
    ],
)
def test_a_button_can_be_pressed_again(parts: Any, payload: str, text: str, names: list[str]) -> None:
    answer = from_payload(parts.catalogue, payload, None)
    assert answer.replies[0].text == text
    assert [choice.payload for choice in answer.replies[0].choices] == [payload]
    assert [one.name for one in answer.understanding.candidates] == names
