"""检索要的文字：名称、别名、问法、对象、类目、条件。各地的同一件事大多一样，按内容合用一份。"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from knowledge.taxonomy.categories import category

LONGEST_CONDITION: Final = 300
"""条件只取前这么多字：再往后是细则，检索用不上，各地又各写各的。"""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class EntryRow:
    """一个基本目录：它名下全部事项的文字，去重，按交来的次序。`aliases` 含短名称。"""

    entry_code: str
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    questions: tuple[str, ...]
    sides: tuple[str, ...]
    categories: tuple[str, ...]
    conditions: tuple[str, ...]


def wording_of(values: Mapping[str, Any]) -> tuple[int, str]:
    """合格的一个事项 → (编号, 文字)；编号是内容的 64 位摘要，同样的文字同一个编号。"""
    parts = [
        [values["name"]],
        [values.get("short_name"), *(values.get("aliases") or ())],
        values.get("questions") or [],
        values.get("sides") or [],
        [category(word).key for word in values.get("categories") or ()],
        [(values.get("conditions") or "")[:LONGEST_CONDITION]],
    ]
    text = _encode(parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True), text


def gathered(entry_code: str, texts: Iterable[str]) -> EntryRow:
    """把一个基本目录下各份文字合起来，去重，在前的在前。"""
    parts = zip(*(json.loads(text) for text in texts), strict=True)
    return EntryRow(entry_code, *(_distinct(word for words in one for word in words) for one in parts))


def _distinct(words: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
