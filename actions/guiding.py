"""情形引导：答事项时，情形还不清楚的，先给哪种情形都一样的，再问一句；清楚了，给这种情形的清单。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from actions.cases import AGAIN, ALL, Record, facts_of, merged, waiting_record, with_record
from actions.desk import Desk
from actions.eligibility import fact_payloads
from actions.rendering.answer import answer, relevant
from actions.rendering.cases import View, common_view, list_view
from actions.rendering.sections import section
from actions.settling import Settled, about, settle
from actions.state import State
from actions.turn import Choice, Reply
from knowledge.cases.facts import Facts
from knowledge.cases.narrowing import UNKNOWN, next_question
from knowledge.eligibility.judging import known
from knowledge.model import Item, Scenario
from knowledge.taxonomy.acts import make_payload
from knowledge.words import say

LIST: Final = ("materials", "fee", "time_limit", "place")
"""清单里有的方面；问到的排在前面，别的目录写明了才有。"""
_FULL: Final = frozenset(("overview", "process", "materials"))


@dataclass(frozen=True, slots=True)
class Guided:
    """答好了的：结局、各条答复、最后答的事项、要记住的。"""

    outcome: str
    replies: tuple[Reply, ...]
    item: Item
    remember: dict[str, Any]


def guide(desk: Desk, state: State, item: Item, aspects: Sequence[str]) -> Guided | None:
    """按情形答 item 的这几面；这几面与情形不相干的，None，照平常答。"""
    if not item.scenarios or not about(item, aspects):
        return None
    held = settle(desk, state, item, aspects)
    state = _without_led(state, held)
    asked = merged([one for one in held.record["aspects"] if held.record["asking"]], relevant(held.item, aspects))
    record = {**held.record, "aspects": asked}
    if held.question is not None and _asks_more(held.item, aspects) and not state.replying and not held.led:
        return _all_and_asking(desk, state, held, record, aspects)
    if held.question is not None:
        return _asking(desk, state, held, record, aspects)
    return _listing(desk, state, held, record, aspects)


def _asks_more(item: Item, aspects: Sequence[str]) -> bool:
    """一句里还问了与情形不相干的（几天能拿到）：不让他等，一次答全。"""
    return any(not about(item, [aspect]) for aspect in relevant(item, aspects))


def _all_and_asking(desk: Desk, state: State, held: Settled, record: Record, aspects: Sequence[str]) -> Guided:
    """问的几面一次答全，各种情形的都列、注明什么情形才要；后面附上可以收窄的一句。"""
    assert held.question is not None
    question = _question(held.item, held.question)
    view = list_view(held.item, held.case, everything=True)
    *before, final = _written(desk, state, view, list(aspects), _facts(state, held), ask=False)
    lines = final.text.splitlines()
    place = len(lines) - int(final.data["source_lines"])
    text = "\n".join([*lines[:place], *question.text.splitlines(), *lines[place:]])
    final = replace(final, text=text, choices=question.choices)
    offered = [choice.payload for choice in question.choices]
    record = {**record, "asking": held.question.id}
    remember = {"offered": offered, "cases": with_record(state, record), "facts": _facts(state, held).as_json()}
    return Guided("answered", (*before, final), held.item, remember)


def _asking(desk: Desk, state: State, held: Settled, record: Record, aspects: Sequence[str]) -> Guided:
    """先给哪种情形都一样的（是在答上一句的，给过了），再问一句。"""
    assert held.question is not None
    question = _question(held.item, held.question)
    replies = [question]
    if not state.replying or held.led:
        view = common_view(held.item, held.case, listed="overview" not in relevant(held.item, aspects))
        place, old = desk.asked_region(held.item, state.region), desk.stale_before()
        told = known(_facts(state, held), desk.today())
        first = answer(
            held.item, aspects, asked_region=place, national=None, stale_before=old, view=view, known=told, ask=False
        )
        replies = [*(replace(one, choices=()) for one in first), question]
    record = {**record, "asking": held.question.id}
    offered = [choice.payload for choice in question.choices]
    remember = {"offered": offered, "cases": with_record(state, record), "facts": _facts(state, held).as_json()}
    return Guided("clarify_scenario", _led(held, tuple(replies)), held.item, remember)


def _question(item: Item, question: Scenario) -> Reply:
    choices = [Choice(option.label, _pick(item, question, option.id)) for option in question.options]
    lines = [f"{place}. {option.label}" for place, option in enumerate(question.options, 1)]
    text = "\n".join([say("clarify_scenario.text", question=question.question), *lines, say("clarify_scenario.hint")])
    choices.append(Choice(say("clarify_scenario.all"), _pick(item, question, ALL)))
    data = {"question": {"item": item.code, "id": question.id, "text": question.question}}
    return Reply("choices", text, data, tuple(choices))


def _pick(item: Item, question: Scenario, option: str) -> str:
    return make_payload("choose", item=item.code, question=question.id, option=option)


def _listing(desk: Desk, state: State, held: Settled, record: Record, aspects: Sequence[str]) -> Guided:
    """清楚了：问完的、问要带什么怎么办的，给整张清单；只问费用的，只答费用。"""
    everything = UNKNOWN in record["answers"].values()
    left = next_question(held.item, record["answers"], about(held.item, record["aspects"]))
    done = bool(record["asking"]) and left is None
    asked = record["aspects"] if done else relevant(held.item, aspects)
    whole = (bool(held.case.chosen) or everything) and (done or bool(_FULL & set(asked)))
    noted = "notes" in about(held.item, asked)
    view = list_view(held.item, held.case, everything=everything, printable=whole, noted=noted)
    wanted = _wanted(view, asked) if whole else list(aspects)
    replies = _written(desk, state, view, wanted, _facts(state, held), ask=left is None)
    if held.case.chosen or everything:
        again = Choice(say("case.again"), make_payload("choose", item=held.item.code, option=AGAIN))
        replies[-1] = replace(replies[-1], choices=(*replies[-1].choices, again))
    record = {**record, "asking": None if left is None else record["asking"]}
    remember = {
        "offered": fact_payloads(replies),
        "cases": with_record(state, record),
        "facts": _facts(state, held).as_json(),
    }
    return Guided("answered", _led(held, tuple(replies)), held.item, remember)


def _written(desk: Desk, state: State, view: View, aspects: Sequence[str], facts: Facts, *, ask: bool) -> list[Reply]:
    """写出清单；当地没有写明的，全国的另起一条。"""
    national = desk.national(view.item)
    return answer(
        view.item,
        aspects,
        asked_region=desk.asked_region(view.item, state.region),
        national=national,
        stale_before=desk.stale_before(),
        view=view,
        national_view=_national_view(desk, state, national, aspects),
        age=state.facts.age,
        known=known(facts, desk.today()),
        ask=ask,
    )


def _wanted(view: View, aspects: Sequence[str]) -> list[str]:
    """清单的各段：问到的在前；总的说说就是条件和清单。"""
    first = [one for aspect in aspects for one in (("conditions",) if aspect == "overview" else (aspect,))]
    shown = [one for one in first if one != "conditions" or "conditions" in aspects or section(view.item, one)]
    return merged(shown, [one for one in LIST if section(view.item, one)])


def _national_view(desk: Desk, state: State, national: Item | None, aspects: Sequence[str]) -> View | None:
    """当地没有写明、拿全国的来补的，也按听到的情形。"""
    if national is None or not national.scenarios:
        return None
    held = settle(desk, replace(state, cases=()), national, aspects)
    return list_view(national, held.case) if held.item is national else None


def _led(held: Settled, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """一路转来的，开头另起一条说明是怎么转来的；与事项的答复分开，各说各的。"""
    if held.lacking is not None:
        return Reply("note", say("case.no_other", label=held.lacking.label)), *replies
    if not held.led:
        return replies
    _, option = held.led[-1]
    return Reply("note", say("case.leads", label=option.label, name=held.item.name)), *replies


def _without_led(state: State, held: Settled) -> State:
    """转走了的那几件，不再搁着。"""
    left = {item.code for item, _ in held.led}
    return replace(state, cases=tuple(one for one in state.cases if one["item"] not in left))


def _facts(state: State, held: Settled) -> Facts:
    """说过的，和选定的选项里说到的。"""
    return state.facts.lasting().updated(facts_of(held.item, held.record["answers"]))


def with_going_on(desk: Desk, state: State, told: Guided) -> tuple[Reply, ...]:
    """还有没问完的一条搁着：答了别的之后，给一个接着问的按钮。"""
    waiting = waiting_record(state)
    item = desk.valid_item(waiting["item"]) if waiting else None
    if waiting is None or item is None or told.remember["offered"]:
        return told.replies
    payload = make_payload("choose", item=item.code, question=waiting["asking"])
    *others, last = told.replies
    return *others, replace(last, choices=(*last.choices, Choice(say("case.go_on", name=item.name), payload)))
