"""认定事项之后怎么答：答、问区划、说没有。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions import offering, ties
from actions.bundling import step_of
from actions.desk import Desk
from actions.eligibility import fact_payloads, with_change_told, with_fund, with_rules
from actions.guiding import Guided, guide, with_going_on
from actions.rendering.answer import answer
from actions.rendering.choices import Labels, Option, full_names, label
from actions.state import State
from actions.turn import Choice, Reply, Turn
from actions.withholding import withheld
from knowledge.eligibility.judging import known
from knowledge.model import Item
from knowledge.search import Found, Hit
from knowledge.taxonomy.acts import make_payload
from knowledge.taxonomy.regions import NATION, spoken_name
from knowledge.words import say

SUGGESTED = 0.2
"""没找到时，分数在这以上的才作为字面接近的提示。"""


def answer_item(desk: Desk, state: State, item: Item, aspects: Sequence[str], hits: tuple[Hit, ...] = ()) -> Turn:
    """答这个事项的这几个方面，并记住它；暂停的、依据废止了的只说明缘由。"""
    held = withheld(desk, state, item, hits)
    if held is not None:
        return held
    state = with_fund(state, item)
    aspects = with_rules(state, item, aspects)
    told = guide(desk, state, item, aspects) or _plainly(desk, state, item, aspects)
    remember: dict[str, Any] = {"item": told.item.code, "aspects": list(aspects), "region": state.region}
    remember |= {"pending": None, "ties": ties.settled(state, item.entry_code), **told.remember}
    after = replace(state, item=told.item.code, cases=tuple(remember.get("cases", state.cases)))
    replies = with_going_on(desk, after, told) if told.outcome == "answered" else told.replies
    return Turn(told.outcome, with_change_told(state, told.item, replies), _named(told.item), hits, remember)


def _plainly(desk: Desk, state: State, item: Item, aspects: Sequence[str]) -> Guided:
    """与情形不相干的，照目录答。"""
    place, national = desk.asked_region(item, state.region), desk.national(item)
    replies = answer(
        item,
        aspects,
        asked_region=place,
        national=national,
        stale_before=desk.stale_before(),
        age=state.facts.age,
        known=known(state.facts, desk.today()),
    )
    remember = {"offered": fact_payloads(replies), "facts": state.facts.lasting().as_json()}
    return Guided("answered", tuple(replies), item, remember)


def answer_here(desk: Desk, state: State, item: Item, aspects: Sequence[str]) -> Turn:
    """答谈着的事项；这句话里换了地方的，先换成那里的。那里没有、全国也没有的，问要不要看别处的。"""
    if state.heard_region is None:
        return answer_item(desk, state, item, aspects)
    here = desk.in_region(item, state.region) or desk.national(item)
    return answer_item(desk, state, here, aspects) if here else offer_elsewhere(state, item, aspects)


def answer_found(desk: Desk, state: State, found: Found, aspects: Sequence[str]) -> Turn:
    """检索之后：找到就答；近的，选过的照选的答，没选过的问一句；没有就说没有。"""
    hits = tuple(found.hits)
    if found.outcome == "not_found":
        return no_match(state, hits)
    if found.outcome == "found":
        return _answer_hit(desk, state, hits[0], aspects, hits)
    near = ties.near(hits)
    held = step_of(desk, state, hits) or ties.remembered(state, near)
    if held is not None and desk.valid_item(held.code) is not None:
        return _answer_hit(desk, state, held, aspects, hits)
    return clarify_item(desk, state, ties.with_first_steps(state.said, near, hits), aspects, hits)


def _answer_hit(desk: Desk, state: State, hit: Hit, aspects: Sequence[str], hits: tuple[Hit, ...]) -> Turn:
    item = desk.valid_item(hit.code)
    if item is None:
        return no_match(state, tuple(one for one in hits if one is not hit))
    if hit.elsewhere:
        return offer_elsewhere(state, item, aspects, hits)
    if hit.several:
        return ask_region(state, item, aspects, hits)
    return answer_item(desk, state, item, aspects, hits)


def clarify_item(desk: Desk, state: State, near: Sequence[Hit], aspects: Sequence[str], hits: tuple[Hit, ...]) -> Turn:
    """几个都像：列出相近的请来客选，只说不同的地方；正式名称在 data 里，短名看不出的也写在后面。"""
    told = label([_option(desk, hit) for hit in near])
    choices = tuple(Choice(text, _choose(hit.code, aspects)) for text, hit in zip(told.labels, near, strict=True))
    data: dict[str, Any] = {"items": [{"code": hit.code, "name": hit.name, "region": hit.region} for hit in near]}
    data[offering.ASKED] = offering.remembered(pending(state, aspects))
    remember: dict[str, Any] = {"offered": [choice.payload for choice in choices], "ties": ties.offered(state, near)}
    remember |= {"aspects": list(aspects), "region": state.region}
    return Turn("clarify_item", (Reply("choices", _question(told, near), data, choices),), None, hits, remember)


def _question(told: Labels, near: Sequence[Hit]) -> str:
    """问句和编了号的选项；说得出共有的是什么的，问是它的哪一种。"""
    ask = say("clarify_item.kind", name=told.shared) if told.shared else say("clarify_item.text")
    lines = [
        text if text in hit.name or hit.name in text else say("clarify_item.option", label=text, name=hit.name)
        for text, hit in zip(told.labels, near, strict=True)
    ]
    return "\n".join([ask, *(f"{place}. {line}" for place, line in enumerate(lines, 1))])


def no_match(state: State, hits: tuple[Hit, ...]) -> Turn:
    """没找到：明说，给字面接近的提示和 12345。"""
    near = [hit for hit in hits if hit.score >= SUGGESTED][:3]
    lines = [say("no_match.text")]
    labels = full_names([Option(hit.name, hit.region, authority=hit.authority) for hit in near])
    if near:
        lines += [say("no_match.near"), *(f"{place}. {label}" for place, label in enumerate(labels, 1))]
    choices = tuple(Choice(label, _choose(hit.code, ())) for label, hit in zip(labels, near, strict=True))
    remember = {"offered": [choice.payload for choice in choices], "region": state.region}
    return Turn("no_match", (Reply("no_match", "\n".join(lines), {}, choices),), None, hits, remember)


def offer_elsewhere(state: State, item: Item, aspects: Sequence[str], hits: tuple[Hit, ...] = ()) -> Turn:
    """来客的地方没有这个事项，别处有：问要不要看别处的，不拿别处的充数。"""
    other = spoken_name(item.region)
    here = spoken_name(state.region or NATION)
    text = say("clarify_region.elsewhere", region=here, name=item.name, other=other)
    choice = Choice(say("clarify_region.see_other", other=other), _choose(item.code, aspects))
    remember = {"offered": [choice.payload], "aspects": list(aspects), "region": state.region}
    return Turn("clarify_region", (Reply("choices", text, {}, (choice,)),), None, hits, remember)


def ask_region(state: State, item: Item, aspects: Sequence[str], hits: tuple[Hit, ...]) -> Turn:
    """几个地方各有各的规定，来客没说在哪办：问地方，问题先记着。"""
    text = say("clarify_region.several", name=item.name)
    remember = {"pending": pending(state, aspects), "offered": []}
    return Turn("clarify_region", (Reply("question", text),), None, hits, remember)


def pending(state: State, aspects: Sequence[str]) -> dict[str, Any]:
    """等着问清地方的问题；知道地方以后接着答。"""
    return {"text": state.said, "aspects": list(aspects), "categories": [dict(one) for one in state.categories]}


def _named(item: Item) -> dict[str, str]:
    return {"code": item.code, "name": item.name, "region": item.region}


def _choose(code: str, aspects: Sequence[str]) -> str:
    """选定事项的载荷；带上第一个方面，其余的记在状态里。"""
    return make_payload("choose", item=code, aspect=aspects[0]) if aspects else make_payload("choose", item=code)


def _option(desk: Desk, hit: Hit) -> Option:
    item = desk.valid_item(hit.code)
    return Option(hit.name, hit.region, tuple(item.sides) if item else (), hit.authority)
