"""要先顾到的话：轻生、危险、查别人、辱骂、要改规则、要评论。只认说法，怎样答在 actions.safety。"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("signs.yaml")


def alarms(text: str) -> tuple[str, ...]:
    """话里有哪几种，要紧的在前；text 须已归一。"""
    return tuple(
        kind
        for kind, (said, unless) in _patterns().items()
        if said.search(text) and not (unless and unless.search(text))
    )


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        kind: (re.compile("|".join(row["said"])), re.compile(row["unless"]) if row["unless"] else None)
        for kind, row in rows.items()
    }
