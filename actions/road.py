"""一轮的路：读状态 → 按对话行为找到作答的函数 → 写成引擎要的样子。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from actions import (
    asking,
    blanks,
    choosing,
    complaining,
    connecting,
    filling,
    opening,
    pausing,
    placing,
    returning,
    safety,
    talking,
)
from actions.bundling import event_first
from actions.desk import Desk
from actions.directing import directed
from actions.listing import carried, listed
from actions.pointing import pointed
from actions.remembering import Remembering
from actions.state import State, read_state
from actions.turn import Reply, Turn
from knowledge.taxonomy.categories import category
from knowledge.words import say

Answering = Callable[[Desk, State], Turn]

_ask: Final = placing.in_heard_region(asking.ask)

_compound: Final = placing.in_heard_region(opening.compound)

ANSWERS: Final[dict[str, Answering]] = {
    "ask": _ask,
    "follow": event_first(_ask, placing.in_heard_region(asking.follow)),
    "change_item": event_first(_ask, placing.in_heard_region(asking.change_item)),
    "change_region": event_first(_ask, placing.change_region),
    "correct": event_first(_ask, placing.in_heard_region(asking.correct)),
    "choose": choosing.choose,
    "complaint": complaining.complaint,
    "out_of_scope": event_first(_ask, talking.out_of_scope),
    "ask_person": talking.ask_person,
    "greet": talking.greet,
    "thank": talking.thank,
    "bye": talking.bye,
    "help": event_first(_ask, talking.guide),
    "affirm": talking.affirm,
    "deny": talking.deny,
    "repeat": talking.repeat,
    "restart": talking.restart,
}
"""对话行为 → 作答；与 knowledge.taxonomy.acts 的行为一一对应，有测试守着。"""

TALK: Final = frozenset(("greet", "thank", "bye", "help", "affirm", "deny", "repeat", "restart"))
"""客套和操作的话，总有字。"""

_ABOUT_ITEMS: Final = ("answered", "clarify_item", "clarify_region", "clarify_scenario")


def answer_turn(desk: Desk, act: str, tracker: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """作答一轮。返回 (给前门的轮，即契约的 Turn 去掉 id), (要改的槽位)。"""
    desk = replace(desk, catalogue=Remembering(desk.catalogue))
    state = read_state(tracker)
    state = replace(state, act=heard_act(act, state))
    if state.told is not None:  # 同一句的后半截，停没停过前半截已经看了
        turn = _turn(desk, state)
    else:
        state, turn = pausing.mind(desk, tracker, state, _turn)
    replies = [reply.as_json() for reply in _told(state, turn)]
    held = tracker.get("slots") or {}
    slots = {name: value for name, value in turn.remember.items() if held.get(name) != value}
    understanding = {**_understood(state, turn), "categories": _categories(desk, state)}
    return {"banshi": 1, "outcome": turn.outcome, "replies": replies, "understanding": understanding}, slots


def heard_act(act: str, state: State) -> str:
    """光一个数（“19”“1231”）不是客套，是在选、在答：分类器把数字看作一样的，会把它们听成“88”那样的道别，或者听成闲话。"""
    number = not state.values and any(map(str.isdigit, state.said)) and not any(map(str.isalpha, state.said))
    return "choose" if number and act in (*TALK, "out_of_scope") else act


def _turn(desk: Desk, state: State) -> Turn:
    """答这一句，不管停没停过；列过几样的，答其中一样时接着带上。"""
    answered = directed(desk, state, filling.carry_on(desk, state, _answer))
    turn = with_facts(state, safety.heed(state, answered))
    return carried(listed(state.last_replies, state.item), turn)


def _answer(desk: Desk, state: State) -> Turn:
    """先看是不是在办自己的事（查进度、预约），不是照平常答；没答上的，给一个接着问的按钮。"""
    turn = blanks.noted(desk, state, connecting.carry_on(desk, state, _ask, _usual))
    return _with_help(returning.with_waiting(desk, state, turn))


def _usual(desk: Desk, state: State) -> Turn:
    """先看指的是不是列过的哪一样、说的是不是几样诉求；再看是不是接着刚才的情形说；都不是，照对话行为答。"""
    if (turn := pointed(desk, state)) is not None:
        return turn
    if (turn := choosing.narrowed(desk, state)) is not None:
        return turn
    if opening.looks_several(state):
        turn = _compound(desk, replace(state, act="ask", scope="in"))
        if turn.outcome:
            return turn
    if (turn := blanks.asked(desk, state)) is not None:
        return turn
    return returning.first(desk, state) or choosing.step(desk, state) or ANSWERS[state.act](desk, state)


def _with_help(turn: Turn) -> Turn:
    """目录里有的都答了，没有可以接着问的，也给一个按钮。"""
    if turn.outcome != "answered" or any(reply.choices for reply in turn.replies):
        return turn
    *others, last = turn.replies
    return replace(turn, replies=(*others, replace(last, choices=talking.guide_choices())))


def with_facts(state: State, turn: Turn) -> Turn:
    """记住听到的与情形有关的事实；还没认定是哪件事的，连“丢了”这样只说这一件的也先记着。"""
    if "facts" in turn.remember:
        return turn
    waiting = turn.outcome in ("clarify_item", "clarify_region")
    kept = (state.facts if waiting else state.facts.lasting()).as_json()
    same = kept == state.kept_facts.as_json()
    return turn if same else replace(turn, remember={**turn.remember, "facts": kept})


def _told(state: State, turn: Turn) -> tuple[Reply, ...]:
    """改了错字的，先说一句是按什么理解的。"""
    if not state.corrections or turn.outcome == "small_talk" or turn.replies[0].kind in ("form", "safety"):
        return turn.replies
    words = "、".join(
        say("understood_as.word", right=right) for right in dict.fromkeys(r for _, r in state.corrections)
    )
    note = say("understood_as.text", words=words)
    first, *rest = turn.replies
    return replace(first, text=f"{note}\n{first.text}"), *rest


def _scope(state: State, turn: Turn) -> str:
    """答了事项的、为它追问的，就在范围内：“第二个”单看不是问事项，选定的却是。登记表里答的都算投诉。"""
    if turn.outcome == "complaint_taken":
        return "complaint"
    return "in" if turn.outcome in _ABOUT_ITEMS else state.scope


def _categories(desk: Desk, state: State) -> list[dict[str, Any]]:
    """类目，由高到低：引擎的分类器合上检索认出的诉求。范围之外的话照引擎的，不去认诉求。"""
    if state.scope != "in" or not state.categories:
        return [dict(one) for one in state.categories]
    guessed = {f"{one['side']}/{one['name']}": float(one["score"]) for one in state.categories}
    scores = list(desk.search.categories(state.said, guessed).items())[: len(guessed)]
    found = [(category(key), score) for key, score in scores]
    return [{"side": one.side, "code": one.code, "name": one.name, "score": round(score, 4)} for one, score in found]


def _understood(state: State, turn: Turn) -> dict[str, Any]:
    item = dict(turn.item) if turn.item else None
    hits = [{"code": hit.code, "name": hit.name, "score": hit.score} for hit in turn.hits]
    if item:
        first = next((hit for hit in hits if hit["code"] == item["code"]), {**item, "score": 1.0})
        first = {key: first[key] for key in ("code", "name", "score")}
        hits = [first, *(hit for hit in hits if hit["code"] != item["code"])]
    region = turn.remember.get("region") or state.heard_region or state.region
    return {
        "scope": _scope(state, turn),
        "aspects": list(state.aspects),
        "item": item,
        "candidates": hits,
        "region": region,
        "region_roles": dict(state.heard_roles),
        "corrections": [{"wrong": wrong, "right": right} for wrong, right in state.corrections],
    }
