"""打开一件事：各步落到来客地方的事项上，分出能同时办的几批，材料合成一张单子。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from knowledge.bundles.reading import Bundle, Step, bundles
from knowledge.materials import Canonical, canonical
from knowledge.model import Item, Material, Source
from knowledge.taxonomy.regions import NATION, chain

_NOT_ALWAYS: Final = ("非必要", "视情况")


class Knows(Protocol):
    """能按基本目录与区划取事项的东西，见 knowledge.catalogue.Catalogue。"""

    def items_of_entry(self, entry_code: str, regions: list[str], on: date) -> list[Item]: ...


@dataclass(frozen=True, slots=True)
class OpenStep:
    """落到事项上的一步。

    number：从 1 起，先办的在前；batch：第几批，同一批可以同时办；after：要先办的那几步的 number。
    """

    number: int
    batch: int
    step: Step
    item: Item
    after: tuple[int, ...]

    @property
    def order_source(self) -> Source | None:
        """先后的来源：数据里另写的，或者这个事项自己的；没有先后的 None。"""
        if not self.step.after:
            return None
        if self.step.source is None:
            return self.item.source
        return Source(**self.step.source.model_dump())


@dataclass(frozen=True, slots=True)
class NeededBy:
    """哪一步要这份材料，那个事项里怎么写的。conditional：只在某种情形才要。"""

    number: int
    material: Material

    @property
    def conditional(self) -> bool:
        return bool(self.material.scenarios) or self.material.necessity in _NOT_ALWAYS


@dataclass(frozen=True, slots=True)
class Shared:
    """合成一张单子以后的一份材料。"""

    material: Canonical
    needed_by: tuple[NeededBy, ...]

    @property
    def repeated(self) -> bool:
        """几步都要。"""
        return len({one.number for one in self.needed_by}) > 1

    @property
    def conditional(self) -> bool:
        """每一步都只在某种情形才要。"""
        return all(one.conditional for one in self.needed_by)


@dataclass(frozen=True, slots=True)
class Opened:
    """打开了的一件事。missing：目录里没有的那几步；unlisted：目录没有写明要哪些材料的那几步的 number。"""

    bundle: Bundle
    region: str | None
    steps: tuple[OpenStep, ...]
    materials: tuple[Shared, ...]
    missing: tuple[str, ...]
    unlisted: tuple[int, ...]

    @property
    def batches(self) -> list[list[OpenStep]]:
        """一批一批，批内可以同时办。"""
        last = max((one.batch for one in self.steps), default=0)
        return [[one for one in self.steps if one.batch == batch] for batch in range(1, last + 1)]


class Bundles:
    """一份目录上的各件事；不持有状态。"""

    def __init__(self, catalogue: Knows) -> None:
        self._catalogue = catalogue

    def open(self, bundle_id: str, region: str | None, on: date) -> Opened | None:
        """打开一件事；没有这件事，或者目录里一步也没有，返回 None。

        region：六位区划代码，按县、市、省、全国取最近的一级；None 只看全国的。
        """
        bundle = next((one for one in bundles() if one.id == bundle_id), None)
        return open_bundle(self._catalogue, bundle, region, on) if bundle else None


def open_bundle(catalogue: Knows, bundle: Bundle, region: str | None, on: date) -> Opened | None:
    """同 `Bundles.open`，件事由调用方给。"""
    places = [one.code for one in chain(region)] if region else [NATION]
    found = {step.entry_code: catalogue.items_of_entry(step.entry_code, places, on) for step in bundle.steps}
    items = {code: rows[0] for code, rows in found.items() if rows}
    if not items:
        return None
    steps = _ordered(bundle, items)
    return Opened(
        bundle=bundle,
        region=region,
        steps=steps,
        materials=shared(steps),
        missing=tuple(step.entry_code for step in bundle.steps if step.entry_code not in items),
        unlisted=tuple(one.number for one in steps if one.item.materials is None),
    )


def _ordered(bundle: Bundle, items: dict[str, Item]) -> tuple[OpenStep, ...]:
    """先分批，批内按数据里的次序，从 1 起编号。前一步目录里没有的，接到它的前一步上。"""
    before: dict[str, list[str]] = {}
    batch: dict[str, int] = {}
    for step in bundle.steps:
        direct = [code for after in step.after for code in ([after] if after in items else before[after])]
        before[step.entry_code] = list(dict.fromkeys(direct))
        batch[step.entry_code] = 1 + max((batch[code] for code in before[step.entry_code]), default=0)
    kept = sorted((step for step in bundle.steps if step.entry_code in items), key=lambda one: batch[one.entry_code])
    number = {step.entry_code: place for place, step in enumerate(kept, 1)}
    return tuple(
        OpenStep(
            number[step.entry_code],
            batch[step.entry_code],
            step,
            items[step.entry_code],
            tuple(sorted(number[code] for code in before[step.entry_code])),
        )
        for step in kept
    )


def shared(steps: Sequence[OpenStep]) -> tuple[Shared, ...]:
    """各步的材料合成一张单子：同一份只列一次。几步都要的在前，视情况才要的在后，其余按步的次序。"""
    found: dict[tuple[Canonical, int], list[NeededBy]] = {}
    for one in steps:
        for material in one.item.materials or ():
            name = canonical(material.name)
            found.setdefault((name, one.number if name.apart else 0), []).append(NeededBy(one.number, material))
    rows = [Shared(name, tuple(needed)) for (name, _), needed in found.items()]
    return tuple(sorted(rows, key=lambda row: (row.conditional, not row.repeated)))
