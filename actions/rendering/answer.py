"""一个事项的答复：抬头、各方面的段落、没有写明的、来源，以及接着可以问的。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from actions.rendering.sections import section, used_fields
from actions.turn import Choice, Reply, source_json
from knowledge.model import Item, Source
from knowledge.taxonomy.acts import make_payload
from knowledge.taxonomy.regions import NATION, spoken_name
from knowledge.words import say

NEXT_ASPECTS: Final = ("materials", "time_limit", "fee", "conditions", "process", "place", "online", "basis")
"""答完之后按这个次序提议接着问什么，只提目录里有的。"""

_REPLACES: Final = re.compile(r"补领|补发|补办|补证|挂失|补缴")
_SHOWN_NEXT: Final = 4
_OLD: Final = timedelta(days=365)


def answer(
    item: Item, aspects: Sequence[str], *, asked_region: str | None, national: Item | None, today: date
) -> list[Reply]:
    """答复一个事项的几个方面。

    asked_region：来客要办事的区划，可以没有；national：同一基本目录的全国事项，只用来补当地没有写明的方面，
    另起一条答复，各带各的来源，绝不混写。
    """
    wanted = relevant(item, aspects)
    silent = [aspect for aspect in wanted if not section(item, aspect)]
    filled = [aspect for aspect in silent if national is not None and section(national, aspect)]
    shown = [aspect for aspect in wanted if aspect not in filled]
    replies = []
    if shown or national is None:
        replies.append(_one(item, shown, _remarks(item, asked_region, national), today))
    if filled and national is not None:
        remark = say("answered.local_silent", region=spoken_name(item.region))
        replies.append(_one(national, filled, [remark], today))
    replies[-1] = _with_choices(replies[-1], item, national, wanted)
    return replies


def relevant(item: Item, aspects: Sequence[str]) -> list[str]:
    """要答的方面。问“丢了怎么办”而事项正是补领的，补领本身就是办法，答怎么补。"""
    wanted = list(aspects)
    if "remedy" in wanted and _REPLACES.search(item.name):
        wanted.remove("remedy")
        wanted = wanted or ["process", "materials"]
    return wanted or ["overview"]


def _one(item: Item, aspects: Sequence[str], remarks: list[str], today: date) -> Reply:
    parts = [_part(item, aspect) for aspect in aspects]
    source = _source(item, aspects)
    if today - source.checked_on > _OLD:
        remarks = [*remarks, say("answered.stale", checked_on=source.checked_on.isoformat())]
    body = "\n".join([_head(item), *remarks, *(text for part in parts for text in _part_text(part))])
    data: dict[str, Any] = {
        "item": {"code": item.code, "name": item.name, "region": item.region},
        "sections": parts,
        "remarks": remarks,
        "source_lines": 1,
        "sources": [source_json(one, item.region) for one in _sources(item, aspects)],
    }
    return Reply("item", f"{body}\n{source_line(source)}", data, source=source_json(source, item.region))


def _head(item: Item) -> str:
    nation = item.region == NATION
    where = say("answered.where_nation") if nation else say("answered.where_region", region=spoken_name(item.region))
    return say("answered.head", name=item.name, where=where)


def _part(item: Item, aspect: str) -> dict[str, Any]:
    lines = section(item, aspect)
    absent = "" if lines else say("answered.absent", aspect=say(f"aspect.{aspect}.absent"), phone=_whom_to_ask(item))
    title = say(f"aspect.{aspect}.title")
    return {"aspect": aspect, "title": title, "present": bool(lines), "lines": lines or [absent]}


def _part_text(part: dict[str, Any]) -> list[str]:
    return [f"◆ {part['title']}", *part["lines"]] if part["present"] else part["lines"]


def _whom_to_ask(item: Item) -> str:
    return say("answered.ask_phone", phone=item.phone) if item.phone else say("answered.ask_12345")


def _remarks(item: Item, asked_region: str | None, national: Item | None) -> list[str]:
    if asked_region is None and item.region != NATION and national is None:
        return [say("answered.only_there", region=spoken_name(item.region))]
    if not asked_region or asked_region == item.region or asked_region == NATION:
        return []
    if item.region == NATION:
        return [say("answered.national_fallback", region=spoken_name(asked_region))]
    return []


def _sources(item: Item, aspects: Sequence[str]) -> list[Source]:
    """这些方面用到的来源：专门支持所用字段的在前，没有就用事项的主来源。"""
    fields = {field for aspect in aspects for field in used_fields(item, aspect)}
    special = [one for one in item.sources if fields & set(one.fields)]
    found: dict[tuple[str, str | None], Source] = {}
    for one in [*special, item.source]:
        found.setdefault((one.name, one.url), one)
    return list(found.values()) if special else [item.source]


def _source(item: Item, aspects: Sequence[str]) -> Source:
    sources = _sources(item, aspects)
    main = (item.source.name, item.source.url)
    return next((one for one in sources[: max(1, len(sources) - 1)] if (one.name, one.url) == main), sources[0])


def source_line(source: Source) -> str:
    """说给人看的一行来源。"""
    checked = source.checked_on.isoformat()
    if source.url:
        return say("answered.source_with_url", name=source.name, checked_on=checked, url=f" {source.url}")
    return say("answered.source", name=source.name, checked_on=checked)


def _with_choices(reply: Reply, item: Item, national: Item | None, said: Sequence[str]) -> Reply:
    known = [a for a in NEXT_ASPECTS if section(item, a) or (national is not None and section(national, a))]
    wanted = [aspect for aspect in known if aspect not in said][:_SHOWN_NEXT]
    choices = [Choice(say(f"aspect.{a}.ask"), make_payload("follow", item=item.code, aspect=a)) for a in wanted]
    return Reply(reply.kind, reply.text, reply.data, tuple(choices), reply.source)
