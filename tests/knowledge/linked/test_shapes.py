"""JSON-LD 合乎 CPSV-AP 3 的形状与 schema.org 的定义；要用 rdflib 与 pyshacl（dev 依赖）。"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

from knowledge.importing.read_yaml import read_yaml
from knowledge.linked import CONTEXT, service, write_linked
from knowledge.model import Item

pytestmark = pytest.mark.filterwarnings("ignore")

STARTER = Path(__file__).parents[3] / "knowledge" / "starter"
SHAPES = Path(__file__).with_name("cpsv_ap.ttl")
WITHOUT = "没有装 rdflib 与 pyshacl（dev 依赖），跳过按形状的核对。"
FULL: dict[str, Any] = {
    "code": "11440000006939756B2440101007000",
    "entry_code": "440101007000",
    "name": "护照签发",
    "short_name": "办护照",
    "aliases": ["出国本"],
    "item_type": "行政许可",
    "status": "暂停",
    "sides": ["个人", "法人"],
    "categories": ["个人/出境入境"],
    "populations": ["老年人"],
    "life_events": ["退休"],
    "region": "440100",
    "authority": "广州市公安局",
    "statutory_limit": {"value": 7, "unit": "自然日", "note": "不含邮寄"},
    "promised_limit": {"value": 5, "unit": "工作日"},
    "immediate": False,
    "conditions": "年满16周岁\n本人到场",
    "materials": [{"name": "照片", "type": "证件", "form": "纸质", "originals": 2, "note": "两寸"}, {"name": "身份证"}],
    "fees": [{"name": "工本费", "standard": "120元/本", "basis": "某号文"}],
    "steps": [{"name": "受理", "limit": "当场", "note": "看材料"}],
    "places": [{"name": "大厅", "address": "某路1号", "hours": "周一至周五", "phone": "12367"}],
    "online": {"depth": "办理", "url": "https://gd.gov.cn/a?b={c}|d", "mobile_url": "https://gd.gov.cn/m"},
    "phone": "12345",
    "complaint": "12388",
    "result": "护照",
    "validity": "十年",
    "basis": [
        {"name": "护照法", "article": "第四条", "url": "https://gov.cn/"},
        {"name": "护照法", "article": "第五条"},
    ],
    "valid_from": "2026-01-02",
    "source": {"name": "某局", "url": "https://gd.gov.cn/", "checked_on": "2026-11-01"},
}


def starter() -> list[Item]:
    return [
        Item.model_validate(row.values) for path in sorted(STARTER.glob("*.yaml")) for row in read_yaml(path, "utf-8")
    ]


def faults(items: Iterable[Item]) -> list[tuple[str, str, str]]:
    """（节点，属性，不合的是什么）。"""
    rdflib = pytest.importorskip("rdflib", reason=WITHOUT)
    pyshacl = pytest.importorskip("pyshacl", reason=WITHOUT)
    graph = rdflib.Graph().parse(data="".join(write_linked(items)), format="json-ld")
    _, report, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES))
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    return sorted(
        (
            str(report.value(result, sh.focusNode)),
            str(report.value(result, sh.resultPath)).rpartition("/")[2],
            str(report.value(result, sh.sourceConstraintComponent)).rpartition("#")[2],
        )
        for result in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    )


def test_the_full_item_fits_the_shapes() -> None:
    assert faults([Item.model_validate(FULL)]) == []


def test_the_shapes_catch_a_missing_authority_and_nothing_else() -> None:
    bare = {name: FULL[name] for name in ("code", "entry_code", "name", "region", "source")}
    (fault,) = faults([Item.model_validate(bare)])
    assert fault == (f"urn:banshi:item:{FULL['code']}", "hasCompetentAuthority", "MinCountConstraintComponent")


def test_the_starter_fits_but_for_the_authorities_it_does_not_state() -> None:
    items = starter()
    without = {f"urn:banshi:item:{one.code}" for one in items if not one.authority}
    found = faults(items)
    assert {node for node, _, _ in found} == without
    assert {path for _, path, _ in found} <= {"hasCompetentAuthority"}


# schema.org 的定义（GovernmentService、ServiceChannel 等，2026 年所见）：类 → 本项目用到的、它有的属性。
_THING: Final = {"name", "identifier", "alternateName"}
ALLOWED: Final = {
    "schema:GovernmentService": _THING
    | {"serviceType", "serviceOperator", "areaServed", "availableChannel", "audience"},
    "schema:GovernmentOrganization": _THING,
    "schema:AdministrativeArea": _THING,
    "schema:Place": _THING | {"address"},
    "schema:Audience": {"audienceType"},
    "schema:ServiceChannel": {"serviceUrl", "serviceLocation", "servicePhone"},
    "schema:ContactPoint": {"telephone", "contactType"},
    "schema:Legislation": _THING,
}


def nodes(value: Any) -> Iterable[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from nodes(one)
    elif isinstance(value, list):
        for one in value:
            yield from nodes(one)


def test_each_property_belongs_to_its_schema_org_class() -> None:
    for node in nodes(service(Item.model_validate(FULL))):
        kinds = node.get("@type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        allowed = {name for kind in kinds for name in ALLOWED.get(kind, set())}
        used = {key.removeprefix("schema:") for key in node if key.startswith("schema:")}
        assert used <= allowed, node


FACTS: Final = """
两寸；工本费：120元/本（依据：某号文）；5个工作日；7个自然日（不含邮寄）；受理：当场，看材料；周一至周五；12345；12388；12367
有效期：十年；护照法第四条；老年人；退休；某路1号；网办深度：办理；暂停；https://gd.gov.cn/a?b=%7Bc%7D%7Cd
"""


@pytest.mark.parametrize("fact", FACTS.strip().replace("\n", "；").split("；"))
def test_every_fact_of_the_item_is_in_the_document(fact: str) -> None:
    assert fact in json.dumps(service(Item.model_validate(FULL)), ensure_ascii=False)


def test_every_prefix_is_declared() -> None:
    names = set()
    for node in nodes(service(Item.model_validate(FULL))):
        kinds = node.get("@type", [])
        names |= {key for key in node if not key.startswith("@")} | set([kinds] if isinstance(kinds, str) else kinds)
    assert {name.split(":")[0] for name in names} <= set(CONTEXT)
