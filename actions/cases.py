"""问过情形的记着：哪个事项、答了什么、正问着哪一句。存在引擎的 cases 槽里，最近的在后，最多六个。

一条是 {"item": 事项编码, "answers": {问题 id: 选项 id 或 unknown}, "asking": 正问着的问题 id 或 None,
"aspects": 问的方面}。
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from actions.state import State
from knowledge.cases.facts import Facts, labelled
from knowledge.model import Item, Scenario
from knowledge.taxonomy.acts import BadPayload, parse_payload

Record = dict[str, Any]

ALL: Final = "all"
"""按钮“都列出来”的选项 id；再要一遍清单、换一种情形的是 AGAIN。"""
AGAIN: Final = "again"
RESUME: Final = "resume"
"""停了很久之后，按钮“接着说”的选项 id；它不带事项。"""
_KEPT: Final = 6


def record_of(state: State, code: str) -> Record:
    """这个事项的一条；没有问过的，空的一条。"""
    held = next((one for one in reversed(state.cases) if one["item"] == code), None)
    fresh: Record = {"item": code, "answers": {}, "asking": None, "aspects": []}
    return {**fresh, **held} if held else fresh


def with_record(state: State, record: Record) -> list[Record]:
    """换上这一条、放到最后之后的状态；什么也没记的不留。"""
    others = [dict(one) for one in state.cases if one["item"] != record["item"]]
    worth = record["answers"] or record["asking"]
    return [*others, record][-_KEPT:] if worth else others


def without_asking(state: State) -> list[Record]:
    """不问了：答过的留着。"""
    closed = [{**one, "asking": None} for one in state.cases]
    return [one for one in closed if one["answers"]]


def live_record(state: State) -> Record | None:
    """正等着回话的一条：谈着的就是这个事项，上一轮给的选项（有的话）就是它的。"""
    if state.pending is not None or not state.cases:
        return None
    last = state.cases[-1]
    if not last["asking"] or last["item"] != state.item:
        return None
    return dict(last) if all(_is_of(payload, last["item"]) for payload in state.offered) else None


def waiting_record(state: State) -> Record | None:
    """搁下的一条，回头接着问的就是它：先看谈着的以外的，再看谈着的。"""
    opened = [dict(one) for one in reversed(state.cases) if one["asking"]]
    elsewhere = [one for one in opened if one["item"] != state.item]
    return next(iter([*elsewhere, *opened]), None)


def is_personal(question: Scenario) -> bool:
    """问的是人的：换了一个人，答案就不算数了。"""
    told = [labelled(question.question, option.label) for option in question.options]
    return any(one.lasting() for one in told)


def forget_person(item: Item, answers: Mapping[str, str]) -> dict[str, str]:
    """换了一个人：问人的那几句的答案去掉。"""
    personal = {one.id for one in item.scenarios or () if is_personal(one)}
    return {question: option for question, option in answers.items() if question not in personal}


def facts_of(item: Item, answers: Mapping[str, str]) -> Facts:
    """选定的选项里说到人的事实，换了事项还算数。"""
    return told_by(item, answers).lasting()


def told_by(item: Item, answers: Mapping[str, str]) -> Facts:
    """选定的选项里说到的事实，连同只算这一件的（丢了、到期了）。"""
    told = Facts()
    for one in item.scenarios or ():
        for option in one.options:
            if answers.get(one.id) == option.id:
                told = told.updated(labelled(one.question, option.label))
    return told


def _is_of(payload: str, code: str) -> bool:
    try:
        values = parse_payload(payload).values
    except BadPayload:
        return False
    return values.get("item") == code and "question" in values


def merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """先后问的方面合在一起。"""
    return list(dict.fromkeys([*old, *new]))
