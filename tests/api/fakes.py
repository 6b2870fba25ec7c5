"""手写的替身：检索与目录，同样的方法，几行就看得完。"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from knowledge.model import Item

CODE = "BS00000000000000001BSP090000003"


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

    def generation(self) -> str:
        return self.current
