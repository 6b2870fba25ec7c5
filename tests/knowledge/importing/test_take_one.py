"""取一个值的办法，按映射文件里的写法列表。"""

from typing import Any

import pytest
from pydantic import TypeAdapter

from knowledge.importing.rule import BadValue
from knowledge.importing.take_object import AnyRule

RULE: TypeAdapter[Any] = TypeAdapter(AnyRule)
CODES = {"01": "行政许可", "20": "其他行政权力"}


def value(rule: dict[str, Any], cell: object) -> Any:
    return RULE.validate_python({"from": "列", **rule}).value({"列": cell}, frozenset(["无"]))


@pytest.mark.parametrize(
    ("rule", "cell", "expected"),
    [
        ({"take": "text"}, " 某&nbsp;局\n大厅 ", "某 局 大厅"),
        ({"take": "text"}, "无", None),
        ({"take": "text"}, "  ", None),
        ({"take": "text"}, "<p></p>", None),
        ({"take": "text"}, None, None),
        ({"take": "text", "absent": ["暂缺"]}, "暂缺", None),
        ({"take": "text", "remove": "^电话："}, "电话：12345", "12345"),
        ({"take": "text"}, 440100, "440100"),
        ({"take": "html_text"}, "<p>甲</p><p>乙</p>", "甲\n乙"),
        ({"take": "part", "start": 2, "end": 4}, "abcdef", "cd"),
        ({"take": "number"}, "3", 3),
        ({"take": "number"}, 0, 0),
        ({"take": "number"}, "无", None),
        ({"take": "flag", "yes": ["是"], "no": ["否"]}, "是", True),
        ({"take": "flag", "yes": ["是"], "no": ["否"]}, "否", False),
        ({"take": "code", "codes": CODES}, "20", "其他行政权力"),
        ({"take": "limit"}, "30(工作日)", {"value": 30, "unit": "工作日"}),
        ({"take": "limit"}, "90（自然日）", {"value": 90, "unit": "自然日"}),
        ({"take": "limit"}, "5个工作日", {"value": 5, "unit": "工作日"}),
        ({"take": "limit"}, "0.5 工作日", {"value": 0.5, "unit": "工作日"}),
        ({"take": "limit"}, "无", None),
        ({"take": "region"}, "440100", "440100"),
        ({"take": "region"}, "440100000000", "440100"),
        ({"take": "online"}, "https://a.cn/?a=1&b=2", {"url": "https://a.cn/?a=1&b=2"}),
        ({"take": "online"}, "暂未开通", None),
    ],
)
def test_take_one(rule: dict[str, Any], cell: object, expected: object) -> None:
    assert value(rule, cell) == expected


@pytest.mark.parametrize(
    ("rule", "cell", "reason"),
    [
        ({"take": "text"}, {"a": 1}, "这一列应当是文字、数或它们的列表。"),
        ({"take": "number"}, "一次", "应当是非负整数。"),
        ({"take": "flag", "yes": ["是"], "no": ["否"]}, "也许", "只认 是、否；请在映射文件里补上这种写法。"),
        ({"take": "code", "codes": CODES}, "99", "不在代码表（01、20）之中；请核对，或在映射文件里补上。"),
        ({"take": "limit"}, "30天", "认不出时限；应当像“30(工作日)”或“5个自然日”。"),
        ({"take": "region"}, "449999", "区划代码“449999”不在县级以上行政区划代码之中；请写六位代码，"),
    ],
)
def test_a_value_that_does_not_fit_says_why(rule: dict[str, Any], cell: object, reason: str) -> None:
    with pytest.raises(BadValue) as error:
        value(rule, cell)
    assert str(error.value).startswith(reason)


def test_the_first_column_with_a_value_counts() -> None:
    rule = RULE.validate_python({"from": ["甲", "乙"], "take": "text"})
    assert rule.value({"甲": "无", "乙": "有"}, frozenset(["无"])) == "有"


def test_a_constant_needs_no_column() -> None:
    assert RULE.validate_python({"take": "constant", "constant": ["个人"]}).value({}, frozenset()) == ["个人"]
