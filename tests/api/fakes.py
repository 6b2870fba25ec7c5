"""手写的替身：检索与目录，同样的方法，几行就看得完。"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.model import Item

CODE = "BS00000000000000001BSP090000003"


def made(entry_code: str, region: str) -> Item:
    """这个基本目录在这个区划的事项，要出生医学证明和身份证。"""
    row = {"code": f"{region}0000000000001{entry_code}"[:31], "entry_code": entry_code, "name": f"{entry_code}的事项"}
    material = [{"name": "户口簿" if entry_code.startswith("BSP01") else "居民户口簿", "originals": 1}]
    about = {"region": region, "materials": material, "source": {"name": "某规定", "checked_on": "2026-11-23"}}
    return Item.model_validate(row | about)


@dataclass(frozen=True)
class FakeHit:
    code: str
    name: str
    region: str = "000000"
    entry_code: str = "BSP090000003"
    authority: str | None = "公安机关"
    score: float = 0.8
    matched_by: str = "name"


@dataclass(frozen=True)
class FakeFound:
    outcome: str
    hits: list[FakeHit]


@dataclass
class FakeSearch:
    """话里有“身份证”就找到一项，有“执照”就分不清两项，别的都找不到。"""

    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    pause: threading.Event | None = None

    def find(self, text: str, **about: Any) -> FakeFound:
        self.asked.append((text, about))
        if self.pause is not None:
            self.pause.wait(5)
        if "身份证" in text:
            return FakeFound("found", [FakeHit(CODE, "居民身份证补领")])
        if "执照" in text:
            hits = [FakeHit(CODE[:-1] + "8", "营业执照补发"), FakeHit(CODE[:-1] + "9", "营业执照换发", "440100")]
            return FakeFound("ambiguous", hits)
        return FakeFound("not_found", [FakeHit(CODE, "不相干的事项", score=0.1)])


@dataclass
class FakeCatalogue:
    """只有一个事项的目录。"""

    current: str = "g1"

    def item(self, code: str) -> Item | None:
        about = {"name": "居民身份证法", "checked_on": "2026-11-23"}
        row = {"code": CODE, "entry_code": CODE[19:], "name": "居民身份证补领", "region": "000000", "source": about}
        return Item.model_validate(row | {"fees": [], "promised_limit": None}) if code == CODE else None

    def items_of_entry(self, entry_code: str, regions: list[str], on: date) -> list[Item]:
        """出生登记有全国的，出生医学证明签发有全国的和广州的。"""
        rows = {"BSP010000020": ["000000"], "BSP005000111": ["000000", "440100"]}
        return [made(entry_code, region) for region in regions if region in rows.get(entry_code, [])]

    def generation(self) -> str:
        return self.current
