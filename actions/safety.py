"""先顾到人：轻生和危险的话先给该打的电话；查别人的不查；骂人的不还口，气头上的另给“转人工”；要改规则的改不了；要评论的不评论。

轻生、危险只加在前面，不挡住后面的答复；后三样只在本来就答不上时才换掉答复。
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from actions.state import State
from actions.turn import Choice, Reply, Turn, source_json
from knowledge.channels import Channel, channels
from knowledge.safety import alarms
from knowledge.taxonomy.acts import make_payload
from knowledge.taxonomy.regions import NATION
from knowledge.text import normalise
from knowledge.words import say

_SUBSTANTIAL: Final = ("answered", "complaint_taken")
_UNANSWERED: Final = ("out_of_scope", "no_match", "small_talk", "clarify_item")
_QUIET: Final = {"insult": "small_talk", "rules": "out_of_scope", "opinion": "out_of_scope"}
"""本来就答不上的话：种类 → 换成的结局。"""
_SHORT: Final = 40


def heed(state: State, turn: Turn) -> Turn:
    """照 turn 答之前先看要紧的；点按钮的不看。"""
    if state.said.startswith("/"):
        return turn
    text = normalise(state.said)
    heard = alarms(text)
    if "self_harm" in heard:
        return _first(_self_harm(), turn)
    if "danger" in heard and turn.outcome != "complaint_taken":  # 投诉的答复自己有这一句
        return _first(_danger(), turn)
    if turn.replies[0].kind == "form":
        return turn
    if "others" in heard:
        return _instead("out_of_scope", "others", turn)
    for kind, outcome in _QUIET.items():
        if kind in heard and turn.outcome in _UNANSWERED and len(text) <= _SHORT * (1 + (kind == "rules") * 9):
            return _instead(outcome, kind, turn)
    return _with_person(turn) if "anger" in heard else turn


def _first(reply: Reply, turn: Turn) -> Turn:
    if turn.outcome in _SUBSTANTIAL or turn.replies[0].kind == "form":
        return replace(turn, replies=(reply, *turn.replies))
    return Turn("handed_off", (reply,))


def _with_person(turn: Turn) -> Turn:
    """气头上的话：照答，另给一个“转人工”。"""
    *others, last = turn.replies
    if any(choice.payload == _person().payload for choice in last.choices) or turn.outcome == "handed_off":
        return turn
    return replace(turn, replies=(*others, replace(last, choices=(*last.choices, _person()))))


def _self_harm() -> Reply:
    helper = _channel("12356")
    lines = [say("safety.self_harm"), say("safety.self_harm_call", name=helper.name)]
    source = say("answered.source", name=helper.source.name, checked_on=helper.source.checked_on.isoformat())
    data = {"channels": [_told(one) for one in (helper, _channel("110"), _channel("120"))], "source_lines": 1}
    about = source_json(helper.source, NATION)
    return Reply("safety", "\n".join([*lines, source]), data, (_person(),), about)


def _danger() -> Reply:
    police = _channel("110")
    source = say("answered.source", name=police.source.name, checked_on=police.source.checked_on.isoformat())
    data = {"channels": [_told(_channel(phone)) for phone in ("110", "120", "119")], "source_lines": 1}
    about = source_json(police.source, NATION)
    return Reply("safety", "\n".join([say("safety.danger"), source]), data, (_person(),), about)


def _instead(outcome: str, kind: str, turn: Turn) -> Turn:
    guide = Choice(say("greeting.help"), make_payload("help"))
    choices = (guide, _person()) if kind == "insult" else (guide,)
    return Turn(outcome, (Reply("safety", say(f"safety.{kind}"), {}, choices),), remember={"offered": []})


def _person() -> Choice:
    return Choice(say("handover.person"), make_payload("ask_person"))


def _channel(phone: str) -> Channel:
    return next(one for one in channels() if one.phone == phone)


def _told(one: Channel) -> dict[str, object]:
    return {"name": one.name, "phone": one.phone, "takes": one.takes, "source": source_json(one.source, NATION)}
