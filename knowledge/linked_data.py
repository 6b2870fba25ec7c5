"""JSON-LD：按 CPSV-AP 与 schema.org 的词汇写出事项，供别的系统互联。事实照目录，没有的不写。

词汇：http://purl.org/vocab/cpsv（服务、输入、输出）、http://data.europa.eu/m8g/（主管机关、费用、渠道）、https://schema.org/。
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from knowledge.model import Item, Limit

CONTEXT: Final = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_DAYS: Final = "自然日"


def write_linked(items: Iterable[Item]) -> Iterator[str]:
    """逐段给出一个 JSON-LD 文档；事项一行一个。"""
    yield '{"@context": ' + json.dumps(CONTEXT) + ', "@graph": [\n'
    comma = ""
    for item in items:
        yield comma + json.dumps(service(item), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def service(item: Item) -> dict[str, Any]:
    """一个事项：既是 cpsv:PublicService，也是 schema:GovernmentService。"""
    node: dict[str, Any] = {
        "@id": _urn("item", item.code),
        "@type": ["cpsv:PublicService", "schema:GovernmentService"],
        "dct:identifier": item.code,
        "dct:title": _zh(item.name),
        "dct:description": _zh(item.conditions) if item.conditions else None,
        "dct:spatial": {"@id": _urn("region", item.region)},
        "dct:subject": [_zh(category) for category in item.categories],
        "dct:type": _zh(item.item_type) if item.item_type else None,
        "cv:hasCompetentAuthority": _authority(item),
        "cpsv:hasInput": [_evidence(item, place, one.name) for place, one in enumerate(item.materials or ())],
        "cpsv:produces": _output(item),
        "cv:hasCost": [_cost(item, place, one.name, one.standard) for place, one in enumerate(item.fees or ())],
        "cv:hasLegalResource": [_zh(f"{one.name}{one.article or ''}") for one in item.basis or ()],
        "cv:processingTime": _duration(item.promised_limit or item.statutory_limit),
        "schema:termsOfService": item.online.url if item.online else None,
        "dct:source": {"dct:title": _zh(item.source.name), "foaf:page": item.source.url},
        "dct:modified": {"@type": "xsd:date", "@value": item.source.checked_on.isoformat()},
    }
    return {key: value for key, value in node.items() if value not in (None, [], {})}


def _urn(kind: str, code: str) -> str:
    return f"urn:banshi:{kind}:{code}"


def _zh(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "zh-Hans"}


def _authority(item: Item) -> dict[str, Any] | None:
    return {"@type": "cv:PublicOrganisation", "dct:title": _zh(item.authority)} if item.authority else None


def _evidence(item: Item, place: int, name: str) -> dict[str, Any]:
    return {"@id": _urn("input", f"{item.code}:{place}"), "@type": "cv:Evidence", "dct:title": _zh(name)}


def _output(item: Item) -> dict[str, Any] | None:
    if not item.result:
        return None
    return {"@id": _urn("output", item.code), "@type": "cpsv:Output", "dct:title": _zh(item.result)}


def _cost(item: Item, place: int, name: str, standard: str) -> dict[str, Any]:
    text = _zh(f"{name}：{standard}")
    return {"@id": _urn("cost", f"{item.code}:{place}"), "@type": "cv:Cost", "dct:description": text}


def _duration(limit: Limit | None) -> dict[str, str] | None:
    """自然日写成 xsd:duration；工作日在其中没有写法，不换算，不写。"""
    if limit is None or limit.unit != _DAYS or limit.value != int(limit.value):
        return None
    return {"@type": "xsd:duration", "@value": f"P{int(limit.value)}D"}
