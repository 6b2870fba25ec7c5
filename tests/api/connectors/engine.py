"""假 Rasa 里坐着真的动作：门、HTTP、动作都是真的，只有听懂人话是替身（都当作 ask）。"""

from __future__ import annotations

import json
from typing import Any

from actions.desk import Desk
from actions.road import answer_turn
from knowledge.connectors import read_connectors
from knowledge.taxonomy.acts import parse_payload
from tests.actions.fakes import FakeCatalogue, FakeSearch, clicked, found, make_item, typed
from tests.api.fake_rasa import FakeRasa
from tests.outside import configured

CARD = make_item(1, "居民身份证补领", "440100", fees=[])
WEDNESDAY = "预约2030-01-02上午办身份证"


def seat(rasa: FakeRasa, url: str) -> None:
    """让这个假 Rasa 用真的动作作答；槽位按对话记着。"""
    search = FakeSearch({WEDNESDAY: found(CARD)})
    desk = Desk(search, FakeCatalogue((CARD,)), connectors=read_connectors(configured(url)))
    kept: dict[str, dict[str, Any]] = {}
    answer_turn(desk, "ask", typed("ask", "查一查我的身份证进度"))  # 词典先读好，头一句才不会超过前门的时限

    def respond() -> tuple[int, str]:
        asked = rasa.seen[-1]
        slots, text = kept.setdefault(asked["sender"], {}), asked["message"]
        if text.startswith("/"):
            read = parse_payload(text)
            act, tracker = read.act, clicked(read.act, slots, **read.values)
        else:
            act, tracker = "ask", typed("ask", text, slots)
        tracker["latest_message"]["metadata"] = asked["metadata"]
        turn, changed = answer_turn(desk, act, tracker)
        slots |= changed
        return 200, json.dumps([{"custom": turn}])

    rasa.respond = respond  # type: ignore[method-assign]
