"""问过“是哪一件”的记着：选定了一件，同一次对话里再分不清这几件时就按选定的答，不再问，直到话里点了别的。

状态是一串组，最近的在后：{"among": 几个基本编码, "chosen": 选定的那个或 None}。答了一个事项，凡有它的组都算选定了它；
没有问过就答了的，自成一组。
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from actions.followups import telling
from actions.state import State
from knowledge.search import Hit
from knowledge.search.operations import agreement, assumes, operations
from knowledge.search.variants import siblings
from knowledge.text import normalise

Group = dict[str, Any]

SHOWN: Final = 4
"""最多列出几个。"""
LEAST: Final = 2
"""至少列出几个（有的话）。"""
NEAR: Final = 0.25
"""分数不到第一个的这么多，就差得远了，不列。"""
_KEPT: Final = 8


def near(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """分不清的几个：分数与第一个相近的，和与第一个是同一件事的另几种的；hits 由高到低。"""
    kinds = siblings([hit.name for hit in hits])
    kinds = kinds if len(kinds) > 1 else []
    close = {place for place, hit in enumerate(hits) if hit.score >= NEAR * hits[0].score}
    if not kinds:
        close |= set(range(LEAST))
    return tuple(hit for place, hit in enumerate(hits) if place in close or place in kinds)[:SHOWN]


def with_first_steps(said: str, near: Sequence[Hit], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """要列的几个 near。像的都是没有说到的、以前办过才有的一步（遗失补领）的，头一次办的虽然差得远，也列，列在前面。"""
    asked = operations(normalise(said))
    later = {hit.code for hit in hits if assumes(asked, operations(normalise(hit.name)))}
    close = [hit for hit in near if hit.score >= NEAR * hits[0].score]
    if any(hit.code not in later for hit in close):
        return tuple(near)
    firsts = [hit for hit in hits[:SHOWN] if hit.code not in later][:LEAST]
    return (*firsts, *(hit for hit in near if hit not in firsts))[:SHOWN]


def offered(state: State, hits: Sequence[Hit]) -> list[Group]:
    """把这几个当作一组问了之后的状态。"""
    among = [hit.entry_code for hit in hits]
    others = [dict(group) for group in state.ties if set(group["among"]) != set(among)]
    return [*others, {"among": among, "chosen": None}][-_KEPT:]


def settled(state: State, entry: str) -> list[Group]:
    """答了这个事项之后的状态。"""
    groups = [{**group, "chosen": entry} if entry in group["among"] else dict(group) for group in state.ties]
    known = any(group["chosen"] == entry for group in groups)
    return (groups if known else [*groups, {"among": [entry], "chosen": entry}])[-_KEPT:]


def remembered(state: State, hits: Sequence[Hit]) -> Hit | None:
    """分不清的这几个里，以前选定的那一个；没选过，或者话里点了别的，返回 None。

    第一个也在那一组里才算同一回事：几个都像、而最像的是没谈过的，还是要问。
    """
    for group in reversed(state.ties):
        held = next((hit for hit in hits if hit.entry_code == group["chosen"]), None)
        if held is not None and hits[0].entry_code in group["among"]:
            return None if _names_another(state.said, held, hits) else held
    return None


def _names_another(said: str, held: Hit, hits: Sequence[Hit]) -> bool:
    """话里的办理动作与选定的相斥，或者有选定的名称里没有、别的名称里有的词。"""
    clean = normalise(said)
    own = normalise(held.name)
    if agreement(operations(clean), operations(own)) < 0:
        return True
    others = "".join(normalise(hit.name) for hit in hits if hit is not held)
    return any(word in others and word not in own for word in telling(clean))
