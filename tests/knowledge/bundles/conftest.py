"""“一件事”测试共用：起步目录，按基本目录和区划取；小目录随手造。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from knowledge.model import Item

STARTER: Final = Path(__file__).resolve().parents[3] / "knowledge" / "starter"
DAY: Final = date(2026, 11, 23)


@dataclass
class Shelf:
    """一串事项，按 Catalogue 的规矩取。"""

    items: Sequence[Item]

    def items_of_entry(self, entry_code: str, regions: list[str], on: date) -> list[Item]:
        same = [one for one in self.items if one.entry_code == entry_code and one.is_valid_on(on)]
        return [one for region in regions for one in same if one.region == region]


@pytest.fixture(scope="session")
def starter() -> Shelf:
    files = sorted(STARTER.glob("*.yaml"))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows = [row for path in files for row in yaml.load(path.read_text(encoding="utf-8"), Loader=loader)]
    return Shelf([Item.model_validate(row) for row in rows])


def make_item(number: int, region: str = "000000", **fields: Any) -> Item:
    """第 number 个基本目录在 region 的事项。"""
    entry = f"{number:012d}"
    row: dict[str, Any] = {
        "code": f"{'0' * 11}{region}01{entry}",
        "entry_code": entry,
        "name": f"第{number}件",
        "region": region,
        "source": {"name": f"第{number}件的规定", "url": "https://example.cn/a", "checked_on": "2026-11-01"},
    }
    return Item.model_validate(row | fields)


def materials(*names: str, **fields: Any) -> list[dict[str, Any]]:
    return [{"name": name, **fields} for name in names]
