"""事项的各部分 → CPSV-AP 与 schema.org 的节点。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from knowledge.linked.nodes import Node, concept, iri, organisation, page, urn, without_gaps, zh
from knowledge.model import Basis, Fee, Item, Limit, Material, Place

_CNY: Final = "http://publications.europa.eu/resource/authority/currency/CNY"


def evidence(item: Item, number: int, one: Material) -> Node:
    """一份材料。"""
    told = [one.note, f"形式：{one.form}" if one.form else None, f"必要性：{one.necessity}" if one.necessity else None]
    copies = [f"原件{one.originals}份" if one.originals else None, f"复印件{one.copies}份" if one.copies else None]
    said = "；".join(text for text in (*told, *copies) if text)
    return without_gaps(
        {
            "@id": urn("input", item.code, number),
            "@type": "cv:Evidence",
            "dct:identifier": f"{item.code}:{number}",
            "dct:title": zh(one.name),
            "dct:description": zh(said) if said else None,
            "dct:type": concept("material-type", one.type) if one.type else None,
        }
    )


def costs(item: Item) -> list[Node]:
    """各项收费；写明不收费的是零元。"""
    if item.fees is None:
        return []
    return [_cost(item, number, one) for number, one in enumerate(item.fees)] or [_free(item)]


def _cost(item: Item, number: int, one: Fee) -> Node:
    return {
        "@id": urn("cost", item.code, number),
        "@type": "cv:Cost",
        "dct:identifier": f"{item.code}:{number}",
        "dct:description": zh(f"{one.name}：{one.standard}" + (f"（依据：{one.basis}）" if one.basis else "")),
    }


def _free(item: Item) -> Node:
    return {
        "@id": urn("cost", item.code, "free"),
        "@type": "cv:Cost",
        "dct:identifier": f"{item.code}:free",
        "dct:description": zh("不收费"),
        "cv:hasValue": {"@type": "xsd:double", "@value": "0.0"},
        "cv:currency": {"@id": _CNY, "@type": "skos:Concept", "skos:prefLabel": zh("人民币元")},
    }


def legal_resource(one: Basis) -> Node:
    """一条依据。"""
    title = f"{one.name}{one.article or ''}"
    return without_gaps(
        {
            "@id": urn("law", one.name, one.article or ""),
            "@type": ["eli:LegalResource", "schema:Legislation"],
            "dct:title": zh(title),
            "schema:name": zh(title),
            "foaf:page": page(one.url) if one.url else None,
        }
    )


def requirements(item: Item) -> list[Node]:
    """受理条件，一行一条。"""
    lines = [line.strip() for line in (item.conditions or "").splitlines() if line.strip()]
    return [
        {
            "@id": urn("requirement", item.code, number),
            "@type": "cv:Requirement",
            "dct:identifier": f"{item.code}:{number}",
            "dct:title": zh(line),
        }
        for number, line in enumerate(lines)
    ]


def rules(item: Item) -> Iterator[Node]:
    """时限与流程：工作日没有 xsd:duration 的写法，一律也写成规则。"""
    for kind, name, limit in (
        ("statutory", "法定办结时限", item.statutory_limit),
        ("promised", "承诺办结时限", item.promised_limit),
    ):
        if limit is not None:
            yield _rule(item, kind, name, _limit(limit))
    if item.immediate:
        yield _rule(item, "immediate", "办结方式", "当场办结（即办）")
    for number, step in enumerate(item.steps or (), 1):
        said = "，".join(text for text in (step.limit, step.note) if text)
        yield _rule(item, f"step-{number}", f"办理流程{number}", step.name + (f"：{said}" if said else ""))


def _rule(item: Item, kind: str, title: str, text: str) -> Node:
    return {
        "@id": urn("rule", item.code, kind),
        "@type": "cpsv:Rule",
        "dct:identifier": f"{item.code}:{kind}",
        "dct:title": zh(title),
        "dct:description": zh(text),
    }


def _limit(limit: Limit) -> str:
    return f"{limit.value:.15g}个{limit.unit}" + (f"（{limit.note}）" if limit.note else "")


def output(item: Item) -> Node | None:
    """办好后得到的。"""
    if not item.result:
        return None
    return without_gaps(
        {
            "@id": urn("output", item.code),
            "@type": "cv:Output",
            "dct:identifier": f"{item.code}:output",
            "dct:title": zh(item.result),
            "dct:description": zh(f"有效期：{item.validity}") if item.validity else None,
        }
    )


def channels(item: Item) -> Iterator[Node]:
    """办理地点与网上办理。"""
    for number, place in enumerate(item.places or ()):
        yield _window(item, number, place)
    for kind, url in (("web", item.online and item.online.url), ("mobile", item.online and item.online.mobile_url)):
        if url and item.online:
            depth = f"网办深度：{item.online.depth}" if item.online.depth else None
            yield _channel(item, kind, {"schema:serviceUrl": {"@id": iri(url)}}, "网上办理", depth)


def _window(item: Item, number: int, place: Place) -> Node:
    name = zh(place.name)
    address = zh(place.address) if place.address else None
    where = without_gaps({"@type": "schema:Place", "schema:name": name, "schema:address": address})
    hours = {"@type": "time:TemporalEntity", "dct:description": zh(place.hours)} if place.hours else None
    phone = {"@type": "schema:ContactPoint", "schema:telephone": place.phone} if place.phone else None
    more: Node = {"schema:serviceLocation": where, "cv:openingHours": hours, "schema:servicePhone": phone}
    told = "，".join(text for text in (place.name, place.address) if text)
    return _channel(item, f"place-{number}", more, "窗口办理", told)


def _channel(item: Item, kind: str, more: Node, type: str, text: str | None) -> Node:
    return without_gaps(
        {
            "@id": urn("channel", item.code, kind),
            "@type": ["cv:Channel", "schema:ServiceChannel"],
            "dct:identifier": f"{item.code}:{kind}",
            "dct:type": concept("channel-type", type),
            "dct:description": zh(text) if text else None,
            "cv:ownedBy": organisation(item.authority, item.region) | {"@type": _OWNER} if item.authority else None,
            **more,
        }
    )


_OWNER: Final = ["cv:PublicOrganisation", "org:Organization", "schema:GovernmentOrganization"]


def contacts(item: Item) -> list[Node]:
    """咨询与投诉。"""
    pairs = (("咨询", item.phone), ("投诉", item.complaint))
    return [
        {
            "@id": urn("contact", item.code, kind),
            "@type": ["cv:ContactPoint", "schema:ContactPoint"],
            "cv:telephone": phone,
            "schema:telephone": phone,
            "schema:contactType": zh(kind),
        }
        for kind, phone in pairs
        if phone
    ]


def events(item: Item) -> list[Node]:
    """生活事件。"""
    return [
        {
            "@id": urn("life-event", name),
            "@type": ["cv:Event", "cv:LifeEvent"],
            "dct:identifier": name,
            "dct:title": zh(name),
        }
        for name in item.life_events
    ]
