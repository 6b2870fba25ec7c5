"""换地方：“在广州办”。认出区划，谈着的事项按新的地方再答一遍；重名的问一句。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from actions.answering import answer_here, pending
from actions.bundling import again, bundle_before
from actions.desk import Desk
from actions.followups import telling
from actions.offering import asked_before, resumed
from actions.opening import ask
from actions.places import awaiting_home, lacks_home, role_region, with_other_place, with_roles
from actions.state import State
from actions.turn import Choice, Reply, Turn
from knowledge.taxonomy.acts import make_payload
from knowledge.taxonomy.regions import NATION, UnknownRegion, chain, region, spoken_name
from knowledge.text import normalise
from knowledge.words import say

Answering = Callable[[Desk, State], Turn]

_SHOWN = 4


def change_region(desk: Desk, state: State) -> Turn:
    """换区划：来自话里的地名、说过的老家或现居地，或按钮。"""
    if lacks_home(state) and not state.values and not state.heard_region:
        return _which_home(state)
    code = _asked(state)
    if code is None:
        return _which(state) if state.heard_regions else _unknown()
    return with_roles(state, code, with_other_place(state, _answered_in(desk, state, code)))


def _answered_in(desk: Desk, state: State, code: str) -> Turn:
    moved = replace(state, region=code)
    if state.pending is not None:
        return ask(desk, resumed(moved, state.pending))
    item = desk.valid_item(state.item)
    if item is None and (event := again(desk, moved)) is not None:
        return event
    if item is None and (question := asked_before(state)) is not None:
        return ask(desk, resumed(moved, question))
    if item is None:
        text = say("clarify_region.noted", region=spoken_name(code))
        return Turn("clarify_item", (Reply("question", text),), remember={"region": code})
    return answer_here(desk, replace(moved, heard_region=code), item, _aspects(state))


def in_heard_region(answering: Answering) -> Answering:
    """话里带着地名的，先换到那个地方再答；“回老家办”换到说过的老家；重名的地名先问清是哪一个。"""

    def answer(desk: Desk, state: State) -> Turn:
        settled = state.heard_region or _among(state)
        if settled is None and state.heard_regions:
            return _which(replace(state, act="change_region") if _says_only_where(state) else state)
        if settled is None and lacks_home(state):
            return _which_home(state)
        settled = settled or role_region(state)
        if settled and _says_only_where(state):
            return change_region(desk, replace(state, heard_region=settled))
        heard = replace(state, region=settled, heard_region=settled) if settled else state
        return with_roles(state, settled, with_other_place(state, answering(desk, heard)))

    return answer


def _says_only_where(state: State) -> bool:
    """只说了地方（“湖南长沙”“看安徽的”），正谈着事项或等着问清地方：分类器当成了别的，也按换地方办。"""
    waiting = state.item is not None or state.pending is not None or bundle_before(state) is not None
    return waiting and not _really_asked(state) and not telling(normalise(state.said))


def _aspects(state: State) -> tuple[str, ...]:
    return _really_asked(state) or state.kept_aspects


def _really_asked(state: State) -> tuple[str, ...]:
    """“在鼓楼区办”说的是在哪里办，不是问去哪办；真在问的，话里有“哪”。"""
    return tuple(one for one in state.aspects if one != "place" or "哪" in state.said or "地址" in state.said)


def _asked(state: State) -> str | None:
    wanted = state.values.get("region") or state.heard_region or _among(state) or role_region(state)
    try:
        return region(wanted).code if wanted else None
    except UnknownRegion:
        return None


def _among(state: State) -> str | None:
    """重名的地名里，恰好一个在正用的区划之下，就是它。"""
    if not state.region or not state.heard_regions:
        return None
    inside = [code for code in state.heard_regions if any(up.code == state.region for up in chain(code))]
    return inside[0] if len(inside) == 1 and state.region != NATION else None


def _which(state: State) -> Turn:
    """重名：列出来请来客选；这句话问的事先记着，选定了接着答。"""
    shown = state.heard_regions[:_SHOWN]
    labels = ["".join(reversed([up.short_name for up in chain(code)[1:-1]])) + region(code).name for code in shown]
    choices = tuple(
        Choice(label, make_payload("change_region", region=code)) for label, code in zip(labels, shown, strict=True)
    )
    lines = [say("clarify_region.text", name=region(shown[0]).name)]
    lines += [f"{place}. {label}" for place, label in enumerate(labels, 1)]
    remember: dict[str, Any] = {"offered": [choice.payload for choice in choices], **_waiting(state)}
    return Turn("clarify_region", (Reply("choices", "\n".join(lines), {}, choices),), remember=remember)


def _which_home(state: State) -> Turn:
    """说回老家办，没说过老家是哪里：问一句；答的那个地方记作户口所在地。"""
    remember: dict[str, Any] = {"offered": [], **_waiting(state), "roles": awaiting_home(state)}
    return Turn("clarify_region", (Reply("question", say("clarify_region.registered")),), remember=remember)


def _waiting(state: State) -> dict[str, Any]:
    """问地方的时候先记着的：新的问题整个记着，追问的只记方面。"""
    if state.act == "ask":
        return {"pending": pending(state, state.aspects)}
    return {"aspects": list(_aspects(state))}


def _unknown() -> Turn:
    return Turn("clarify_region", (Reply("question", say("clarify_region.unknown")),))
