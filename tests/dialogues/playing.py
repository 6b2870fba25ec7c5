"""照对话表走一遍：说、点，逐轮核对；不对的，把到这里为止的整个对话写出来给人看。"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from knowledge.taxonomy.regions import NATION, region
from tests.dialogues.script import ASPECTS, OUTCOMES, Dialogue, Step
from tests.stack.visitor import Conversation, Turn, Visitor, choices_of, shown_aspects, text_of

Check = Callable[[Turn], Iterable[str]]
"""每一轮都要守的规矩：不合的，各一句。"""

_OUTCOME_WORDS = {name: word for word, name in OUTCOMES.items()}
_ASPECT_WORDS = {name: word for word, name in ASPECTS.items()}
_NOTHING = "无"


class NotAsWritten(AssertionError):
    """哪一轮、哪里不对；后面是整个对话。"""


def play(visitor: Visitor, dialogue: Dialogue, always: Check = lambda turn: ()) -> list[Turn]:
    """走完返回各轮；第一处不对就抛 NotAsWritten。"""
    opening = dialogue.opening
    asked = {"channel": opening.channel}
    asked |= {"region": opening.region} if opening.region else {}
    asked |= {"side": opening.side} if opening.side else {}
    talk, turns = visitor.begin(**asked), list[Turn]()
    for step in dialogue.steps:
        turn = _move(talk, turns, step, dialogue)
        turns.append(turn)
        faults = [*differences(step, turn, turns), *always(turn)]
        if faults:
            raise NotAsWritten(report(dialogue, turns, faults))
    return turns


def _move(talk: Conversation, turns: Sequence[Turn], step: Step, dialogue: Dialogue) -> Turn:
    if step.say:
        return talk.say(step.say)
    offered = [choices_of(turn) for turn in reversed(turns)] + [talk.opened["greeting"]["choices"]]
    found = next((one for choices in offered for one in choices if one["label"] == step.click), None)
    if found is None:
        raise NotAsWritten(report(dialogue, turns, [f"没有出现过“{step.click}”这个按钮，点不了"]))
    return talk.click(found)


def differences(step: Step, turn: Turn, turns: Sequence[Turn]) -> Iterator[str]:
    """这一轮与写的不同之处，各一句。"""
    outcome, text = _OUTCOME_WORDS[turn["outcome"]], text_of(turn)
    if step.outcomes and outcome not in step.outcomes:
        yield f"结局应当是{_or(step.outcomes)}，得到“{outcome}”"
    item = (turn["understanding"]["item"] or {}).get("name", _NOTHING)
    if step.items and item not in step.items:
        yield f"事项应当是{_or(step.items)}，得到“{item}”"
    shown = [_ASPECT_WORDS[one] for one in shown_aspects(turn)]
    yield from (f"没有答到“{one}”，答的是：{'、'.join(shown)}" for one in step.aspects if one not in shown)
    if step.only and set(shown) != set(step.only):
        yield f"应当只答{'、'.join(step.only)}，答的是：{'、'.join(shown) or '无'}"
    yield from (f"答复里要有“{one}”" for one in step.has if one not in text)
    yield from (f"答复里不能有“{one}”" for one in step.lacks if one in text)
    labels = [choice["label"] for choice in choices_of(turn)]
    yield from (f"要有按钮“{one}”，有的是：{'、'.join(labels) or '无'}" for one in step.buttons if one not in labels)
    yield from _of_place(step, turn)
    if step.repeats and text != text_of(turns[step.repeats - 1]):
        yield f"答复应当与第{step.repeats}轮相同"


def _of_place(step: Step, turn: Turn) -> Iterator[str]:
    seen = turn["understanding"]
    place = _place(seen["region"])
    if step.region and step.region != place:
        yield f"应当理解成在“{step.region}”，理解成“{place}”"
    rule = _place((seen["item"] or {}).get("region"))
    if step.rule_of and step.rule_of != rule:
        yield f"答的应当是“{step.rule_of}”的规定，答的是“{rule}”的"


def _place(code: str | None) -> str:
    return "全国" if code == NATION else region(code).name if code else _NOTHING


def _or(names: Sequence[str]) -> str:
    return "或".join(f"“{one}”" for one in names)


def report(dialogue: Dialogue, turns: Sequence[Turn], faults: Sequence[str]) -> str:
    """不对之处，和到这里为止的整个对话。"""
    head = f"对话“{dialogue.name}”（{dialogue.topic}.yaml）第{max(1, len(turns))}轮不对："
    return "\n".join([head, *(f"  ✗ {fault}" for fault in faults), "", *transcript(dialogue.steps, turns)])


def transcript(steps: Sequence[Step], turns: Sequence[Turn]) -> Iterator[str]:
    """像聊天记录那样写出来。"""
    for place, (step, turn) in enumerate(zip(steps, turns, strict=False), 1):
        yield f"{place}. 来客{'说' if step.say else '点'}：{step.say or step.click}"
        yield from told(turn)


def told(turn: Turn) -> Iterator[str]:
    """一轮的结局、事项、答复和按钮。"""
    seen: dict[str, Any] = turn["understanding"]
    item = seen["item"]
    about = f"·{item['name']}（{_place(item['region'])}）" if item else ""
    yield f"   【{_OUTCOME_WORDS[turn['outcome']]}{about}】"
    yield from (f"   {line}" for line in text_of(turn).splitlines())
    labels = [f"[{choice['label']}]" for choice in choices_of(turn)]
    if labels:
        yield f"   {' '.join(labels)}"
