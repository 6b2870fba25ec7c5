"""几样诉求的答复：开头列出先后和缘由，再一样一条，各带来源。没有说问哪一面的，只说要紧的。"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from actions.desk import Desk
from actions.rendering.answer import answer
from actions.rendering.cases import View, common_view, list_view
from actions.settling import settle
from actions.state import State
from actions.turn import Choice, Reply
from knowledge.compound.urgency import Urgent
from knowledge.eligibility.judging import known
from knowledge.model import Item
from knowledge.words import say

KIND: Final = "several"
_NUMBERED: Final = re.compile(r"^\d+\. ")
_DETAIL: Final = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）|：.*")
_MOST_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """开头列的一样。said：说它的话；thing：哪样东西；没有认准的没有 code。"""

    code: str | None
    name: str
    region: str | None
    said: str
    thing: str
    aspects: tuple[str, ...]
    urgent: Urgent | None

    def as_json(self) -> dict[str, Any]:
        """放进 data，接着问“第二件”“那护照呢”时用。"""
        told = {"code": self.code, "name": self.name, "region": self.region, "said": self.said, "thing": self.thing}
        reason = {"kind": self.urgent.kind, "because": self.urgent.because} if self.urgent else None
        return told | {"aspects": list(self.aspects), "urgent": reason}


def head_reply(lines: Sequence[Line], names: Sequence[str], *, count: int, choices: tuple[Choice, ...]) -> Reply:
    """开头：听到哪几样，先说哪样、为什么；count：下面细说前几样，其余的按钮在这里。"""
    told = [say("several.told", names="、".join(names))] if names else []
    told.append(say("several.head", count=len(lines)))
    told += [f"{place}. {one.name}{_why(one)}" for place, one in enumerate(lines, 1)]
    told.append(say("several.urgent" if any(one.urgent for one in lines) else "several.spoken"))
    if choices:
        told.append(say("several.rest", count=count))
    told.append(say("several.next"))
    data = {"needs": [one.as_json() for one in lines], "circumstances": list(names), "shown": count}
    return Reply(KIND, "\n".join(told), data, choices)


def _why(one: Line) -> str:
    if one.urgent is None:
        return ""
    return say(f"several.{one.urgent.kind}", note=one.urgent.because)


def need_replies(
    desk: Desk, state: State, item: Item, aspects: Sequence[str], *, short: bool, choice: Choice
) -> list[Reply]:
    """一样的答复：情形没有定的，只给哪种情形都一样的，按钮点开一步步问。short：只说要紧的。"""
    view, open_ = _view(desk, state, item, aspects)
    national = None if any(view.lines(aspect) for aspect in aspects) else desk.national(item)
    replies = answer(
        view.item,
        aspects,
        asked_region=desk.asked_region(item, state.region),
        national=national,
        stale_before=desk.stale_before(),
        view=view,
        age=state.facts.age,
        known=known(state.facts, desk.today()),
        ask=False,
    )
    told = [_shortened(one) if _is_certain(one) else one for one in replies] if short else replies
    label = say("several.guide", name=item.name) if open_ else say("several.more", name=item.name)
    last = replace(told[-1], choices=(Choice(label, choice.payload),))
    return [*(replace(one, choices=()) for one in told[:-1]), last]


def _view(desk: Desk, state: State, item: Item, aspects: Sequence[str]) -> tuple[View, bool]:
    """按情形看的样子；还有没有要问的。"""
    if not item.scenarios:
        return View(item), False
    held = settle(desk, state, item, aspects)
    if held.question is None:
        return list_view(item, held.case), False
    view = common_view(item, held.case, listed=True)
    return replace(view, extra={aspect: tuple(map(_later, lines)) for aspect, lines in view.extra.items()}), True


def _later(line: str) -> str:
    """“请接着答下面这一句”在这里没有下面一句，换成请点按钮。"""
    return say("several.depends") if line == say("clarify_scenario.rest") else say("several.all_depend")


def _is_certain(reply: Reply) -> bool:
    """没有“什么情形才要”的；有的，写法不能省。"""
    return say("case.everything") not in reply.data["remarks"]


def _shortened(reply: Reply) -> Reply:
    """只说要紧的：材料只说名字，别的头两句；目录没有写的，别的写了就不提。"""
    parts = [{**part, "lines": _brief(part)} for part in reply.data["sections"]]
    parts = [one for one in parts if one["present"]] or parts
    given = reply.text.splitlines()
    end = len(given) - int(reply.data["source_lines"])
    lines = [given[0], *reply.data["remarks"], *(line for part in parts for line in part["lines"]), *given[end:]]
    return replace(reply, text="\n".join(lines), data={**reply.data, "sections": parts, "short": True})


def _brief(part: Mapping[str, Any]) -> list[str]:
    if not part["present"]:
        return list(part["lines"])
    named = [_DETAIL.sub("", _NUMBERED.sub("", line)) for line in part["lines"] if _NUMBERED.match(line)]
    plain = [line for line in part["lines"] if not _NUMBERED.match(line) and line != say("part.no_steps")]
    told = [say("several.brief", name=part["title"], text="、".join(named))] if named else []
    if named:
        return [*told, *(line for line in plain if line == say("several.depends"))]
    return [say("several.brief", name=part["title"], text="；".join(line.rstrip("。") for line in plain[:_MOST_LINES]))]


def absent_reply(said: str) -> Reply:
    """这一件目录里没有：明说，不拿别的充数。"""
    return Reply("no_match", say("several.absent", text=said))


def place_reply(item: Item, payload: str) -> Reply:
    """这一件各地规定不同：请来客说在哪里办。"""
    choice = Choice(say("several.more", name=item.name), payload)
    return Reply("question", say("several.place", name=item.name), {}, (choice,))
