"""问事项：新的问题、追问另一面、换一个事项、纠正。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from actions import offering
from actions.answering import answer_found, answer_here, answer_item
from actions.aspect_words import aspects_in
from actions.beginning import begun
from actions.bundling import which_step, whole_event
from actions.desk import Desk
from actions.followups import Mention, mention, telling
from actions.rendering.sections import section
from actions.state import State
from actions.turn import Reply, Turn
from knowledge.model import Item
from knowledge.search import Found
from knowledge.search.operations import operations
from knowledge.text import normalise
from knowledge.words import say

_OPERATION: Final = re.compile(r"(首次申领|首次申请|补领|补发|换领|换发|申领|注销|变更|转移|查询|办理)")
_NOT_THIS: Final = re.compile(r"^.*?(?:不是|不对|错了|没问|不要)[^,，。;；]*[,，。;；\s]+")
_I_MEAN: Final = re.compile(
    r"^.*?(?:我?(?:说|问|指|讲)的?是|我(?:想问|要办|是要|是说|想办)的?是?|应该是|而是|是要|换成|改成|如果是|要是)"
)
_NEEDED: Final = re.compile(
    r"^(?:那|还|也|是不是|一定|必须)*(?:要|用|带|拿|交|需要|得)(?:带|拿|交|有|准备|提供|出示)?[^,。]{1,8}[吗么不嘛]\??$"
)
"""“要户口本吗”：问眼前的事项要不要它，不是问它自己。"""
_QUESTION: Final = re.compile(r"[?？吗么]|吧$|几|多少|怎么|怎样|咋|什么|啥|哪|能不能|行不|不[。]?$")
_BARE: Final = 6
_AS_NEAR: Final = 0.5
"""眼前的事项有别的一半像，就还是说它。"""
_RATHER: Final = re.compile(r"[,，。;；\s]*(?:而)?(?:不是|没问|不要).*$")


def ask(desk: Desk, state: State) -> Turn:
    """新的问题：要查自己的办件、要预约的，开一张表；说的是生活里的一件事的，铺开；不然检索，找到就答。正谈着一个事项，话里又没有另有所指的，当作追问。"""
    if (own := begun(desk, state)) is not None:
        return own
    if (event := whole_event(desk, state)) is not None:
        return event
    item = desk.valid_item(state.item)
    if item is None and state.item is None and _names_nothing(state):
        return which_step(desk, state, state.aspects) or ask_which(state)
    if item is None or (not state.aspects and not _asks_of(state, item)):
        return answer_found(desk, state, _find(desk, state, state.said), state.aspects)
    named = () if is_question(state.said) else aspects_in(normalise(state.said))
    return about(desk, state, item, state.aspects or named or ("conditions",))


def _asks_of(state: State, item: Item) -> bool:
    """听不出问哪一面的一句，说的是不是眼前的事项：说了它里面的，或者什么也没指明的问句（“最少要交够几年”）。"""
    told = mention(state.said, item)
    asked = is_question(state.said) or bool(aspects_in(normalise(state.said)))
    return told in (Mention.NAMED, Mention.THIS) or (told is Mention.NOTHING and asked)


def _names_nothing(state: State) -> bool:
    """光说了方面的一句（“多少钱”）：没有谈到事项时，不拿它去检索。"""
    text = normalise(state.said)
    return bool(state.aspects) and len(text) <= _BARE and not telling(text)


def is_question(said: str) -> bool:
    """像一句问话。"""
    return bool(_QUESTION.search(said))


def follow(desk: Desk, state: State) -> Turn:
    """追问另一面：同一个事项。话里另有所指、或还没谈到事项的，当作新的问题。"""
    item = desk.valid_item(state.values.get("item") or state.item)
    aspects = state.aspects or state.kept_aspects
    if state.values.get("item"):
        return answer_item(desk, state, item, aspects) if item else gone(desk, state.values["item"])
    if item is not None:
        return about(desk, state, item, aspects)
    found = Found("not_found", []) if _names_nothing(state) else _find(desk, state, state.said)
    waiting = which_step(desk, state, state.aspects) or offering.again(state, state.aspects)
    if found.outcome != "found" and waiting is not None:
        return waiting
    if found.outcome == "not_found" and state.item is not None and not telling(state.rest):
        return gone(desk, state.item)
    return ask_which(state) if found.outcome == "not_found" else answer_found(desk, state, found, aspects)


def about(desk: Desk, state: State, item: Item, aspects: Sequence[str]) -> Turn:
    """正谈着 item 时的一句话：没指明什么、或只说了它的名称的，答 item。

    指明了别的先检索；找不到别的而说的正是 item 里的，也答 item。
    """
    told = mention(state.said, item)
    if told in (Mention.NOTHING, Mention.NAMED):
        return answer_here(desk, state, item, aspects)
    if told is Mention.THIS and _NEEDED.search(normalise(state.said)):
        return answer_here(desk, state, item, ("materials", "conditions"))
    aspects = _with_conditions(item, state, aspects)
    found = _find(desk, state, state.said)
    same = bool(found.hits) and found.hits[0].entry_code == item.entry_code
    if (found.outcome == "found" and same) or (told is Mention.THIS and _as_near(found, item)):
        return answer_here(desk, state, item, aspects)
    return answer_found(desk, state, found, state.aspects)


def _as_near(found: Found, item: Item) -> bool:
    """没有找到别的；或者找到的不比眼前的事项像多少。"""
    near = _AS_NEAR * found.hits[0].score if found.hits else 0.0
    return found.outcome != "found" or any(h.entry_code == item.entry_code and h.score >= near for h in found.hits)


def _with_conditions(item: Item, state: State, aspects: Sequence[str]) -> Sequence[str]:
    """问到的东西（“产假多少天”）这几面都没写、条件里写着的，条件也答。"""
    words = telling(normalise(state.said))
    shown = "\n".join(line for aspect in aspects for line in section(item, aspect))
    written = [word for word in words if word in (item.conditions or "") and word not in shown]
    return aspects if not written or "conditions" in aspects else (*aspects, "conditions")


def change_item(desk: Desk, state: State) -> Turn:
    """换一个事项，问的方面不变：“换成护照呢”。只说了方面的（“条件呢”），还是眼前的事项。"""
    item = desk.valid_item(state.item)
    aspects = aspects_in(normalise(state.said))
    if item is not None and aspects and mention(state.said, item) is Mention.NOTHING:
        return answer_here(desk, state, item, aspects)
    return _with_kept_operation(desk, state, _object_of(state.said))


def correct(desk: Desk, state: State) -> Turn:
    """纠正：先看是不是换了事项，再看是不是换了方面。方面只看要的那一半，“不是材料”“打错了”不算问材料、问出错。"""
    state = replace(state, aspects=aspects_in(_object_of(state.said)))
    item = desk.valid_item(state.item)
    found = _find(desk, state, _object_of(state.said))
    only_aspect = bool(state.aspects) and not state.entities and found.outcome != "found"
    if item is not None and only_aspect:
        return answer_item(desk, state, item, state.aspects)
    return _with_kept_operation(desk, state, _object_of(state.said))


def _with_kept_operation(desk: Desk, state: State, wanted: str) -> Turn:
    """只说了事物的（护照），先带上正谈的事项的动作（补领）去找；找不到再只按事物找。"""
    aspects = state.aspects or [aspect for aspect in state.kept_aspects if aspect != "remedy"]
    current = desk.valid_item(state.item)
    if current is not None and not operations(wanted):
        found = _find(desk, state, f"{wanted}{_operation_words(current.name)}")
        if found.outcome == "found":
            return answer_found(desk, state, found, aspects)
    return answer_found(desk, state, _find(desk, state, wanted), aspects)


def _operation_words(name: str) -> str:
    match = _OPERATION.search(name)
    return match[1] if match else ""


def _object_of(said: str) -> str:
    """“不是，我说的是居住证”→“居住证”；“我问的是时间不是材料”→“时间”。"""
    text = normalise(said)
    rest = _NOT_THIS.sub("", text) or text
    rest = _I_MEAN.sub("", rest) or rest
    return _RATHER.sub("", rest) or rest


def _find(desk: Desk, state: State, text: str) -> Found:
    return desk.search.find(text, region=state.region, side=state.side, categories=state.category_scores)


def ask_which(state: State) -> Turn:
    """还不知道问的是哪件事。"""
    return Turn(
        "clarify_item", (Reply("question", say("clarify_item.again")),), remember={"aspects": list(state.aspects)}
    )


def gone(desk: Desk, code: str | None) -> Turn:
    """点的、谈着的、要再说一遍的事项，今天不在目录里了，或者过了有效期。"""
    ended = desk.catalogue.item(code) if code else None
    text = say("no_match.ended", name=ended.name) if ended else say("no_match.gone")
    return Turn("no_match", (Reply("no_match", text),), remember={"item": None, "offered": []})
