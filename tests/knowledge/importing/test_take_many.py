"""取几个值的办法，按映射文件里的写法列表。"""

from typing import Any

import pytest
from pydantic import TypeAdapter

from knowledge.importing.take_object import AnyRule

RULE: TypeAdapter[Any] = TypeAdapter(AnyRule)
SPLIT = {"from": ["俗称"], "take": "list", "by": "[，,、\\s]+", "whole_below": 3}
SIDES = {"自然人": "个人", "企业法人": "法人", "事业法人": "法人"}


def value(rule: dict[str, Any], row: dict[str, Any]) -> Any:
    return RULE.validate_python(rule).value(row, frozenset(["无"]))


@pytest.mark.parametrize(
    ("given", "aliases"),
    [
        ("无", None),
        ("工程规划许可证核发，建工证", ["工程规划许可证核发", "建工证"]),
        ("工伤申报 工伤认定", ["工伤申报", "工伤认定"]),
        ("自考免考、自考免考、", ["自考免考"]),
        # 有一段不足三字：分隔符只是断词。
        ("转移,接续", ["转移,接续"]),
        ("专职 律师 执业", ["专职律师执业"]),
        ("离婚", ["离婚"]),
    ],
)
def test_colloquial_names_are_split_with_care(given: str, aliases: list[str] | None) -> None:
    assert value(SPLIT, {"俗称": given}) == aliases


def test_some_columns_are_kept_whole_and_repeated_names_left_out() -> None:
    rule = SPLIT | {"from": ["俗称", "目录名"], "whole": ["目录名"], "other_than": ["名称"]}
    row = {"俗称": "初审核准，护照签发", "目录名": "教材初审、审定、复查", "名称": "护照签发"}
    assert value(rule, row) == ["初审核准", "教材初审、审定、复查"]
    assert value(rule, {"俗称": "护照签发", "目录名": "无", "名称": "护照签发"}) is None


def test_codes() -> None:
    rule = {"from": "对象", "take": "codes", "codes": SIDES}
    assert value(rule, {"对象": ["自然人", "企业法人", "事业法人"]}) == ["个人", "法人"]
    assert value(rule | {"by": ";"}, {"对象": "企业法人;事业法人"}) == ["法人"]
    assert value(rule, {"对象": []}) is None


def test_materials_are_named_once() -> None:
    rule = {"from": "材料", "take": "names"}
    assert value(rule, {"材料": ["身份证", " 身份证 ", "照片"]}) == [{"name": "身份证"}, {"name": "照片"}]
    # “无”是没有说，不是不要材料。
    assert value(rule, {"材料": "无"}) is None


def test_no_window_is_a_fact_and_silence_is_not() -> None:
    rule = {"from": "地点", "take": "places", "remove": "^办理地点：", "none": ["无线下办理窗口"]}
    assert value(rule, {"地点": "办理地点：某路1号"}) == [{"name": "办理地点", "address": "某路1号"}]
    assert value(rule, {"地点": "无线下办理窗口"}) == []
    assert value(rule, {"地点": None}) is None
