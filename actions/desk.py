"""柜台：作答要用的东西。一个进程接一次线，见 server。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from knowledge import clock
from knowledge.connectors import Connectors
from knowledge.freshness import months_before
from knowledge.laws import has_lost_its_ground
from knowledge.model import Item
from knowledge.search import Found
from knowledge.taxonomy.regions import NATION, chain


class Searches(Protocol):
    """能检索的东西，见 knowledge.search.Search.find。"""

    def find(
        self,
        text: str,
        *,
        region: str | None = None,
        side: str | None = None,
        categories: Mapping[str, float] | None = None,
        category: str | None = None,
        limit: int = 10,
    ) -> Found: ...

    def categories(self, text: str, guessed: Mapping[str, float]) -> dict[str, float]: ...


class Knows(Protocol):
    """能按编码和区划取事项的东西，见 knowledge.catalogue.Catalogue。"""

    def item(self, code: str) -> Item | None: ...

    def items_of_entry(self, entry_code: str, regions: list[str], on: date) -> list[Item]: ...


@dataclass(frozen=True)
class Desk:
    """检索、目录、今天的日期（`day` 给出，平常是北京时间的今天），和接着的外面的系统。

    超过 `stale_months` 个月没有核对的，作答时注明。
    """

    search: Searches
    catalogue: Knows
    stale_months: int = 12
    day: Callable[[], date] = clock.today
    connectors: Connectors = field(default_factory=Connectors)

    def today(self) -> date:
        """今天；有效期和核对日期都按它算。"""
        return self.day()

    def stale_before(self) -> date:
        """在这天以前核对的，算旧。"""
        return months_before(self.today(), self.stale_months)

    def valid_item(self, code: str | None) -> Item | None:
        """按编码取今天有效的事项；没有编码、没有事项或已失效都返回 None。"""
        item = self.catalogue.item(code) if code else None
        return item if item is not None and item.is_valid_on(self.today()) else None

    def in_region(self, item: Item, region: str | None) -> Item | None:
        """同一基本目录在 region（含上级）里的事项，取最近的一级；没有则 None。"""
        regions = [one.code for one in chain(region)] if region else [item.region]
        found = self.catalogue.items_of_entry(item.entry_code, regions, self.today())
        return found[0] if found else None

    def asked_region(self, item: Item, region: str | None) -> str | None:
        """来客的地方。点了全国那一条、而当地其实另有一条的，不能说当地没有，当作没问地方。"""
        if item.region != NATION:
            return region
        here = self.in_region(item, region)
        return region if here is None or here.code == item.code else None

    def national(self, item: Item) -> Item | None:
        """同一基本目录里可以作答的全国事项；item 自己就是全国的，则为 None。"""
        found = None if item.region == NATION else self.in_region(item, NATION)
        return None if found is None or self.is_withheld(found) else found

    def is_withheld(self, item: Item) -> bool:
        """不拿来作答，也不拿来补别的事项：暂停的，写明的依据全部废止了的。"""
        return item.status == "暂停" or has_lost_its_ground(item, self.today())
