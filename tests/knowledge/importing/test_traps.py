"""真实目录里见过的麻烦（见“政务服务事项”的字段资料），一样一条：从一行来源到存下的事项。"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.importing import ImportReport
from knowledge.model import Item, Online
from knowledge.taxonomy.regions import children

Bring = Callable[..., ImportReport]

AUTHORITY = "11440000006939756B"
ENTRY = "440101007000"
CODE = f"{AUTHORITY}2{ENTRY}"
MAPPING: dict[str, Any] = {
    "format": "jsonl",
    "source": {"name": "某省", "checked_on": "2026-01-02"},
    "absent": ["无", "无。", "/"],
    "fields": {
        "code": ["业务办理项编码", "实施编码"],
        "entry_code": {"from": "实施编码", "take": "part", "start": 19, "end": 31},
        "name": "名称",
        "region": {"from": "区划", "take": "region"},
        "authority": "部门",
        "status": {"from": "状态", "take": "code", "codes": {"1": "在用", "2": "暂停", "3": "取消"}},
        "sides": {"from": "对象", "take": "codes", "by": "[,，]", "codes": {"1": "个人", "2": "法人"}},
        "statutory_limit": {
            "from": "法定",
            "take": "limit",
            "unit_from": "法定单位",
            "units": {"1": "工作日", "2": "自然日"},
            "note_from": "法定说明",
        },
        "conditions": {"from": "条件", "take": "html_text"},
        "basis": {"from": "依据", "take": "basis"},
        "materials": {
            "from": "材料",
            "take": "rows",
            "fields": {"name": "名称", "originals": {"from": "原件", "take": "number", "default": 1}},
        },
        "questions": {"from": "问答", "take": "list", "by": "\n"},
        "fees": {"from": ["是否收费", "标准"], "take": "fees", "none": ["否", "不收费"], "absent": ["是"]},
        "phone": {"from": "电话", "take": "text", "find": r"\d{3,4}-\d{7,8}|\d{5,11}"},
        "valid_from": {"from": "计划生效", "take": "date"},
        "valid_until": {"from": "计划取消", "take": "date"},
        "online": {"take": "object", "fields": {"url": {"from": "网址", "take": "url"}, "depth": "深度"}},
    },
    "themes": {"from": "主题", "by": "[,，]", "populations": ["老年人"], "life_events": ["找工作"]},
}
MAPPING["fields"]["code"] = {"from": ["业务办理项编码", "实施编码"], "take": "text"}
ROW: dict[str, Any] = {"实施编码": CODE, "名称": "护照签发", "区划": "440000", "对象": "1"}


@pytest.fixture
def taken(engine: Engine, bring: Bring, tmp_path: Path) -> Callable[..., Item]:
    """导入 ROW 加上 `fields` 的一行，取回存下的事项。"""
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(yaml.safe_dump(MAPPING, allow_unicode=True), encoding="utf-8")

    def take(**fields: Any) -> Item:
        path = tmp_path / "rows.jsonl"
        path.write_text(json.dumps(ROW | fields, ensure_ascii=False), encoding="utf-8")
        report = bring(path, mapping=mapping)
        assert report.rejects.rows == []
        item = Catalogue(engine).item(fields.get("业务办理项编码") or CODE)
        assert item is not None
        return item

    return take


def test_themes_mix_categories_populations_and_life_events(taken: Callable[..., Item]) -> None:
    item = taken(主题="证件办理,老年人，找工作,其他")
    assert (item.categories, item.populations, item.life_events) == (
        ["个人/证件办理", "个人/其他"],
        ["老年人"],
        ["找工作"],
    )


def test_an_item_may_have_nine_themes(taken: Callable[..., Item]) -> None:
    themes = [
        "生育收养",
        "户籍办理",
        "民族宗教",
        "教育科研",
        "入伍服役",
        "就业创业",
        "设立变更",
        "准营准办",
        "职业资格",
    ]
    assert taken(主题=themes).categories == [f"个人/{theme}" for theme in themes]


def test_wu_is_silence_and_not_absence(taken: Callable[..., Item]) -> None:
    item = taken(部门="无", 条件="无。", 标准="/", 材料=[])
    assert (item.authority, item.conditions, item.fees, item.materials) == (None, None, None, None)


@pytest.mark.parametrize(
    ("charged", "standard", "fees"),
    [
        ("否", None, []),
        ("否", "不收费", []),
        ("是", "每证40元", ["每证40元"]),
        ("是", None, None),
        (None, None, None),
    ],
)
def test_no_fee_is_a_fact_and_silence_is_not(
    taken: Callable[..., Item], charged: str | None, standard: str | None, fees: list[str] | None
) -> None:
    found = taken(是否收费=charged, 标准=standard).fees
    assert (None if found is None else [fee.standard for fee in found]) == fees


def test_entities_and_tags_are_cleaned(taken: Callable[..., Item]) -> None:
    item = taken(
        名称="护照&nbsp;签发<br>", 条件="<p>年满16周岁&amp;lt;成年&amp;gt;</p><script>alert(1)</script><p>本人到场</p>"
    )
    assert (item.name, item.conditions) == ("护照 签发", "年满16周岁<成年>\n本人到场")


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>404 Not Found</title></head><body>nginx</body></html>",
        "HTTP Status 500 – Internal Server Error",
        "java.lang.NullPointerException: null\n\tat cn.gov.Task.find(Task.java:31)",
        "服务器内部错误，请联系管理员",
    ],
)
def test_an_error_page_in_a_field_is_silence_and_is_noted(
    engine: Engine, bring: Bring, tmp_path: Path, page: str
) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(yaml.safe_dump(MAPPING, allow_unicode=True), encoding="utf-8")
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(ROW | {"条件": page, "部门": "某厅"}, ensure_ascii=False), encoding="utf-8")
    report = bring(path, mapping=mapping)
    item = Catalogue(engine).item(CODE)
    assert item is not None
    assert (item.conditions, item.authority) == (None, "某厅")
    assert "“条件”一列里是错误页，不是内容，当作没有说：1 次" in report.notes


def test_a_law_text_of_31834_characters_becomes_its_name_and_article(taken: Callable[..., Item]) -> None:
    text = "《中华人民共和国护照法》第四条第一款 普通护照由公安部签发。" + "条文。" * 20_000
    (basis,) = taken(依据=text[:31_834]).basis or []
    assert (basis.name, basis.article) == ("中华人民共和国护照法", "第四条第一款")


def test_a_long_text_of_conditions_is_kept_whole(taken: Callable[..., Item]) -> None:
    text = "第一条规定的条件很长，" * 2_894
    assert taken(条件=text).conditions == text


def test_district_variants_are_items_of_one_entry(engine: Engine, bring: Bring, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(yaml.safe_dump(MAPPING, allow_unicode=True), encoding="utf-8")
    rows = [
        ROW | {"实施编码": f"11{one.code}{number:010d}4{ENTRY}", "区划": one.code, "部门": f"{one.name}某局"}
        for number, one in enumerate([*children("440100"), *children("440300")][:13])
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert bring(path, mapping=mapping).added == 13
    (entry,) = Catalogue(engine).entries()
    assert (entry.entry_code, entry.names) == (ENTRY, ("护照签发",))
    regions = [row["区划"] for row in rows]
    found = Catalogue(engine).items_of_entry(ENTRY, regions, date(2026, 11, 23))
    assert [item.region for item in found] == regions


def test_an_empty_faq_is_no_question(taken: Callable[..., Item]) -> None:
    assert taken(问答="").questions == []
    assert taken(问答="怎么办？\n\n多少钱？").questions == ["怎么办？", "多少钱？"]


def test_objects_in_a_cell_are_materials(taken: Callable[..., Item]) -> None:
    found = taken(材料=[{"名称": "照片", "原件": "2"}, {"名称": "<b>户口簿</b>", "原件": ""}]).materials or []
    assert [(one.name, one.originals) for one in found] == [("照片", 2), ("户口簿", 1)]


def test_the_handle_item_code_goes_before_the_task_code(taken: Callable[..., Item]) -> None:
    assert taken(业务办理项编码=f"{CODE}01").entry_code == ENTRY


@pytest.mark.parametrize(
    ("value", "unit", "note", "limit"),
    [
        ("20", "1", None, (20, "工作日", None)),
        (20, "2", "不含公示", (20, "自然日", "不含公示")),
        ("20(工作日)", None, "无", (20, "工作日", None)),
    ],
)
def test_a_limit_and_its_unit_may_stand_in_two_columns(
    taken: Callable[..., Item], value: object, unit: str | None, note: str | None, limit: tuple[int, str, str | None]
) -> None:
    found = taken(法定=value, 法定单位=unit, 法定说明=note).statutory_limit
    assert found is not None
    assert (found.value, found.unit, found.note) == limit


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("广东省广州市", "440100"),
        ("广州市", "440100"),
        ("广州市越秀区", "440104"),
        ("440104000000", "440104"),
        ("北京市", "110000"),
    ],
)
def test_a_region_may_be_written_as_a_name(taken: Callable[..., Item], given: str, code: str) -> None:
    assert taken(区划=given).region == code


@pytest.mark.parametrize(
    "given", ["2026-03-04", "2026/3/4", "2026年3月4日", "20260304", "2026-03-04 00:00:00", "1772582400000"]
)
def test_dates_are_written_in_many_ways(taken: Callable[..., Item], given: str) -> None:
    item = taken(计划生效=given)
    assert str(item.valid_from) == "2026-03-04"


def test_a_phone_is_found_in_a_sentence(taken: Callable[..., Item]) -> None:
    assert taken(电话="电话：020-86350597；受理时间：周一至周五").phone == "020-86350597"


def test_what_is_no_address_is_left_out(taken: Callable[..., Item]) -> None:
    assert taken(网址="javascript:alert(1)", 深度="4").online == Online(depth="4")
    assert taken(网址="暂未开通").online is None


@pytest.mark.parametrize(("state", "status"), [("1", "在用"), ("2", "暂停"), ("3", "取消"), (None, "在用")])
def test_the_state_of_an_item_is_kept(taken: Callable[..., Item], state: str | None, status: str) -> None:
    assert taken(状态=state).status == status
