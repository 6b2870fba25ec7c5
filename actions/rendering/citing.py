"""引规定：法的名字和条款，表的各行。"""

from __future__ import annotations

from knowledge.model import Basis, Item
from knowledge.words import say


def law(one: Basis) -> str:
    """“《失业保险条例》第十四条”。"""
    return _titled(one.name) + (one.article or "")


def rows(item: Item, aspect: str) -> list[str]:
    """这一面的各张表的各行。"""
    found = [row for one in item.rules or () if one.about == aspect for row in one.rows or ()]
    return [say("eligibility.one_row", text=row.text, gives=row.gives) for row in found]


def _titled(name: str) -> str:
    return name if name.startswith("《") else f"《{name}》"
