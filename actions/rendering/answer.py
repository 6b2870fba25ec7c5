"""一个事项的答复：抬头、各方面的段落、没有写明的、来源，以及接着可以问的。"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from actions.rendering.absent import absent
from actions.rendering.cases import View
from actions.rendering.checklist import checklist, checklist_lines
from actions.rendering.eligibility import (
    TABLED,
    Compared,
    compared_conditions,
    compared_tables,
    has_conditions,
    has_tables,
)
from actions.rendering.sections import section, used_fields
from actions.turn import Choice, Reply, source_json
from knowledge.cases.ages import Span
from knowledge.eligibility.judging import Known
from knowledge.model import Item, Source
from knowledge.taxonomy.acts import make_payload
from knowledge.taxonomy.regions import NATION, spoken_name
from knowledge.words import say

NEXT_ASPECTS: Final = ("materials", "time_limit", "fee", "conditions", "process", "place", "online", "basis")
"""答完之后按这个次序提议接着问什么，只提目录里有的。"""

_OF_OVERVIEW: Final = ("conditions", "time_limit", "fee")
"""总的说说里有的；当地没有写明的，全国的另起一条。"""
_REPLACES: Final = re.compile(r"补领|补发|补办|补证|挂失|补缴")
_SHOWN_NEXT: Final = 4


@dataclass(frozen=True, slots=True)
class Page:
    """写的时候要知道的：在哪天以前核对的算旧，知道的周岁，全国那一条说了由各地规定的字段，说过的事实，问不问缺的。"""

    stale_before: date
    age: Span | None = None
    left_to_regions: tuple[str, ...] = ()
    known: Known = field(default_factory=dict)
    ask: bool = True


def answer(
    item: Item,
    aspects: Sequence[str],
    *,
    asked_region: str | None,
    national: Item | None,
    stale_before: date,
    view: View | None = None,
    national_view: View | None = None,
    age: Span | None = None,
    known: Known | None = None,
    ask: bool = True,
) -> list[Reply]:
    """答复一个事项的几个方面。

    asked_region：来客要办事的区划，可以没有；national：同一基本目录的全国事项，只用来补当地没有写明的方面，
    另起一条答复，各带各的来源，绝不混写。view、national_view：按情形看的样子；age：知道的周岁，用来比条件里写明的岁数；
    known：说过的事实，用来比规则；ask：缺的要不要问一句。
    stale_before：在这天以前核对的，注明可能有变。
    """
    own = view or View(item)
    whole = national_view or (View(national) if national else None)
    wanted = relevant(item, aspects)
    shown, filled = _shared(own, whole, wanted)
    page = Page(stale_before, age, tuple(national.left_to_regions) if national else (), known or {}, ask)
    replies = []
    if shown or whole is None:
        replies.append(_one(own, shown, _remarks(item, asked_region, national), page))
    if filled and whole is not None:
        remark = say("answered.local_silent", region=spoken_name(item.region))
        replies.append(_one(whole, filled, [remark], page))
    replies[-1] = _with_choices(replies[-1], own.item, national, wanted)
    return replies


def _shared(own: View, whole: View | None, wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """(当地答的方面, 当地没有写明、由全国的答的方面)。当地没写步骤而全国写了的，当地只答去哪办。"""
    if whole is None:
        return list(wanted), []
    filled = [one for one in wanted if not own.lines(one) and whole.lines(one)]
    shown = [one for one in wanted if one not in filled]
    if "process" in shown and not own.item.steps and whole.item.steps:
        filled.append("process")
        place = ["place"] if own.lines("place") and "place" not in shown else []
        shown = [one for aspect in shown for one in (place if aspect == "process" else [aspect])]
    if "overview" in wanted:
        filled += [one for one in _OF_OVERVIEW if one not in wanted and not own.lines(one) and whole.lines(one)]
    return shown, filled


def relevant(item: Item, aspects: Sequence[str]) -> list[str]:
    """要答的方面。问“丢了怎么办”而事项正是补领的，补领本身就是办法，答怎么补；“多少钱”的金额就是费用的，不说两遍。"""
    wanted = list(aspects)
    if {"fee", "amount"} <= set(wanted) and _is_only_fee(item):
        wanted.remove("amount")
    if "remedy" in wanted and _REPLACES.search(item.name):
        wanted.remove("remedy")
        wanted = wanted if set(wanted) - {"validity"} else ["process", "materials", *wanted]  # 有效期多半是听到岁数添的
    return wanted or ["overview"]


def _is_only_fee(item: Item) -> bool:
    """金额那一面没有费用以外的。"""
    fees = section(item, "fee")
    return all(any(fee.startswith(line) for fee in fees) for line in section(item, "amount"))


def _one(view: View, aspects: Sequence[str], remarks: list[str], page: Page) -> Reply:
    item = view.item
    compared = _compared(view, aspects, page)
    parts = [_part(view, aspect, page, compared.get(aspect)) for aspect in aspects]
    source = _source(item, aspects)
    remarks = [*remarks, *view.remarks]
    oldest = min(one.checked_on for one in sources_of(item, aspects))
    if oldest < page.stale_before:
        remarks = [*remarks, say("answered.stale", checked_on=oldest.isoformat())]
    body = "\n".join([_head(item), *remarks, *(text for part in parts for text in _part_text(part))])
    data: dict[str, Any] = {
        "item": {"code": item.code, "name": item.name, "region": item.region},
        "sections": parts,
        "remarks": remarks,
        "source_lines": 1,
        "sources": [source_json(one, item.region) for one in _every_source(item, aspects, compared)],
        **view.data,
    }
    asking = next((one for one in compared.values() if one.asks), None)
    if asking is not None:
        data["asks"] = {"item": item.code, "fact": asking.asks}
    choices = asking.choices if asking else ()
    return Reply("item", f"{body}\n{source_line(source)}", data, choices, source_json(source, item.region))


def _compared(view: View, aspects: Sequence[str], page: Page) -> dict[str, Compared]:
    """比得了的方面 → 比好的；缺的只问一句，先问条件的。"""
    found: dict[str, Compared] = {}
    if "conditions" in aspects and has_conditions(view.item):
        plain = view.lines("conditions") if view.item.conditions else []
        found["conditions"] = compared_conditions(view.item, plain, page.known, ask=page.ask)
    for aspect in [one for one in TABLED if one in aspects and has_tables(view.item, one)]:
        asked = any(one.asks for one in found.values())
        found[aspect] = compared_tables(view.item, aspect, page.known, ask=page.ask and not asked)
    return found


def _every_source(item: Item, aspects: Sequence[str], compared: Mapping[str, Compared]) -> list[Source]:
    """各面的来源，和各条规则自己的来源。"""
    own = [source for one in compared.values() for source in one.sources]
    return list({(one.name, one.url): one for one in [*sources_of(item, aspects), *own]}.values())


def _head(item: Item) -> str:
    nation = item.region == NATION
    where = say("answered.where_nation") if nation else say("answered.where_region", region=spoken_name(item.region))
    return say("answered.head", name=item.name, where=where)


def _part(view: View, aspect: str, page: Page, compared: Compared | None) -> dict[str, Any]:
    lines = view.lines(aspect)
    part = {"aspect": aspect, "title": say(f"aspect.{aspect}.title"), "present": bool(lines)}
    if compared is not None:
        others = _mentioned(view, aspect) if aspect in TABLED else []
        return {**part, "lines": [*compared.lines, *others], "rules": compared.data}
    if aspect == "conditions" and lines:
        checks = checklist(lines, page.age)
        return {**part, "lines": checklist_lines(checks), "checklist": checks}
    return {**part, "lines": lines or [absent(view.item, aspect, page.left_to_regions)]}


def _mentioned(view: View, aspect: str) -> list[str]:
    """这一面里不是表的各句。"""
    return [*section(view.item.model_copy(update={"rules": None}), aspect), *view.extra.get(aspect, ())]


def _part_text(part: dict[str, Any]) -> list[str]:
    return [f"◆ {part['title']}", *part["lines"]] if part["present"] else part["lines"]


def _remarks(item: Item, asked_region: str | None, national: Item | None) -> list[str]:
    if asked_region is None and item.region != NATION and national is None:
        return [say("answered.only_there", region=spoken_name(item.region))]
    if not asked_region or asked_region == item.region or asked_region == NATION:
        return []
    if item.region == NATION:
        return [say("answered.national_fallback", region=spoken_name(asked_region))]
    return []


def sources_of(item: Item, aspects: Sequence[str]) -> list[Source]:
    """这些方面用到的来源：专门支持所用字段的在前，没有就用事项的主来源。"""
    fields = {field for aspect in aspects for field in used_fields(item, aspect)}
    special = [one for one in item.sources if fields & set(one.fields)]
    found: dict[tuple[str, str | None], Source] = {}
    for one in [*special, item.source]:
        found.setdefault((one.name, one.url), one)
    return list(found.values()) if special else [item.source]


def _source(item: Item, aspects: Sequence[str]) -> Source:
    sources = sources_of(item, aspects)
    main = (item.source.name, item.source.url)
    return next((one for one in sources[: max(1, len(sources) - 1)] if (one.name, one.url) == main), sources[0])


def source_line(source: Source) -> str:
    """来源的那一行。"""
    checked = source.checked_on.isoformat()
    if source.url:
        return say("answered.source_with_url", name=source.name, checked_on=checked, url=f" {source.url}")
    return say("answered.source", name=source.name, checked_on=checked)


def _with_choices(reply: Reply, item: Item, national: Item | None, said: Sequence[str]) -> Reply:
    known = [a for a in NEXT_ASPECTS if section(item, a) or (national is not None and section(national, a))]
    wanted = [aspect for aspect in known if aspect not in said][:_SHOWN_NEXT]
    choices = [Choice(say(f"aspect.{a}.ask"), make_payload("follow", item=item.code, aspect=a)) for a in wanted]
    return replace(reply, choices=(*reply.choices, *choices))
