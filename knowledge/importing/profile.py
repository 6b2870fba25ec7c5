"""试导入：照样读、照样校验，什么都不写，数出这份交付的样子。"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from knowledge.importing.delivery import Delivery
from knowledge.importing.judging import alone
from knowledge.importing.links import link_fault
from knowledge.importing.mapping import read_mapping
from knowledge.importing.native import Origin
from knowledge.importing.report import Reject
from knowledge.importing.rows import expand
from knowledge.importing.rule import OUTSIDE
from knowledge.model import Item

_SHOWN: Final = 20
_TOLD: Final = 1_000


@dataclass(slots=True)
class Profile:
    """一份交付的样子，单位是行；`filled` 是各字段有内容的行数，`longest` 是最长的值的字数与它的编码。"""

    read: int = 0
    accepted: int = 0
    rejects: list[Reject] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    filled: Counter[str] = field(default_factory=Counter)
    longest: dict[str, tuple[int, str]] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    dead_links: list[tuple[str, str, str]] = field(default_factory=list)
    dead_link_count: int = 0
    kinds: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def outside(self) -> list[tuple[tuple[str, str], int]]:
        """代码表之外的值：（（字段，值），行数），多的在前。"""
        return Counter((one.field, one.value) for one in self.rejects if _is_outside(one)).most_common()

    @property
    def duplicates(self) -> list[Reject]:
        """编码重复的行。"""
        return [one for one in self.rejects if one.field == "code" and "已经有了" in one.reason]

    @property
    def faults(self) -> list[tuple[tuple[str, str], int]]:
        """其余退回的原因：（（字段，原因），行数），多的在前。"""
        repeated = {id(one) for one in self.duplicates}
        rest = (one for one in self.rejects if id(one) not in repeated and not _is_outside(one))
        return Counter((one.field, one.reason) for one in rest).most_common()

    @property
    def same_names(self) -> list[tuple[str, int]]:
        """几行同用的名称，多的在前。"""
        return [(name, count) for name, count in self.names.most_common() if count > 1]

    def add(self, code: str, values: dict[str, Any]) -> None:
        """记一个可以入库的事项。"""
        self.accepted += 1
        self.names[values["name"]] += 1
        for name in values:
            if values[name] is not None:
                self.filled[name] += 1
        for name in ("item_type", "sides", "categories", "status"):
            kinds = self.kinds.setdefault(name, Counter())
            kinds.update(_listed(values.get(name)))
        for name, text in _texts("", values):
            if len(text) > self.longest.get(name, (0, ""))[0]:
                self.longest[name] = (len(text), code)
            if name.rpartition(".")[2] in ("url", "mobile_url") and (fault := link_fault(text)):
                self.dead_link_count += 1
                if len(self.dead_links) < _TOLD:
                    self.dead_links.append((code, text, fault))

    def fill_rates(self) -> list[tuple[str, int, float]]:
        """各字段：有内容的行数与占可入库的行的比例，按本项目字段的次序。"""
        whole = max(1, self.accepted)
        return [(name, self.filled[name], self.filled[name] / whole) for name in Item.model_fields]

    def lengths(self) -> list[tuple[str, int, str]]:
        """最长的值：字段、字数、编码，长的在前。"""
        ranked = sorted(self.longest.items(), key=lambda one: -one[1][0])
        return [(name, length, code) for name, (length, code) in ranked[:_SHOWN]]


def dry_run(
    paths: Sequence[Path],
    *,
    mapping: Path | None = None,
    source: str | None = None,
    checked_on: date | None = None,
    progress: Callable[[int], None] | None = None,
) -> Profile:
    """同 `load` 的读与校验，什么都不写。

    Raises:
        ImportFailed: 文件或映射不能用。
    """
    origin = Origin(read_mapping(mapping) if mapping else None, source, checked_on)
    delivery, profile = Delivery(list(expand(paths)), origin), Profile()
    for one in delivery.accepted(alone(origin)):
        profile.add(one.code, json.loads(one.doc))
        if progress is not None and profile.accepted % 1_000 == 0:
            progress(delivery.read)
    profile.read, profile.rejects, profile.notes = delivery.read, delivery.rejects.rows, delivery.notes
    return profile


def _is_outside(one: Reject) -> bool:
    return one.reason.startswith((OUTSIDE, "只能是", "只认", "类目“", "区划代码“"))


def _listed(value: object) -> list[str]:
    return [] if value is None else [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _texts(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(name, one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(f"{name}.{key}" if name else key, one)
