"""引擎不可用时的兜底：只凭目录检索给出名称和接下去的办法，不陈述任何事实。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from api.seams import Catalogue, Hit, Search
from api.shapes.turns import Answer, Candidate, Choice, Reply, Understanding
from knowledge.taxonomy.acts import make_payload, parse_payload
from knowledge.taxonomy.regions import region as region_of
from knowledge.words import say

_SHOWN: Final = 5
_LEAST: Final = 0.02
"""比这还不像的不列，免得查居住证也列出遗体火化。"""


ASKING: Final = frozenset({"clarify_item", "clarify_region", "clarify_scenario"})
"""正问着来客的结局：这时的一句多半是回答，没有答上要说前面的都在。"""
_PERSON: Final = re.compile(
    r"(?:我?要|请|帮我|给我)?(?:转|找|接|换)(?:个|一下|到)?(?:人工|真人|工作人员)(?:客服|服务|座席)?[吧啊呀。!！]*"
)


def wants_person(text: str | None, payload: str | None) -> bool:
    """要找人的：引擎停了也办得到。要回电话的填表，办不到。"""
    if payload is not None:
        read = parse_payload(payload)
        return read.act == "ask_person" and "step" not in read.values
    return text is not None and _PERSON.fullmatch(text) is not None


def person(region: str | None) -> Answer:
    """找人：打哪个电话；排队由后面的步骤加上。"""
    text = f"{say('handed_off.text')}\n{say('engine_unavailable.person')}"
    return _answer(Reply(kind="handed_off", text=text), [], region).model_copy(update={"outcome": "handed_off"})


def from_text(search: Search, text: str, region: str | None, side: str | None, waiting: bool = False) -> Answer:
    """来客说的话：列出检索到的事项名称，点了可以接着问。waiting：正问着他，这一句多半是回答。"""
    found = search.find(text, region=region, side=side, limit=_SHOWN)
    hits = [hit for hit in found.hits if hit.score >= _LEAST][:_SHOWN]
    if found.outcome == "not_found" or not hits:
        return nothing(region, waiting)
    names = "\n".join(f"{place}. {_label(hit)}" for place, hit in enumerate(hits, 1))
    reply = Reply(
        kind="search_results",
        text="\n".join([say("engine_unavailable.text", names=names), *_kept(waiting)]),
        data={"hits": [{"code": hit.code, "name": hit.name, "region": hit.region} for hit in hits]},
        choices=[Choice(label=_label(hit), payload=make_payload("choose", item=hit.code)) for hit in hits],
    )
    return _answer(reply, [Candidate(code=hit.code, name=hit.name, score=hit.score) for hit in hits], region)


def from_payload(catalogue: Catalogue, payload: str, region: str | None) -> Answer:
    """来客点的按钮：记得点的是哪个事项，请来客稍后再点一次。"""
    code = parse_payload(payload).values.get("item")
    item = None if code is None else catalogue.item(code)
    again = Choice(label=say("engine_unavailable.again"), payload=payload)
    text = say("engine_unavailable.button") if item is None else say("engine_unavailable.item", name=item.name)
    reply = Reply(kind="search_results", text=text, choices=[again])
    known = [] if item is None else [Candidate(code=item.code, name=item.name, score=1.0)]
    return _answer(reply, known, region)


def form_waits(phone: str, region: str | None) -> Answer:
    """登记到一半：刚才那句没有登记上，前面填的都在。"""
    return _answer(Reply(kind="notice", text=say("form.lost", phone=phone)), [], region)


def nothing(region: str | None, waiting: bool = False) -> Answer:
    """检索也没有找到，或者来不及找。"""
    text = say("engine_unavailable.waiting") if waiting else say("engine_unavailable.nothing")
    return _answer(Reply(kind="search_results", text=text), [], region)


def _kept(waiting: bool) -> list[str]:
    return [say("engine_unavailable.kept")] if waiting else []


def _answer(reply: Reply, candidates: Sequence[Candidate], region: str | None) -> Answer:
    seen = Understanding(scope="in", categories=[], aspects=[], item=None, candidates=list(candidates), region=region)
    return Answer(outcome="engine_unavailable", replies=[reply], understanding=seen)


def _label(hit: Hit) -> str:
    return say("engine_unavailable.choice", name=hit.name, region=region_of(hit.region).short_name)
