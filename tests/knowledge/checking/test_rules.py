"""规则的毛病：范围不可能，两行重叠，数目对不上，许愿。"""

from __future__ import annotations

from typing import Any, Final

import pytest

from knowledge.checking.rules import rule_faults
from knowledge.model import Item

AGE: Final = {"fact": "age", "compare": "at_least", "value": 18, "unit": "周岁"}


def item(conditions: str | None = None, **fields: Any) -> Item:
    rule = {"id": "age", "text": "年满18周岁", "basis": {"name": "某法"}} | fields
    return Item.model_validate(
        {
            "code": "11440000006939756B2440101007000",
            "entry_code": "440101007000",
            "name": "某证",
            "region": "440000",
            "conditions": conditions,
            "rules": [rule],
            "source": {"name": "某法", "checked_on": "2026-11-23"},
        }
    )


def row(text: str, *needs: dict[str, Any]) -> dict[str, Any]:
    return {"text": text, "needs": list(needs), "gives": "十年"}


FAULTS: list[tuple[str | None, dict[str, Any], str]] = [
    ("年满18周岁。", {"needs": [AGE]}, ""),
    (None, {"needs": [AGE]}, ""),
    ("年满16周岁。", {"needs": [AGE]}, "没有一个相同"),
    (None, {"needs": [AGE | {"value": 20}]}, "没有这个数"),
    (None, {"needs": [AGE, AGE | {"compare": "less_than"}]}, "范围不可能"),
    (None, {"text": "年满200周岁", "needs": [AGE | {"value": 200}]}, "范围不可能"),
    (None, {"text": "年满18周岁，一定可以领", "needs": [AGE]}, "许诺"),
    (
        None,
        {"rows": [row("未满18周岁", AGE | {"compare": "at_most"}), row("年满18周岁", AGE)]},
        "重叠",
    ),
    (None, {"rows": [row("未满18周岁", AGE | {"compare": "less_than"}), row("年满18周岁", AGE)]}, ""),
    (
        None,
        {
            "text": "缴费满一年",
            "needs": [{"fact": "paid", "of": "失业保险", "compare": "at_least", "value": 12, "unit": "个月"}],
        },
        "",
    ),
    (
        None,
        {
            "text": "缴费满一年",
            "needs": [{"fact": "paid", "of": "失业保险", "compare": "at_least", "value": 2, "unit": "年"}],
        },
        "没有这个数",
    ),
    (
        None,
        {
            "text": "六十日内",
            "needs": [{"fact": "since", "of": "买车", "compare": "at_most", "value": 60, "unit": "日"}],
        },
        "",
    ),
]


@pytest.mark.parametrize(("conditions", "fields", "fault"), FAULTS)
def test_what_is_wrong_with_a_rule(conditions: str | None, fields: dict[str, Any], fault: str) -> None:
    found = list(rule_faults(item(conditions, **fields)))
    assert bool(found) is bool(fault)
    assert all(fault in one and one.endswith("。") for one in found)
