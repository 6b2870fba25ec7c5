"""列过的几样一路带着：列的那一条 data.needs 里有，后来答其中一样的，带在那一条的 data.listed 里。

引擎只存上一次查到的答复（nlu/components/conversations.py），所以带在答复里，不另设槽位。
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.turn import Turn

Listed = Mapping[str, Any]
"""一样：code（没有认准的没有）、name、region、said、thing、aspects。"""


def listed(replies: Sequence[Mapping[str, Any]], item: str | None) -> tuple[Listed, ...]:
    """上一次的答复里列着的几样；谈着的事项（item）不在其中的，不算数了。"""
    told = (reply.get("data") or {} for reply in replies)
    found = tuple(next((needs for one in told if (needs := one.get("needs") or one.get("listed"))), ()))
    return found if item in {one["code"] for one in found if one["code"]} else ()


def carried(needs: Sequence[Listed], turn: Turn) -> Turn:
    """答的是列过的其中一样：接着带上。"""
    codes = {one["code"] for one in needs}
    if turn.item is None or turn.item["code"] not in codes or any("needs" in one.data for one in turn.replies):
        return turn
    first, *rest = turn.replies
    return replace(turn, replies=(replace(first, data={**first.data, "listed": list(needs)}), *rest))
