"""一面一段：有就逐行写，没有就是空；写进去的每个字都来自事项或用语。"""

from __future__ import annotations

from typing import Any

import pytest

from actions.rendering.sections import FIELDS, section, used_fields
from knowledge.model import Item
from knowledge.taxonomy.aspects import ASPECTS
from tests.actions.fakes import make_item

FULL: dict[str, Any] = {
    "authority": "公安机关",
    "statutory_limit": {"value": 60, "unit": "自然日", "note": "可延长30日"},
    "promised_limit": {"value": 7.5, "unit": "工作日"},
    "visits": 1,
    "conditions": "年满16周岁。\n\n  遗失的补领，监护人代办。  \n有效期满的可以换。",
    "materials": [
        {"name": "户口簿", "originals": 1, "copies": 2, "note": "交验原件"},
        {"name": "照片", "necessity": "非必要"},
        {"name": "申请表"},
    ],
    "fees": [{"name": "工本费", "standard": "每证40元", "basis": "某某号文"}, {"name": "快递", "standard": "到付"}],
    "steps": [{"name": "申请", "note": "本人到场"}, {"name": "受理", "limit": "1日", "note": "当场"}, {"name": "领证"}],
    "places": [
        {"name": "派出所", "address": "某路1号", "hours": "9点到17点", "phone": "020-1"},
        {"name": "大厅"},
    ],
    "online": {"depth": "全程网办", "url": "https://example.cn", "mobile_url": "https://m.example.cn"},
    "phone": "020-2",
    "complaint": "020-3",
    "result": "身份证，有效期10年",
    "basis": [
        {"name": "居民身份证法", "article": "第十条", "url": "https://example.cn/law"},
        {"name": "《居住证暂行条例》"},
        {"name": "财税〔2018〕37号"},
        {"name": "《行政许可法》（2019年修正）"},
        {"name": "实施《社会保险法》若干规定"},
    ],
    "handling_scope": "全省",
    "validity": "十年",
}
ITEM = make_item(1, "身份证补领", **FULL)

# 方面 → 写成的各行。
LINES = [
    (
        "materials",
        ["1. 户口簿（原件1份，复印件2份，交验原件）", "2. 照片（视情况提供）", "3. 申请表"],
    ),
    ("time_limit", ["法定办结时限：60个自然日（可延长30日）", "承诺办结时限：7.5个工作日"]),
    ("conditions", ["年满16周岁。", "遗失的补领，监护人代办。", "有效期满的可以换。"]),
    ("fee", ["工本费：每证40元（依据：某某号文）", "快递：到付"]),
    ("place", ["派出所，某路1号，9点到17点，020-1", "大厅", "办理部门：公安机关", "通办范围：全省"]),
    ("process", ["1. 申请：本人到场", "2. 受理：1日，当场", "3. 领证", "到现场次数：1次"]),
    ("online", ["网上办理：https://example.cn", "手机办理：https://m.example.cn", "网办深度：全程网办"]),
    ("phone", ["咨询电话：020-2", "派出所：020-1"]),
    ("office_hours", ["派出所：9点到17点"]),
    (
        "basis",
        [
            "《居民身份证法》第十条",
            "《居住证暂行条例》",
            "《财税〔2018〕37号》",
            "《行政许可法》（2019年修正）",
            "《实施《社会保险法》若干规定》",
        ],
    ),
    ("agent", ["遗失的补领，监护人代办。", "申请：本人到场"]),
    ("amount", ["工本费：每证40元"]),
    ("validity", ["十年"]),
    ("remedy", ["遗失的补领，监护人代办。"]),
    ("comparison", ["有效期满的可以换。"]),
    ("complaint", ["监督投诉电话：020-3", "12345政务服务便民热线也受理。"]),
]


@pytest.mark.parametrize(("aspect", "lines"), LINES, ids=[aspect for aspect, _ in LINES])
def test_what_is_there_is_written_line_by_line(aspect: str, lines: list[str]) -> None:
    assert section(ITEM, aspect) == lines


def test_the_overview_gathers_the_essentials() -> None:
    lines = section(ITEM, "overview")
    assert lines[:3] == section(ITEM, "conditions")
    assert "材料：共3项，可以接着问“要带什么材料”" in lines
    for aspect in ("time_limit", "fee"):
        assert set(section(ITEM, aspect)) <= set(lines)
    assert lines[-2:] == ["办好后得到：身份证，有效期10年", "办理部门：公安机关"]


@pytest.mark.parametrize("aspect", [aspect for aspect in ASPECTS])
def test_what_the_catalogue_lacks_is_empty(aspect: str) -> None:
    assert section(make_item(1, "身份证补领"), aspect) == []


@pytest.mark.parametrize(
    ("aspect", "fields", "lines"),
    [
        ("fee", {"fees": None}, []),
        ("fee", {"fees": []}, ["不收费"]),
        ("materials", {"materials": None}, []),
        ("materials", {"materials": []}, ["不需要交材料"]),
        ("overview", {"fees": []}, ["不收费"]),
        ("place", {"places": []}, []),
        ("process", {"steps": []}, []),
        ("basis", {"basis": []}, []),
        ("conditions", {"conditions": " \n "}, []),
        ("online", {"online": {}}, []),
    ],
)
def test_none_said_is_not_none_needed(aspect: str, fields: dict[str, Any], lines: list[str]) -> None:
    assert section(make_item(1, "身份证补领", **fields), aspect) == lines


LIMIT = {"value": 20, "unit": "工作日"}
ABSENT = "法定办结时限：目录没有写明"


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({"statutory_limit": LIMIT}, ["法定办结时限：20个工作日", "承诺办结时限：目录没有写明"]),
        ({"promised_limit": LIMIT}, [ABSENT, "承诺办结时限：20个工作日"]),
        ({"statutory_limit": LIMIT, "immediate": True}, ["当场办结（即办）"]),
        ({"immediate": False}, []),
        ({"promised_limit": {"value": 0.5, "unit": "工作日"}}, [ABSENT, "承诺办结时限：0.5个工作日"]),
        ({"promised_limit": {"value": 1234567, "unit": "自然日"}}, [ABSENT, "承诺办结时限：1234567个自然日"]),
    ],
)
def test_both_limits_are_told_apart(fields: dict[str, Any], lines: list[str]) -> None:
    assert section(make_item(1, "身份证补领", **fields), "time_limit") == lines


def test_without_steps_it_says_so_before_what_is_known() -> None:
    lines = section(make_item(1, "身份证补领", conditions="遗失的补领。", authority="公安机关"), "process")
    assert lines == ["目录没有写明步骤，写明了这些：", "遗失的补领。", "办理部门：公安机关"]


def test_only_a_query_has_a_way_to_see_ones_record() -> None:
    online = {"url": "https://example.cn"}
    assert section(make_item(1, "社保缴费信息查询", online=online), "record") == ["网上办理：https://example.cn"]
    assert section(make_item(1, "社保卡申领", online=online), "record") == []


def test_every_aspect_names_its_fields() -> None:
    assert list(FIELDS) == list(ASPECTS)
    assert {field for fields in FIELDS.values() for field in fields} <= set(Item.model_fields)


WORDS = "本人遗失的，补助100元，可以延长有效期。"
TOLD: dict[str, Any] = FULL | dict.fromkeys(("conditions", "result", "validity"), WORDS)
TOLD |= {"steps": [{"name": "申请", "note": WORDS}], "immediate": True}


@pytest.mark.parametrize("aspect", list(ASPECTS))
def test_every_field_an_aspect_can_read_is_named(aspect: str) -> None:
    """只填一个字段：这一面写出了字，这个字段就在 FIELDS 里，答复才会注明它的来源。"""
    read = {field for field, value in TOLD.items() if section(make_item(1, "信息查询", **{field: value}), aspect)}
    assert read <= set(FIELDS[aspect])


@pytest.mark.parametrize(
    ("aspect", "fields", "used"),
    [
        ("validity", {"validity": "十年", "result": "身份证，有效期10年"}, {"validity"}),
        ("validity", {"result": "身份证，有效期10年", "conditions": "年满16周岁"}, {"result"}),
        ("time_limit", {"immediate": True, "statutory_limit": {"value": 20, "unit": "工作日"}}, {"immediate"}),
        ("process", {"steps": [{"name": "申请"}], "conditions": "年满16周岁", "visits": 1}, {"steps", "visits"}),
        ("process", {"conditions": "年满16周岁", "authority": "公安机关"}, {"conditions", "authority"}),
        ("agent", {"conditions": "监护人代办", "result": "身份证"}, {"conditions"}),
        ("fee", {"fees": []}, {"fees"}),
        ("fee", {}, set()),
    ],
)
def test_only_the_fields_in_the_text_are_used(aspect: str, fields: dict[str, Any], used: set[str]) -> None:
    assert used_fields(make_item(1, "身份证补领", **fields), aspect) == used
