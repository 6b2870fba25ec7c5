"""JSON-LD 导出：形状、没有的不写、时限不换算。"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from knowledge.linked import CONTEXT, service, write_linked
from knowledge.model import Item

BARE: dict[str, Any] = {
    "code": "BS00000000000000001BSP090000003",
    "entry_code": "BSP090000003",
    "name": "居民身份证补领",
    "region": "000000",
    "source": {"name": "某法", "url": "https://example.org/", "checked_on": date(2026, 11, 23)},
}


def item(**more: Any) -> Item:
    return Item.model_validate({**BARE, **more})


def test_absent_facts_are_not_written() -> None:
    node = service(item())
    assert node["@type"] == ["cpsv:PublicService", "schema:GovernmentService"]
    assert {"cpsv:hasInput", "cv:hasCost", "cv:processingTime", "cv:hasCompetentAuthority"} & set(node) == set()


def test_facts_are_written_with_their_vocabulary() -> None:
    node = service(
        item(materials=[{"name": "户口簿"}], fees=[{"name": "工本费", "standard": "每证40元"}], authority="公安机关")
    )
    assert node["cpsv:hasInput"][0]["dct:title"]["@value"] == "户口簿"
    assert "每证40元" in node["cv:hasCost"][0]["dct:description"]["@value"]
    assert "cv:PublicOrganisation" in node["cv:hasCompetentAuthority"]["@type"]
    prefixes = {key.split(":")[0] for key in node if not key.startswith("@")}
    assert prefixes <= set(CONTEXT)


@pytest.mark.parametrize(
    ("limit", "written"),
    [
        ({"value": 60, "unit": "自然日"}, "P60D"),
        ({"value": 5, "unit": "工作日"}, None),
        ({"value": 1.5, "unit": "自然日"}, None),
    ],
)
def test_only_calendar_days_become_a_duration(limit: dict[str, Any], written: str | None) -> None:
    found = service(item(statutory_limit=limit)).get("cv:processingTime")
    assert (found or {}).get("@value") == written


def test_no_fee_is_a_cost_of_nothing_and_silence_is_no_cost() -> None:
    (free,) = service(item(fees=[]))["cv:hasCost"]
    assert (free["cv:hasValue"]["@value"], free["dct:description"]["@value"]) == ("0.0", "不收费")
    assert "cv:hasCost" not in service(item())


def test_working_days_are_a_rule() -> None:
    (rule,) = service(item(promised_limit={"value": 5, "unit": "工作日"}))["cpsv:follows"]
    assert (rule["dct:title"]["@value"], rule["dct:description"]["@value"]) == ("承诺办结时限", "5个工作日")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_whole_is_one_json_document(count: int) -> None:
    document = json.loads("".join(write_linked([item()] * count)))
    assert len(document["@graph"]) == count
