"""投诉举报：不在这里受理，给出 12345 和管这类事的专门渠道，每条带来源。"""

from __future__ import annotations

import re
from typing import Any, Final

from actions.desk import Desk
from actions.state import State
from actions.turn import Reply, Turn, source_json
from knowledge.channels import Channel, channels, channels_for
from knowledge.taxonomy.regions import NATION
from knowledge.text import normalise
from knowledge.words import say

_DANGER: Final = re.compile(r"救命|杀人|打人|家暴|要死|自杀|着火|起火|爆炸|绑架|持刀|流血|中毒|正在打")


def complaint(desk: Desk, state: State) -> Turn:
    """给渠道。从一个事项点过来的，它有监督投诉电话也给出来。"""
    text = normalise(state.said)
    likely = [key for key, score in state.category_scores.items() if score >= 0.3][:2]
    chosen = [channels()[0], *channels_for(text, likely)]
    lines = [say("complaint_taken.emergency")] if _DANGER.search(text) else []
    lines += [say("complaint_taken.text"), *(line for one in chosen for line in _lines(one))]
    item = desk.valid_item(state.values.get("item"))
    if item is not None and item.complaint:
        lines.append(say("complaint_taken.item", name=item.name, phone=item.complaint))
    lines.append(say("complaint_taken.advice"))
    body = "\n".join(lines)
    sources = _source_lines(chosen)
    data = {"channels": [_data(one) for one in chosen], "source_lines": len(sources)}
    text = "\n".join([body, *sources])
    return Turn("complaint_taken", (Reply("complaint", text, data, source=source_json(chosen[-1].source, NATION)),))


def _lines(one: Channel) -> list[str]:
    key = "channel" if one.phone else "channel_without_phone"
    line = say(f"complaint_taken.{key}", name=one.name, phone=one.phone, takes=one.takes, authority=one.authority)
    return [f"· {line}"] + ([f"  {say('complaint_taken.channel_url', url=one.url)}"] if one.url else [])


def _source_lines(chosen: list[Channel]) -> list[str]:
    pairs = dict.fromkeys((one.source.name, one.source.checked_on.isoformat()) for one in chosen)
    return [say("answered.source", name=name, checked_on=checked_on) for name, checked_on in pairs]


def _data(one: Channel) -> dict[str, Any]:
    return {
        "name": one.name,
        "phone": one.phone,
        "url": one.url,
        "authority": one.authority,
        "takes": one.takes,
        "source": source_json(one.source, NATION),
    }
