"""结局：每一轮对话恰好落在其中一个。"""

from __future__ import annotations

from typing import Final

OUTCOMES: Final[tuple[str, ...]] = (
    "answered",
    "clarify_item",
    "clarify_region",
    "clarify_scenario",
    "no_match",
    "out_of_scope",
    "complaint_taken",
    "handed_off",
    "small_talk",
    "engine_unavailable",
    "rejected_input",
)

TALK: Final = ("small_talk", "out_of_scope")
"""没有查到什么的结局；“再说一遍”跳过它们。"""
