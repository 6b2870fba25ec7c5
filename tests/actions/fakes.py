"""手写的替身：一本小目录、一个按话作答的检索，和一条 tracker。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.desk import Desk
from actions.state import State, read_state
from knowledge import clock
from knowledge.model import Item
from knowledge.search import Found, Hit

NOTHING = Found("not_found", [])


def make_item(number: int, name: str, region: str = "000000", **fields: Any) -> Item:
    """第 number 个基本目录在 region 的事项；别的字段由关键字给出。"""
    entry = f"{number:012d}"
    row: dict[str, Any] = {
        "code": f"{'0' * 11}{region}01{entry}",
        "entry_code": entry,
        "name": name,
        "sides": ["个人"],
        "region": region,
        "source": {"name": f"{name}的规定", "url": "https://example.cn/a", "checked_on": clock.today().isoformat()},
    }
    return Item.model_validate(row | fields)


def hit(item: Item, score: float = 0.9, **fields: Any) -> Hit:
    """这个事项作为检索结果。"""
    return Hit(item.code, item.entry_code, item.name, item.region, item.authority, score, "名称", **fields)


def found(*items: Item, **fields: Any) -> Found:
    """找到第一个。"""
    return Found("found", [hit(item, 0.9 / place, **fields) for place, item in enumerate(items, 1)])


def unsure(*items: Item) -> Found:
    """几个都像。"""
    return Found("ambiguous", [hit(item, 0.3) for item in items])


@dataclass
class FakeSearch:
    """按表作答：话（原样）→ 结果；表里没有的找不到。asked 记下问过什么。"""

    answers: Mapping[str, Found] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    def categories(self, text: str, guessed: Mapping[str, float]) -> dict[str, float]:
        return dict(guessed)

    def find(
        self,
        text: str,
        *,
        region: str | None = None,
        side: str | None = None,
        categories: Mapping[str, float] | None = None,
        category: str | None = None,
        limit: int = 10,
    ) -> Found:
        self.asked.append((text, {"region": region, "side": side, "categories": categories}))
        return self.answers.get(text, NOTHING)


@dataclass
class FakeCatalogue:
    """一串事项。"""

    items: Sequence[Item] = ()

    def item(self, code: str) -> Item | None:
        return next((one for one in self.items if one.code == code), None)

    def items_of_entry(self, entry_code: str, regions: list[str], on: date) -> list[Item]:
        same = [one for one in self.items if one.entry_code == entry_code and one.is_valid_on(on)]
        return [one for region in regions for one in same if one.region == region]


def make_desk(*items: Item, answers: Mapping[str, Found] | None = None) -> Desk:
    """摆着这些事项的柜台。"""
    return Desk(FakeSearch(answers or {}), FakeCatalogue(items))


def make_state(act: str, said: str = "", **fields: Any) -> State:
    """这一轮的状态。"""
    return State(act=act, said=said, **fields)


def typed(act: str, text: str, slots: Mapping[str, Any] | None = None, **meant: Any) -> dict[str, Any]:
    """来客打字的一轮，rasa-sdk 收到的样子。"""
    understanding = {"scope": "in", "categories": [], "aspects": [], "region": None, "regions": [], "entities": []}
    message = {
        "text": text,
        "intent": {"name": act, "confidence": 0.9},
        "entities": [],
        "understanding": understanding | meant,
        "metadata": {},
    }
    return {"sender_id": "甲", "latest_message": message, "slots": dict(slots or {}), "events": []}


def told(*turns: Mapping[str, Any]) -> dict[str, Any]:
    """这些轮作为 tracker 里的事件，并进 typed 的结果。"""
    return {"events": [{"event": "bot", "text": None, "data": {"custom": turn}} for turn in turns]}


def clicked(act: str, slots: Mapping[str, Any] | None = None, **values: str) -> dict[str, Any]:
    """来客点按钮的一轮；Rasa 把载荷里的键值读成实体。"""
    message = {
        "text": f"/{act}",
        "intent": {"name": act, "confidence": 1.0},
        "entities": [{"entity": key, "value": value} for key, value in values.items()],
        "metadata": {},
    }
    return {"sender_id": "甲", "latest_message": message, "slots": dict(slots or {}), "events": []}


def state_of(tracker: Mapping[str, Any]) -> State:
    """读出状态。"""
    return read_state(tracker)
