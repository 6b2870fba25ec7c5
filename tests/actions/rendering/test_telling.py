"""说过的数怎么说回去：没有上头的一段不露出代替无穷大的那个数。"""

import pytest

from actions.rendering.telling import buttons, read_option, spoken_value
from knowledge.cases.quantities import Quantity, endless
from knowledge.eligibility.rules import Rule
from knowledge.taxonomy.acts import parse_payload

UNDER_MASTER = "小学或者初中或者高中或者中专或者大专或者本科"


def rule(**test: object) -> Rule:
    basis = {"name": "民法典"}
    return Rule.model_validate({"id": "one", "text": "条件", "needs": [test], "basis": basis})


@pytest.mark.parametrize(
    ("name", "test", "spoken"),
    [
        ("age", {"fact": "age", "compare": "at_least", "value": 18, "unit": "周岁"}, ["不到18岁", "18岁以上"]),
        ("age", {"fact": "age", "compare": "at_most", "value": 60, "unit": "周岁"}, ["不超过60岁", "超过60岁"]),
        ("schooling", {"fact": "schooling", "compare": "at_least", "value": "硕士"}, [UNDER_MASTER, "硕士或者博士"]),
        ("lived", {"fact": "lived", "compare": "at_least", "value": 6, "unit": "个月"}, ["不到6个月", "6个月以上"]),
    ],
)
def test_what_a_button_stands_for_is_told_back_in_words(name: str, test: dict[str, object], spoken: list[str]) -> None:
    options = [parse_payload(one.payload).values["option"] for one in buttons("X1", name, [rule(**test)])]
    values = [read_option(name, option) for option in options]
    assert [spoken_value(name, value) for value in values if value is not None] == spoken


@pytest.mark.parametrize(
    ("value", "spoken"),
    [
        (Quantity(48, 48, "周岁"), "48岁"),
        (Quantity(30, 39, "周岁"), "30到39岁"),
        (Quantity(0, 17.99, "周岁"), "不到18岁"),
        (Quantity(18, 59.99, "周岁"), "18岁以上、不到60岁"),
        (Quantity(18.01, 60, "周岁"), "超过18岁、不超过60岁"),
        (Quantity(18.01, endless("周岁"), "周岁"), "超过18岁"),
    ],
)
def test_an_age_is_told_back_as_it_was_said(value: Quantity, spoken: str) -> None:
    assert spoken_value("age", value) == spoken


@pytest.mark.parametrize(
    ("value", "spoken"),
    [
        (Quantity(24.01, 35.99, "月"), "2年多"),
        (Quantity(12.01, 59.99, "月"), "超过1年、不到5年"),
        (Quantity(60, endless("月"), "月"), "5年以上"),
        (Quantity(60.01, endless("月"), "月"), "超过5年"),
        (Quantity(28.8, 35.99, "月"), "快3年"),
    ],
)
def test_a_length_is_told_back_as_it_was_said(value: Quantity, spoken: str) -> None:
    assert spoken_value("lived", value) == spoken
