"""事项模型：类型从严，多余的不收，没有说与没有分开。"""

import copy
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.model import Item

LEAST: dict[str, Any] = {
    "code": "11440000006939756B2440101007000",
    "entry_code": "440101007000",
    "name": "临时价格干预范围事项提价申报",
    "region": "440000",
    "source": {"name": "示例来源", "checked_on": "2026-11-23"},
}
FULL: dict[str, Any] = LEAST | {
    "short_name": "提价申报",
    "aliases": ["涨价申报"],
    "item_type": "行政许可",
    "sides": ["个人", "法人"],
    "categories": ["个人/其他", "法人/其他"],
    "populations": ["老年人"],
    "life_events": ["开店"],
    "authority": "广东省发展和改革委员会",
    "statutory_limit": {"value": 20, "unit": "工作日", "note": "可延长10日"},
    "promised_limit": None,
    "visits": 0,
    "immediate": False,
    "conditions": "符合条件",
    "materials": [
        {
            "name": "申请报告",
            "type": "原件",
            "form": "纸质",
            "necessity": "必要",
            "channel": "自备",
            "originals": 1,
            "copies": 0,
            "note": "盖章",
            "scenarios": ["a"],
        }
    ],
    "fees": [{"name": "工本费", "standard": "每证40元", "basis": "某文件"}],
    "steps": [{"name": "受理", "limit": "1个工作日", "note": "当场"}],
    "places": [{"name": "大厅", "address": "某路1号", "hours": "工作日", "phone": "12345"}],
    "online": {"depth": "III", "url": "https://example.cn", "mobile_url": "https://m.example.cn"},
    "phone": "020-12345",
    "complaint": "12345",
    "result": "批文",
    "basis": [{"name": "价格法", "article": "第三十条", "url": "https://example.cn"}],
    "scenarios": [{"id": "s", "question": "谁来办？", "options": [{"id": "a", "label": "本人"}]}],
    "kind": "事项",
    "status": "在用",
    "left_to_regions": ["fees"],
    "handling_scope": "全省",
    "validity": "长期",
    "rules": [
        {
            "id": "paid",
            "text": "缴费满1年",
            "only": [{"fact": "sex", "compare": "is", "value": "女"}],
            "needs": [{"fact": "paid", "of": "失业保险", "compare": "at_least", "value": 1, "unit": "年"}],
            "any_of": "甲",
            "scenarios": ["a"],
            "basis": {"name": "失业保险条例", "article": "第十四条"},
            "source": {"name": "示例来源", "checked_on": "2026-11-23"},
        },
        {
            "id": "months",
            "text": "最长领多久",
            "rows": [
                {
                    "text": "满1年",
                    "needs": [{"fact": "paid", "of": "失业保险", "compare": "at_least", "value": 1, "unit": "年"}],
                    "gives": "12个月",
                }
            ],
            "basis": {"name": "失业保险条例"},
        },
    ],
    "questions": ["怎么提价"],
    "valid_from": "2026-01-01",
    "valid_until": "2026-12-31",
    "source": {"name": "示例来源", "url": "https://example.cn", "checked_on": "2026-11-23"},
    "sources": [{"name": "另一来源", "checked_on": "2026-11-23", "fields": ["fees"]}],
}


@pytest.mark.parametrize("given", [LEAST, FULL, LEAST | {"fees": []}, LEAST | {"fees": None}])
def test_what_came_in_comes_out(given: dict[str, Any]) -> None:
    item = Item.model_validate(copy.deepcopy(given))
    assert item.model_dump(mode="json", exclude_unset=True) == given


def test_every_field_is_in_the_full_example() -> None:
    assert set(FULL) == set(Item.model_fields)


def test_unknown_and_none_are_two_things() -> None:
    assert Item.model_validate(LEAST).fees is None
    assert Item.model_validate(LEAST | {"fees": []}).fees == []


def test_labels_may_be_null_and_are_read_as_empty() -> None:
    item = Item.model_validate(LEAST | {"aliases": None, "categories": None, "sides": None})
    assert (item.aliases, item.categories, item.sides) == ([], [], [])


def test_codes_are_brought_to_one_spelling() -> None:
    item = Item.model_validate(LEAST | {"region": "100000", "categories": ["个人/090", "个人/行政缴费"]})
    assert (item.region, item.categories) == ("000000", ["个人/证件办理", "个人/纳税缴费"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "1144"}, "code"),
        ({"code": "11440000006939756B24401010070"}, "code"),
        ({"code": "11440000006939756B2440101007-00"}, "code"),
        ({"entry_code": "4401010070"}, "entry_code"),
        ({"name": " "}, "name"),
        ({"name": 5}, "name"),
        ({"region": 440000}, "region"),
        ({"region": "440199"}, "region"),
        ({"categories": ["个人/不存在"]}, "categories"),
        ({"categories": "个人/其他"}, "categories"),
        ({"sides": ["企业"]}, "sides"),
        ({"visits": "0"}, "visits"),
        ({"visits": -1}, "visits"),
        ({"visits": True}, "visits"),
        ({"immediate": 1}, "immediate"),
        ({"statutory_limit": {"value": "20", "unit": "工作日"}}, "statutory_limit"),
        ({"statutory_limit": {"value": 20, "unit": "天"}}, "statutory_limit"),
        ({"statutory_limit": "20个工作日"}, "statutory_limit"),
        ({"materials": [{"type": "原件"}]}, "materials"),
        ({"materials": ["身份证"]}, "materials"),
        ({"fees": [{"name": "工本费"}]}, "fees"),
        ({"valid_from": "2026-13-01"}, "valid_from"),
        ({"valid_from": "2026-W47-1"}, "valid_from"),
        ({"valid_from": 20260101}, "valid_from"),
        ({"source": {"name": "来源"}}, "source"),
        ({"note": "多余"}, "note"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        Item.model_validate(LEAST | change)
    assert error.value.errors()[0]["loc"][0] == field


def test_dates_must_be_in_order() -> None:
    with pytest.raises(ValidationError, match="生效日期 2026-02-01 晚于失效日期 2026-01-01"):
        Item.model_validate(LEAST | {"valid_from": "2026-02-01", "valid_until": "2026-01-01"})


@pytest.mark.parametrize(
    ("day", "is_valid"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-06-01", True), ("2026-12-31", True), ("2027-01-01", False)],
)
def test_both_ends_of_the_validity_count(day: str, is_valid: bool) -> None:
    assert Item.model_validate(FULL).is_valid_on(date.fromisoformat(day)) is is_valid
    assert Item.model_validate(LEAST).is_valid_on(date.fromisoformat(day))


ASKED: dict[str, Any] = LEAST | {
    "scenarios": [
        {
            "id": "who",
            "question": "给谁办？",
            "options": [
                {"id": "self", "label": "自己"},
                {"id": "child", "label": "孩子", "note": "监护人代办"},
            ],
        },
        {
            "id": "age",
            "question": "孩子多大？",
            "options": [{"id": "small", "label": "不满16周岁"}],
            "when": ["child"],
        },
    ],
    "materials": [{"name": "监护人身份证", "scenarios": ["child"]}],
}


def test_scenarios_refer_to_each_other() -> None:
    assert Item.model_validate(ASKED).scenarios[1].when == ["child"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"materials": [{"name": "委托书", "scenarios": ["agent"]}]}, "没有列出的情形选项：agent"),
        ({"fees": [{"name": "工本费", "standard": "每证40元", "scenarios": ["lost"]}]}, "没有列出的情形选项：lost"),
        ({"scenarios": [ASKED["scenarios"][0] | {"when": ["small"]}, ASKED["scenarios"][1]]}, "前面没有的选项：small"),
        ({"scenarios": [ASKED["scenarios"][0], ASKED["scenarios"][0]]}, "都不能重复"),
        ({"left_to_regions": ["fee"]}, "不认识的字段名：fee"),
        ({"kind": "便民应用", "authority": "人力资源社会保障部"}, "便民应用要写明地址"),
    ],
)
def test_loose_ends_are_named(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Item.model_validate(ASKED | change)
