"""一轮的样子：结局、答复、理解，和要记住的状态。形状见契约的 Turn 与 Reply。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from knowledge.model import Source
from knowledge.search import Hit


@dataclass(frozen=True, slots=True)
class Choice:
    """一个按钮；payload 由 knowledge.taxonomy.acts.make_payload 写。"""

    label: str
    payload: str


@dataclass(frozen=True, slots=True)
class Reply:
    """一条答复；text 单独就够用。"""

    kind: str
    text: str
    data: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    source: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """契约里的 Reply。"""
        return {**asdict(self), "choices": [asdict(choice) for choice in self.choices]}


@dataclass(frozen=True, slots=True)
class Turn:
    """一轮。item：认定的事项；hits：候选，最像的在前；remember：要改的状态（槽位名 → 值）。"""

    outcome: str
    replies: tuple[Reply, ...]
    item: Mapping[str, str] | None = None
    hits: tuple[Hit, ...] = ()
    remember: Mapping[str, Any] = field(default_factory=dict)


def source_json(source: Source, region: str) -> dict[str, Any]:
    """契约里的 source；region 是六位代码。"""
    return {"name": source.name, "url": source.url, "checked_on": source.checked_on.isoformat(), "region": region}
