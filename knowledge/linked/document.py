"""一个事项一个节点，全部事项一个 JSON-LD 文档，逐行写出。"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from knowledge.linked import parts
from knowledge.linked.nodes import Node, concept, day, duration, location, organisation, page, urn, without_gaps, zh
from knowledge.model import Item

CONTEXT: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CHINESE: Final = {
    "@id": "http://publications.europa.eu/resource/authority/language/ZHO",
    "@type": "dct:LinguisticSystem",
}


def write_linked(items: Iterable[Item]) -> Iterator[str]:
    """逐段给出一个 JSON-LD 文档；事项一行一个。"""
    yield '{"@context": ' + json.dumps(CONTEXT) + ', "@graph": [\n'
    comma = ""
    for item in items:
        yield comma + json.dumps(service(item), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def service(item: Item) -> Node:
    """一个事项：既是 cpsv:PublicService，也是 schema:GovernmentService。

    CPSV-AP 要求有说明与主管机关：没有写受理条件的，说明就是名称与地域；没有写实施主体的不编造，那一项就缺着。
    """
    return without_gaps(
        {
            "@id": urn("item", item.code),
            "@type": ["cpsv:PublicService", "schema:GovernmentService"],
            **_european(item),
            **_schema_org(item),
        }
    )


def _european(item: Item) -> Node:
    organ = organisation(item.authority, item.region) if item.authority else None
    return {
        "dct:identifier": item.code,
        "dct:title": zh(item.name),
        "dct:description": zh(_description(item)),
        "dct:alternative": [zh(name) for name in (item.short_name, *item.aliases) if name],
        "dct:language": _CHINESE,
        "dct:spatial": location(item.region),
        "dct:type": concept("item-type", item.item_type) if item.item_type else None,
        "dct:audience": [concept("audience", name) for name in (*item.sides, *item.populations)],
        "dct:temporal": _period(item),
        "dct:source": page(item.source.url, item.source.name) if item.source.url else zh(item.source.name),
        "dct:modified": day(item.source.checked_on),
        "adms:status": concept("status", item.status),
        "dcat:keyword": [zh(word) for word in item.aliases],
        "cv:thematicArea": [concept("category", key) for key in item.categories],
        "cv:isGroupedBy": parts.events(item),
        "cv:hasCompetentAuthority": organ,
        "cv:holdsRequirement": parts.requirements(item),
        "cpsv:hasInput": [parts.evidence(item, number, one) for number, one in enumerate(item.materials or ())],
        "cpsv:produces": parts.output(item),
        "cpsv:follows": list(parts.rules(item)),
        "cv:hasCost": parts.costs(item),
        "cv:hasLegalResource": [parts.legal_resource(one) for one in item.basis or ()],
        "cv:processingTime": duration(item.promised_limit or item.statutory_limit),
        "cv:hasChannel": list(parts.channels(item)),
        "cv:contactPoint": parts.contacts(item),
    }


def _schema_org(item: Item) -> Node:
    return {
        "schema:name": zh(item.name),
        "schema:identifier": item.code,
        "schema:alternateName": [zh(name) for name in (item.short_name, *item.aliases) if name],
        "schema:serviceType": zh(item.item_type) if item.item_type else None,
        "schema:serviceOperator": {"@id": organisation(item.authority, item.region)["@id"]} if item.authority else None,
        "schema:areaServed": {"@id": location(item.region)["@id"]},
        "schema:availableChannel": [{"@id": one["@id"]} for one in parts.channels(item)],
        "schema:audience": [
            {"@type": "schema:Audience", "schema:audienceType": zh(name)} for name in (*item.sides, *item.populations)
        ],
    }


def _description(item: Item) -> str:
    return item.conditions or f"{item.name}（{location(item.region)['skos:prefLabel']['@value']}）"


def _period(item: Item) -> Node | None:
    if not (item.valid_from or item.valid_until):
        return None
    start, end = (day(one) if one else None for one in (item.valid_from, item.valid_until))
    return without_gaps({"@type": "dct:PeriodOfTime", "dcat:startDate": start, "dcat:endDate": end})
