"""投诉举报和求助的渠道：哪个热线管哪些事。每条都有来源；没有核实的不收。"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.model import Source

_FILE = Path(__file__).with_name("channels.yaml")


@dataclass(frozen=True, slots=True)
class Channel:
    """一个渠道。signs：人们说这类事时用的词；categories：它管的类目；emergency：危急时先拨的。"""

    id: str
    name: str
    phone: str | None
    url: str | None
    authority: str
    takes: str
    categories: tuple[str, ...]
    signs: tuple[str, ...]
    emergency: bool
    source: Source


@cache
def channels() -> tuple[Channel, ...]:
    """全部渠道，按文件次序；第一个是 12345，什么都受理。"""
    return tuple(_channel(row) for row in yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def channels_for(text: str, categories: Collection[str], most: int = 2) -> list[Channel]:
    """适合这段话的专门渠道，最合适的在前，不含 12345 和急救报警。

    按话里出现的词打分；一个词也没有的，看最可能的类目。text 须已归一。
    """
    special = [one for one in channels()[1:] if not one.emergency]
    scored = [(sum(len(sign) for sign in one.signs if sign in text), one) for one in special]
    said = [one for score, one in sorted(scored, key=lambda pair: -pair[0]) if score]
    return (said or [one for one in special if set(one.categories) & set(categories)])[:most]


def _channel(row: dict[str, Any]) -> Channel:
    return Channel(
        id=row["id"],
        name=row["name"],
        phone=row.get("phone"),
        url=row.get("url"),
        authority=row["authority"],
        takes=row["takes"],
        categories=tuple(row.get("categories") or ()),
        signs=tuple(row.get("signs") or ()),
        emergency=bool(row.get("emergency")),
        source=Source.model_validate(row["source"]),
    )
