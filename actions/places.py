"""两个地方：户口所在地和现居地都说了而不相同的，答复里说明是按哪里答的，并给出看另一处的按钮。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from actions.state import State
from actions.turn import Choice, Reply, Turn
from knowledge.taxonomy.acts import make_payload
from knowledge.taxonomy.regions import chain, spoken_name
from knowledge.words import say

REGISTERED: Final = "registered"
LIVING: Final = "living"
AWAITED: Final = "awaited"
"""正等着问清哪个角色的地方；与 registered、living 同放在 roles 槽里。"""
_OTHER: Final = {REGISTERED: LIVING, LIVING: REGISTERED}


def role_region(state: State) -> str | None:
    """问的那个角色（老家、这边）是哪里；没问、没说过的，None。"""
    return state.roles.get(state.asked_role) if state.asked_role else None


def lacks_home(state: State) -> bool:
    """问的是回老家办，却没说过老家在哪里，而手里记着的是别处。"""
    unknown = state.asked_role == REGISTERED and REGISTERED not in state.roles
    return unknown and (state.region is not None or state.act == "change_region")


def awaiting_home(state: State) -> dict[str, str]:
    """问了老家在哪里之后的 roles。"""
    return {**state.roles, AWAITED: REGISTERED}


def with_roles(state: State, code: str | None, turn: Turn) -> Turn:
    """记住说过的两处地方。上一轮正问着老家的，这一轮说的地方就是；没有要改的，原样。"""
    awaited = state.roles.get(AWAITED)
    roles = {role: place for role, place in state.roles.items() if role != AWAITED}
    if awaited and code and awaited not in state.heard_roles:
        roles[awaited] = code
    if "roles" in turn.remember or not (awaited or state.heard_roles):
        return turn
    return replace(turn, remember={**turn.remember, "roles": roles})


def with_other_place(state: State, turn: Turn) -> Turn:
    """这句话说了两处不同的地方，而答的是其中一处：说明，并给出另一处。"""
    role = _role_used(state.heard_roles, turn.remember.get("region"))
    if turn.outcome not in ("answered", "clarify_region", "clarify_item", "clarify_scenario") or role is None:
        return turn
    region, other = state.heard_roles[role], spoken_name(state.heard_roles[_OTHER[role]])
    choice = Choice(
        say("two_places.see", other=other), make_payload("change_region", region=state.heard_roles[_OTHER[role]])
    )
    first, *rest = turn.replies
    told = say(f"two_places.{role}", region=spoken_name(region), other=other)
    replies = [replace(first, text=f"{told}\n{first.text}"), *rest]
    replies[-1] = _with_choice(replies[-1], choice)
    return replace(turn, replies=tuple(replies))


def _role_used(heard: Mapping[str, str], region: str | None) -> str | None:
    """答的是哪个角色的地方；只说了一处、两处相同或一处在另一处之内的，None。"""
    if len(heard) < 2 or region is None:
        return None
    home, here = heard[REGISTERED], heard[LIVING]
    if any(one.code == home for one in chain(here)) or any(one.code == here for one in chain(home)):
        return None
    return next((role for role in (LIVING, REGISTERED) if heard[role] == region), None)


def _with_choice(reply: Reply, choice: Choice) -> Reply:
    known = {one.payload for one in reply.choices}
    return reply if choice.payload in known else replace(reply, choices=(*reply.choices, choice))
