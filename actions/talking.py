"""不查目录的话：寒暄、帮助、再说一遍、转人工、不在范围。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from actions import applying
from actions.answering import answer_found
from actions.asking import about, ask, gone, is_question
from actions.choosing import choose
from actions.desk import Desk
from actions.followups import Mention, mention
from actions.forms import Form, begin, dropped, filed, is_filed, question, read_form
from actions.repeating import past
from actions.state import State
from actions.turn import Choice, Reply, Turn
from knowledge.model import Item
from knowledge.search import Found
from knowledge.search.operations import agreement, only_a_paper, operations
from knowledge.taxonomy.acts import make_payload
from knowledge.text import normalise
from knowledge.text.frames import without_frames
from knowledge.words import say

FORGOTTEN: Final[dict[str, object]] = {
    "item": None,
    "aspects": [],
    "offered": [],
    "pending": None,
    "ties": [],
    "form": None,
    "cases": [],
    "facts": {},
}
"""重新开始要忘掉的；记得的地方不忘。"""
_NAMED: Final = 0.7
"""分类器说不在范围、检索却按名称找到的，概率到了这里才信检索。"""
_OF: Final = re.compile(r"(?:那|那么)?([\u3400-\u9fff]{1,4})的(?:呢|吧)?[?？]?")
"""“公司的”：接着眼前的事，只说了是哪一种、哪一个的。"""
_ONE_OF: Final = re.compile(r"[一每][本张个份](?:证)?")
_REGISTERED: Final = "登记"


def greet(desk: Desk, state: State) -> Turn:
    """问好。"""
    return _talk("greet", guide_choices())


def thank(desk: Desk, state: State) -> Turn:
    """道谢。"""
    return _talk("thank", guide_choices())


def bye(desk: Desk, state: State) -> Turn:
    """道别。"""
    return _talk("bye", guide_choices())


def guide(desk: Desk, state: State) -> Turn:
    """问能做什么。"""
    return _talk("help")


def affirm(desk: Desk, state: State) -> Turn:
    """说好：上一轮只给了一个选项的，就是选它。"""
    return choose(desk, state) if len(state.offered) == 1 else _talk("affirm")


def deny(desk: Desk, state: State) -> Turn:
    """说不是：请换个说法。"""
    return _talk("deny", remember={"offered": []})


def restart(desk: Desk, state: State) -> Turn:
    """重新开始：忘掉谈着的事项，记得的地方不忘；填着的表删掉。"""
    form = read_form(state) or applying.read(state)
    told = dropped(form).data if form else {}
    return Turn("small_talk", (Reply("talk", say("small_talk.restart"), told),), remember=dict(FORGOTTEN))


def repeat(desk: Desk, state: State) -> Turn:
    """再说一遍。"""
    if not state.last_replies:
        return _talk("repeat_nothing")
    if (ended := past(desk, state)) is not None:
        return gone(desk, ended)
    return Turn("small_talk", tuple(_again(dict(one)) for one in state.last_replies))


def ask_person(desk: Desk, state: State) -> Turn:
    """转人工：12345；谈着的事项有咨询电话的也给。排队和值班时间由前门加上。要回电话的，填一张登记表。"""
    step = state.values.get("step")
    if step == "submit" and is_filed(state):
        return Turn("handed_off", (filed(Form(**(state.form or {}))),))
    if step == "callback":
        form = begin("callback", {}, {"category": None, "region": state.region, "channel": None})
        return Turn("handed_off", (question(form, state),), remember={"form": form.as_json(), "offered": []})
    item = desk.valid_item(state.item)
    lines = [say("handed_off.text")]
    if item is not None and item.phone:
        lines.append(say("handed_off.item", name=item.name, phone=item.phone))
    choice = Choice(say("handed_off.callback"), make_payload("ask_person", step="callback"))
    return Turn("handed_off", (Reply("handed_off", "\n".join(lines), {}, (choice,)),))


def out_of_scope(desk: Desk, state: State) -> Turn:
    """不是政务服务：说明能做什么。只是在追问眼前的事项的，或明明写着某个事项的名称的，还是照答。"""
    item = desk.valid_item(state.item)
    asked = state.aspects and is_question(state.said)
    if item is not None and asked and mention(state.said, item) in (Mention.NOTHING, Mention.NAMED):
        return about(desk, replace(state, act="follow", scope="in"), item, state.aspects)
    if item is not None and (of_another := _of_another(desk, state, item)) is not None:
        return of_another
    found = desk.search.find(state.said, region=state.region, side=state.side) if state.said else Found("not_found", [])
    named = found.outcome == "found" and found.hits[0].matched_by == "名称" and found.hits[0].score >= _NAMED
    if named or (found.outcome != "not_found" and _is_a_paper(state.said)):
        return ask(desk, replace(state, act="ask", scope="in"))
    return Turn("out_of_scope", (Reply("out_of_scope", say("out_of_scope.text"), {}, guide_choices()),))


def _of_another(desk: Desk, state: State, item: Item) -> Turn | None:
    """谈着一件事，只说了“公司的”“货车的”：找它的同一种办法；没有的，说目录里没有分开写，不说不在范围。"""
    said = _OF.fullmatch(normalise(state.said))
    if said is None:
        return None
    done = "".join(sorted(operations(normalise(item.name)))) + (_REGISTERED if item.name.endswith(_REGISTERED) else "")
    found = desk.search.find(f"{said[1]}{done}", region=state.region, categories=state.category_scores)
    if found.hits and said[1] in found.hits[0].name and _same_operation(found.hits[0].name, item.name):
        return answer_found(desk, replace(state, act="ask", scope="in"), found, state.kept_aspects)
    return Turn("no_match", (Reply("no_match", say("no_match.not_apart", name=item.name, said=said[1])),))


def _same_operation(one: str, other: str) -> bool:
    return agreement(operations(normalise(one)), operations(normalise(other))) > 0


def _is_a_paper(said: str) -> bool:
    """只说了一样证件，至多带一句问法（“身份证”“护照多少钱一本”）：话太短，语言理解拿不准；目录里有它的，就是在问它。"""
    text = _ONE_OF.sub("", without_frames(normalise(said))).strip()
    return only_a_paper(text, operations(text))


def _talk(key: str, choices: tuple[Choice, ...] = (), remember: dict[str, object] | None = None) -> Turn:
    return Turn("small_talk", (Reply("talk", say(f"small_talk.{key}"), {}, choices),), remember=remember or {})


def guide_choices() -> tuple[Choice, ...]:
    """“我能问什么”的按钮。"""
    return (Choice(say("greeting.help"), make_payload("help")),)


def _again(kept: dict[str, object]) -> Reply:
    choices = tuple(Choice(**choice) for choice in kept.pop("choices"))  # type: ignore[attr-defined]
    return Reply(**kept, choices=choices)  # type: ignore[arg-type]
