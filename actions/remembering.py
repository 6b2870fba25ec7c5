"""这一轮里取过的事项记着：一轮要按同一个编码取两三次，到目录里只取一次。"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actions.desk import Knows
from knowledge.model import Item


class Remembering:
    """包着目录，一轮用一个，用完就丢，所以不会比目录旧。"""

    def __init__(self, catalogue: Knows) -> None:
        self._catalogue = catalogue
        self._items: dict[str, Item | None] = {}
        self._of_entry: dict[tuple[str, tuple[str, ...], date], list[Item]] = {}

    def item(self, code: str) -> Item | None:
        """同 Catalogue.item。"""
        if code not in self._items:
            self._items[code] = self._catalogue.item(code)
        return self._items[code]

    def items_of_entry(self, entry_code: str, regions: Sequence[str], on: date) -> list[Item]:
        """同 Catalogue.items_of_entry；给出的单子各是各的。"""
        about = (entry_code, tuple(regions), on)
        if about not in self._of_entry:
            self._of_entry[about] = self._catalogue.items_of_entry(entry_code, list(regions), on)
        return list(self._of_entry[about])
