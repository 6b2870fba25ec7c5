"""情形测试共用：几件有情形的事，和一次记得住前面各轮的对话。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.desk import Desk
from actions.road import answer_turn
from knowledge.taxonomy.acts import parse_payload
from tests.actions.fakes import clicked, make_item, told, typed


def _question(key: str, text: str, options: list[tuple[str, str, dict[str, str]]], when: tuple[str, ...] = ()) -> Any:
    listed = [{"id": name, "label": label, **more} for name, label, more in options]
    return {"id": key, "question": text, "options": listed, "when": list(when)}


_WHOSE = _question(
    "age", "给谁补？", [("adult", "满16周岁的本人", {}), ("child", "未满16周岁的孩子", {"note": "由监护人代为办理"})]
)
_WHERE = _question(
    "where", "在哪里办？", [("home", "户籍地", {}), ("away", "外省的现居住地", {"note": "要有稳定住所"})]
)
CARD = make_item(
    3,
    "居民身份证补领",
    scenarios=[_WHOSE, _WHERE],
    materials=[
        {"name": "照片"},
        {"name": "居民户口簿", "scenarios": ["home"]},
        {"name": "居住证", "scenarios": ["away"]},
        {"name": "监护证明", "originals": 1, "scenarios": ["child"]},
    ],
    fees=[{"name": "工本费", "standard": "每证40元"}],
    statutory_limit={"value": 60, "unit": "自然日"},
    places=[{"name": "派出所"}],
    conditions="年满16周岁的公民。\n遗失的补领。",
    phone="010-7",
)
LOCAL_CARD = make_item(
    3,
    "居民身份证补领",
    "440100",
    scenarios=[
        _WHOSE,
        _question("home", "户口在哪里？", [("local", "广州", {}), ("away", "外省", {})]),
    ],
    materials=[
        {"name": "广州户口簿", "scenarios": ["local"]},
        {"name": "受理登记表", "scenarios": ["away"]},
        {"name": "广州监护证明", "scenarios": ["child"]},
    ],
)
RENEWAL = make_item(
    2,
    "居民身份证换领",
    scenarios=[
        _question(
            "why",
            "为什么要换？",
            [("expired", "到期", {}), ("damaged", "坏了", {}), ("gone", "丢了", {"other": CARD.entry_code})],
        ),
    ],
    materials=[{"name": "原证"}],
    fees=[
        {"name": "工本费", "standard": "每证20元", "scenarios": ["expired"]},
        {"name": "工本费", "standard": "每证40元", "scenarios": ["damaged"]},
    ],
)
PASSPORT = make_item(
    4,
    "普通护照换发、补发",
    scenarios=[
        _question("who", "给谁办？", [("adult", "满16周岁的人", {}), ("minor", "未满16周岁的孩子", {})]),
    ],
    materials=[{"name": "护照照片"}, {"name": "监护人身份证", "scenarios": ["minor"]}],
    fees=[{"name": "护照工本费", "standard": "每本120元"}],
)
PLAIN = make_item(5, "结婚登记", materials=[{"name": "户口簿"}, {"name": "身份证"}], fees=[])
REPLACED = make_item(
    6,
    "通行证补办",
    scenarios=[_question("what", "要办什么？", [("new", "补证", {}), ("sign", "只办签注", {"other": "0" * 11 + "9"})])],
    materials=[{"name": "申请表"}, {"name": "旧证", "scenarios": ["new"]}],
)


class Talk:
    """一次对话：槽位和说过的轮都记着，像引擎那样。"""

    def __init__(self, desk: Desk, region: str | None = None) -> None:
        self.desk = desk
        self.slots: dict[str, Any] = {"region": region} if region else {}
        self.turns: list[dict[str, Any]] = []

    def say(self, text: str, act: str = "ask", **meant: Any) -> dict[str, Any]:
        """打字的一句。"""
        return self._take(act, typed(act, text, self.slots, **meant) | told(*self.turns))

    def click(self, label: str) -> dict[str, Any]:
        """点上一轮里写着 label 的按钮。"""
        choices = [choice for reply in self.turns[-1]["replies"] for choice in reply["choices"]]
        payload = parse_payload(next(choice["payload"] for choice in choices if choice["label"] == label))
        return self.send(payload.act, **payload.values)

    def send(self, act: str, **values: str) -> dict[str, Any]:
        """点一个以前的按钮。"""
        return self._take(act, clicked(act, self.slots, **values) | told(*self.turns))

    def _take(self, act: str, tracker: Mapping[str, Any]) -> dict[str, Any]:
        turn, changed = answer_turn(self.desk, act, tracker)
        self.slots.update(changed)
        self.turns.append(turn)
        return turn


def text_of(turn: Mapping[str, Any]) -> str:
    return "\n".join(reply["text"] for reply in turn["replies"])


def lines_of(turn: Mapping[str, Any], aspect: str) -> list[str]:
    parts = [part for reply in turn["replies"] for part in reply["data"].get("sections", ())]
    return [line for part in parts if part["aspect"] == aspect for line in part["lines"]]


def labels_of(turn: Mapping[str, Any]) -> list[str]:
    return [choice["label"] for reply in turn["replies"] for choice in reply["choices"]]
