"""比较的答复：同一面对着说，都出自目录；一边没有写的说没有写。只念文字也听得清：编号是第几件。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from actions.rendering.answer import source_line, sources_of
from actions.rendering.sections import section
from actions.turn import Choice, Reply, source_json
from knowledge.materials import canonical
from knowledge.model import Item, Material, Source
from knowledge.taxonomy.acts import make_payload
from knowledge.taxonomy.regions import NATION, spoken_name
from knowledge.words import say

KIND: Final = "comparison"
FACETS: Final = ("conditions", "time_limit", "fee")
"""对着说的几面；材料另说哪样只有一件要，结果单列一行。"""
_MOST_LINES: Final = 3


def comparison_reply(pair: tuple[Item, Item], *, stale_before: date, better: bool) -> Reply:
    """两件对着说。better：问的是哪样好，只列不同，由来客选。"""
    rows = [_row(pair, aspect) for aspect in FACETS]
    rows.insert(1, _materials(pair))
    rows.append(_results(pair))
    remarks = [say("comparison.yours")] if better else []
    told = _sources(pair)
    oldest = min(one.checked_on for one, *_ in told)
    if oldest < stale_before:
        remarks.append(say("answered.stale", checked_on=oldest.isoformat()))
    names = [f"{place}. {_titled(item)}" for place, item in enumerate(pair, 1)]
    lines = [say("comparison.head"), *names, *(line for row in rows for line in _lines(row)), *remarks]
    lines += [say("comparison.next"), *(_cited(one, places) for one, _, places in told)]
    sources = [source_json(one, region) for one, region, _ in told]
    data = {
        "needs": [_need(item) for item in pair],
        "columns": [{"item": _named(item), "source": source_json(item.source, item.region)} for item in pair],
        "rows": rows,
        "remarks": remarks,
        "sources": sources,
        "source_lines": len(sources),
    }
    choices = tuple(Choice(item.name, make_payload("choose", item=item.code, aspect="overview")) for item in pair)
    return Reply(KIND, "\n".join(lines), data, choices, sources[0])


def _lines(row: dict[str, Any]) -> Iterator[str]:
    yield f"◆ {row['title']}"
    yield from row["lines"]


def _titled(item: Item) -> str:
    nation = item.region == NATION
    where = say("answered.where_nation") if nation else say("answered.where_region", region=spoken_name(item.region))
    return f"{item.name}{say('part.note', note=where)}"


def _row(pair: tuple[Item, Item], aspect: str) -> dict[str, Any]:
    """一面：各件一行，几句连成一句；没有写的说没有写。"""
    cells = [section(item, aspect)[:_MOST_LINES] for item in pair]
    return _numbered(aspect, say(f"aspect.{aspect}.title"), cells)


def _results(pair: tuple[Item, Item]) -> dict[str, Any]:
    return _numbered("result", say("comparison.result"), [[item.result] if item.result else [] for item in pair])


def _numbered(aspect: str, title: str, cells: list[list[str]]) -> dict[str, Any]:
    told = ["；".join(line.rstrip("。；") for line in cell) or say("comparison.silent") for cell in cells]
    lines = [f"{place}. {line}" for place, line in enumerate(told, 1)]
    if len(set(told)) == 1:
        lines = [say("comparison.alike", text=told[0])]
    return {"aspect": aspect, "title": title, "cells": cells, "lines": lines}


def _materials(pair: tuple[Item, Item]) -> dict[str, Any]:
    """只有一件要的、两件都要的；有一件没有写材料的，不作比较，只列写了的。"""
    labels = [{canonical(one.name).label: one for one in item.materials or ()} for item in pair]
    title = say("aspect.materials.title")
    if any(item.materials is None for item in pair):
        return _numbered("materials", title, [[_list(one, one)] if one else [] for one in labels])
    first, second = labels
    both = [name for name in first if name in second]
    cells = [[_list(mine, [one for one in mine if one not in theirs])] for mine, theirs in (labels, labels[::-1])]
    lines = [say("comparison.only", place=place, names=cell[0]) for place, cell in enumerate(cells, 1) if cell[0]]
    lines += [say("comparison.both", names=_list({**second, **first}, both))] if both else []
    lines = lines or [say("comparison.alike", text=say("part.no_materials"))]
    return {"aspect": "materials", "title": title, "cells": cells, "both": both, "lines": lines}


def _list(rows: Mapping[str, Material], names: Iterable[str]) -> str:
    """材料的名字；看情形才要的注明。"""
    return "、".join(name + (say("comparison.sometimes") if rows[name].scenarios else "") for name in names)


def _sources(pair: tuple[Item, Item]) -> list[tuple[Source, str, str]]:
    """用到的来源，不重复，连同区划、是哪几件的。"""
    found: dict[tuple[str, str | None, str], tuple[Source, list[int]]] = {}
    for place, item in enumerate(pair, 1):
        for one in (item.source, *sources_of(item, (*FACETS, "materials"))):
            _, places = found.setdefault((one.name, one.url, item.region), (one, []))
            places += [] if place in places else [place]
    return [(one, key[2], "、".join(map(str, places))) for key, (one, places) in found.items()]


def _cited(source: Source, places: str) -> str:
    return say("comparison.source", place=places, text=source_line(source))


def _named(item: Item) -> dict[str, str]:
    return {"code": item.code, "name": item.name, "region": item.region}


def _need(item: Item) -> dict[str, Any]:
    """接着问“第二个”时用，形状同几样诉求的。"""
    return {**_named(item), "said": item.name, "thing": "", "aspects": [], "urgent": None}
