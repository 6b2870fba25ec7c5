"""一轮里同一个编码只到目录里取一次；各轮各取各的。"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from actions.remembering import Remembering
from knowledge.model import Item
from tests.actions.fakes import make_item

DAY = date(2026, 11, 24)


class Counting:
    """数着被问了几次的目录。"""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self.asked: Counter[str] = Counter()

    def item(self, code: str) -> Item | None:
        self.asked[code] += 1
        return next((one for one in self._items if one.code == code), None)

    def items_of_entry(self, entry_code: str, regions: list[str], on: date) -> list[Item]:
        self.asked[f"{entry_code} {regions} {on}"] += 1
        return [one for one in self._items if one.entry_code == entry_code and one.region in regions]


def test_each_is_fetched_once() -> None:
    one = make_item(1, "居民身份证补领")
    catalogue = Counting([one])
    within = Remembering(catalogue)
    assert [within.item(one.code) for _ in range(3)] == [one] * 3
    # 没有的也记着。
    assert [within.item("没有") for _ in range(2)] == [None] * 2
    for _ in range(2):
        assert within.items_of_entry(one.entry_code, [one.region], DAY) == [one]
    assert set(catalogue.asked.values()) == {1}
    assert within.items_of_entry(one.entry_code, [], DAY) == []
    Remembering(catalogue).item(one.code)
    assert catalogue.asked[one.code] == 2


def test_what_was_given_can_be_changed() -> None:
    one = make_item(1, "居民身份证补领")
    within = Remembering(Counting([one]))
    within.items_of_entry(one.entry_code, [one.region], DAY).clear()
    assert within.items_of_entry(one.entry_code, [one.region], DAY) == [one]
