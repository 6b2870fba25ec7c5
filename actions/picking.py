"""答情形：点了一个选项，或正问着时说了一句；说不知道的，各种情形都给。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answering import answer_item
from actions.asking import gone
from actions.cases import AGAIN, ALL, Record, merged, record_of, with_record
from actions.desk import Desk
from actions.settling import GUIDED
from actions.state import State
from actions.turn import Turn
from knowledge.cases.facts import Facts
from knowledge.cases.narrowing import UNKNOWN, settled
from knowledge.model import Item


def picked(desk: Desk, state: State) -> Turn:
    """点的：一个选项；都列出来；换一种情形；接着问。事项、问题、选项没有了的，按现在有的再问。"""
    item = desk.valid_item(state.values.get("item"))
    if item is None:
        return gone(desk, state.values.get("item"))
    question, option = state.values.get("question"), state.values.get("option")
    record = record_of(state, item.code)
    if option == AGAIN:
        fresh: Record = {**record, "answers": {}, "asking": None}
        return resume(desk, replace(state, kept_facts=Facts()), item, fresh)
    if option == ALL:
        return give_all(desk, state, item, record)
    if question and option:
        return reply(desk, state, item, record, question, option)
    return resume(desk, state, item, {**record, "asking": None})


def reply(desk: Desk, state: State, item: Item, record: Record, question: str, option: str) -> Turn:
    """答了一句。点的是以前的按钮的，改口，那一句以后答的若还用得上就留着。"""
    answers = settled(item, {**record["answers"], question: option})
    told = replace(state, replying=bool(record["asking"]) and set(state.aspects) <= set(record["aspects"]))
    return _go_on(desk, told, item, {**record, "answers": answers, "asking": record["asking"] or question})


def give_all(desk: Desk, state: State, item: Item, record: Record) -> Turn:
    """不知道、都要：没有答的都算不知道，各种情形都列出来。"""
    left = {one.id: UNKNOWN for one in item.scenarios or () if one.id not in record["answers"]}
    answers = {**record["answers"], **left}
    asking = record["asking"] or next(iter(left), None)
    return _go_on(desk, state, item, {**record, "answers": answers, "asking": asking})


def resume(desk: Desk, state: State, item: Item, record: Record) -> Turn:
    """接着问：没有问完的再问一遍，问完的再给一遍清单。"""
    return _go_on(desk, state, item, record)


def _go_on(desk: Desk, state: State, item: Item, record: Record) -> Turn:
    aspects = aspects_of(state, record)
    held = replace(state, item=item.code, cases=tuple(with_record(state, {**record, "aspects": aspects})))
    return answer_item(desk, held, item, aspects)


def aspects_of(state: State, record: Record) -> Sequence[str]:
    """接着答的方面：问情形时问的；没有记着的，上一问的；都与情形不相干的，材料。"""
    for aspects in (merged(record["aspects"], state.aspects), state.kept_aspects):
        if set(aspects) & {*GUIDED, "remedy"}:
            return list(aspects)
    return ["materials"]
