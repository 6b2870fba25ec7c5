"""JSON-LD 里的小块：带语言的文字、概念、地域、机构、网页、时长。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from knowledge.model import Limit
from knowledge.taxonomy.regions import region

Node = dict[str, Any]

_DAYS: Final = "自然日"
_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


def urn(kind: str, *parts: object) -> str:
    """本目录里的名字；中文与空白转义，同一样东西总是同一个。"""
    return ":".join(["urn:banshi", kind, *(quote(str(part), safe="") for part in parts)])


def zh(text: str) -> Node:
    """中文的文字。"""
    return {"@value": text, "@language": "zh-Hans"}


def day(value: date) -> Node:
    """日期。"""
    return {"@type": "xsd:date", "@value": value.isoformat()}


def iri(url: str) -> str:
    """网址里不能进 IRI 的字符转义。"""
    return _NOT_IN_IRI.sub(lambda match: quote(match[0]), url)


def concept(kind: str, name: str) -> Node:
    """一个词，如类目、事项类型。"""
    return {"@id": urn(kind, name), "@type": "skos:Concept", "skos:prefLabel": zh(name)}


def location(code: str) -> Node:
    """一个区划。"""
    name = zh(region(code).name)
    kinds = ["dct:Location", "schema:AdministrativeArea"]
    return {
        "@id": urn("region", code),
        "@type": kinds,
        "dct:identifier": code,
        "skos:prefLabel": name,
        "schema:name": name,
    }


def organisation(name: str, code: str) -> Node:
    """实施主体；同一区划里同名的是同一个。"""
    return {
        "@id": urn("organisation", code, name),
        "@type": ["cv:PublicOrganisation", "schema:GovernmentOrganization"],
        "dct:identifier": f"{code}:{name}",
        "dct:title": zh(name),
        "skos:prefLabel": zh(name),
        "schema:name": zh(name),
        "dct:spatial": location(code),
    }


def page(url: str, title: str | None = None) -> Node:
    """一张网页。"""
    return without_gaps({"@id": iri(url), "@type": "foaf:Document", "dct:title": zh(title) if title else None})


def duration(limit: Limit | None) -> Node | None:
    """自然日写成 xsd:duration；工作日在其中没有写法，不换算，不写（另见各时限的规则）。"""
    if limit is None or limit.unit != _DAYS or limit.value != int(limit.value):
        return None
    return {"@type": "xsd:duration", "@value": f"P{int(limit.value)}D"}


def without_gaps(node: Node) -> Node:
    """去掉没有的部分。"""
    return {key: value for key, value in node.items() if value not in (None, [], {})}
