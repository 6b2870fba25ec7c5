"""重说上一答：“第二个”指的是清单里的第二项；“说简单点”只说要紧的。"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from actions.desk import Desk
from actions.state import State
from actions.turn import Choice, Reply, Turn
from knowledge.text import normalise
from knowledge.words import say

_NTH: Final = re.compile(r"第([一二三四五六七八九十]|\d{1,2})(?:个|项|条|样|份|种)")
_DIGITS: Final = {char: value for value, char in enumerate("一二三四五六七八九十", 1)}
_NUMBERED: Final = re.compile(r"^(\d+)\. ")
_DETAIL: Final = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）")
_MOST_LINES: Final = 2


def past(desk: Desk, state: State) -> str | None:
    """上一答里今天已经不能拿来作答的事项的编码；都还有效，None。"""
    codes = [((reply.get("data") or {}).get("item") or {}).get("code") for reply in state.last_replies]
    return next((code for code in codes if code and desk.valid_item(code) is None), None)


def listed(state: State) -> Turn | None:
    """没有给选项时说“第二个”：上一答的清单里的第二项，连同来源再说一遍。"""
    match = _NTH.search(normalise(state.said))
    if match is None:
        return None
    place = _DIGITS.get(match[1]) or int(match[1])
    for reply in state.last_replies:
        for part in (reply.get("data") or {}).get("sections") or ():
            lines = [line for line in part["lines"] if _NUMBERED.match(line)]
            if 1 <= place <= len(lines):
                text = say("case.listed", place=place) + _NUMBERED.sub("", lines[place - 1])
                return _told(reply, [text], [{**part, "lines": [text]}])
    return None


def simply(state: State) -> Turn | None:
    """上一答说简单点：清单只说名字，别的每面只说头两句；没有答过事项的，None。"""
    given = next((one for one in state.last_replies if one["kind"] == "item"), None)
    if given is None:
        return None
    parts = [{**part, "lines": _brief(part)} for part in given["data"]["sections"]]
    shown = given if given["choices"] else {**given, "choices": state.last_replies[-1]["choices"]}  # 正问着情形的
    return _told(shown, [say("case.short"), *(line for part in parts for line in part["lines"])], parts)


def _brief(part: Mapping[str, Any]) -> list[str]:
    names = [_DETAIL.sub("", _NUMBERED.sub("", line)) for line in part["lines"] if _NUMBERED.match(line)]
    if names:
        return [f"{part['title']}：{'、'.join(names)}"]
    return [f"{part['title']}：{'；'.join(part['lines'][:_MOST_LINES])}"] if part["present"] else list(part["lines"])


def _told(reply: Mapping[str, Any], lines: list[str], parts: Sequence[Mapping[str, Any]]) -> Turn:
    """重说的一轮；来源和抬头照旧。"""
    given = str(reply["text"]).splitlines()
    head = next((line for line in given if line.startswith("【")), given[0])
    text = "\n".join([head, *lines, *given[-int(reply["data"].get("source_lines", 1)) :]])
    choices = tuple(Choice(**one) for one in reply["choices"])
    return Turn("small_talk", (Reply("item", text, {**reply["data"], "sections": parts}, choices, reply["source"]),))
