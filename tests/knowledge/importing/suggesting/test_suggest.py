"""拟映射：拟出来的草稿真的能导入那个文件，取得对；要核对的说出来。"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.importing import ImportFailed, ImportReport, load
from knowledge.importing.suggesting import suggest
from knowledge.model import Item
from knowledge.storage.engine import open_engine

TODAY = date(2026, 11, 23)
AUTHORITY = "11440000006939756B"
A, B, C = (f"{AUTHORITY}2{number:012d}" for number in (1, 2, 3))

HEAD = [
    "序号", "实施编码", "事项名称", "日常用语", "事项类型", "事项状态", "服务对象", "行政区划", "实施主体", "办件类型",
    "法定办结时限", "法定办结时限单位", "承诺办结时限（工作日）", "到办事现场次数", "受理条件", "申请材料",
    "是否收费", "收费标准", "办理地点", "办理时间", "网办地址", "网办深度", "咨询方式", "监督投诉方式", "设定依据",
    "主题分类",
    "计划生效日期", "备注",
]  # fmt: skip
ROWS: list[list[object]] = [
    [
        1, A, "护照签发", "办护照，出国本", "07", "1", "1,2", "广东省广州市", "广州市公安局", "承诺件",
        20, "1", "7", "1次", "<p>年满16周岁</p>", "1.身份证\n2.照片", "是", "120元/本",
        "某路1号", "周一至周五9:00-17:00", "https://gd.gov.cn/a", "4", "12345", "无", "《护照法》第四条",
        "证件办理,老年人",
        "2026-01-02", "内部",
    ],
    [
        2, B, "护照查询", "无", "20", "2", "1", "广东省广州市", "广州市公安局", "即办件",
        30, "2", "当场", "0次", "无", "无", "否", "无",
        "某路2号", "无", "暂未开通", "无", "无", "12345", "无", "出境入境", "2026/1/2", "",
    ],
    [
        3, C, "古树认养", "认养树木", "21", "3", "2", "440106", "天河区园林局", "承诺件",
        5, "1", "3", "1次", "无", "申请表；身份证明", "否", "不收费",
        "某路3号", "无", "无", "无", "020-12345678", "无", "无", "环保绿化", "无", "",
    ],
]  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{tmp_path}/catalogue.db")
    yield opened
    opened.dispose()


def bring(engine: Engine, folder: Path, *paths: Path) -> tuple[str, ImportReport]:
    text = suggest(paths, TODAY)
    mapping = folder / "draft.yaml"
    mapping.write_text(text, encoding="utf-8")
    report = load(engine, list(paths), index_root=folder / "index", mapping=mapping, build_index=lambda *_: None)
    return text, report


def items(engine: Engine, *codes: str) -> list[Item]:
    found = [Catalogue(engine).item(code) for code in codes]
    assert None not in found
    return [one for one in found if one is not None]


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", "\t"), ("gb18030", ","), ("gb18030", ";")]
)
def test_a_table_is_imported_by_its_own_draft(engine: Engine, tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "某市.csv"
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows([HEAD, *ROWS])
    text, report = bring(engine, tmp_path, path)
    assert (report.read, report.added, report.rejects.rows) == (3, 3, [])
    first, second, third = items(engine, A, B, C)
    assert first.model_dump(mode="json", exclude_unset=True) == {
        "code": A,
        "entry_code": "000000000001",
        "region": "440100",
        "name": "护照签发",
        "authority": "广州市公安局",
        "phone": "12345",
        "item_type": "行政确认",
        "status": "在用",
        "sides": ["个人", "法人"],
        "immediate": False,
        "visits": 1,
        "conditions": "年满16周岁",
        "valid_from": "2026-01-02",
        "basis": [{"name": "护照法", "article": "第四条"}],
        "statutory_limit": {"value": 20, "unit": "工作日"},
        "promised_limit": {"value": 7, "unit": "工作日"},
        "online": {"url": "https://gd.gov.cn/a", "depth": "受理"},
        "places": [{"address": "某路1号", "hours": "周一至周五9:00-17:00", "name": "办理地点"}],
        "aliases": ["办护照", "出国本"],
        "materials": [{"name": "身份证"}, {"name": "照片"}],
        "fees": [{"name": "收费", "standard": "120元/本"}],
        "categories": ["个人/证件办理"],
        "populations": ["老年人"],
        "source": {"name": "某市", "checked_on": "2026-11-23"},
    }
    assert (second.status, second.immediate, second.promised_limit, second.fees) == ("暂停", True, None, [])
    assert second.statutory_limit is not None
    assert second.statutory_limit.unit == "自然日"
    assert (third.status, third.region, third.sides) == ("取消", "440106", ["法人"])
    assert [one.name for one in third.materials or []] == ["申请表", "身份证明"]
    assert "# 没有用到的列：序号、备注。" in text
    assert "“承诺办结时限（工作日）”有认不出的写法，当作没有说：当场" in text


def test_sheets_under_a_title_row_are_joined(engine: Engine, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "事项清单"
    for row in (
        ["某市政务服务事项目录", "", "2026年"],
        ["实施编码", "事项名称", "行政区划"],
        [A, "护照签发", "440100"],
    ):
        sheet.append(row)
    materials = book.create_sheet("申请材料")
    for row in (
        ["实施编码", "材料名称", "材料类型", "必要性", "原件份数", "序号"],
        [A, "照片", "3", "1", 2, 2],
        [A, "身份证", "1", "2", 1, 1],
    ):
        materials.append(row)
    fees = book.create_sheet("收费")
    for row in (["实施编码", "收费项目名称", "收费标准", "收费依据"], [A, "工本费", "120元/本", "某号文"]):
        fees.append(row)
    book.create_sheet("空表")
    book.save(tmp_path / "t.xlsx")
    text, report = bring(engine, tmp_path, tmp_path / "t.xlsx")
    assert (report.added, report.rejects.rows) == (1, [])
    (item,) = items(engine, A)
    assert [one.model_dump(exclude_unset=True) for one in item.materials or []] == [
        {"name": "身份证", "type": "证件证书证明", "necessity": "非必要", "originals": 1},
        {"name": "照片", "type": "其他", "necessity": "必要", "originals": 2},
    ]
    assert [(one.name, one.standard, one.basis) for one in item.fees or []] == [("工本费", "120元/本", "某号文")]
    assert "header: 2" in text


def test_files_are_joined(engine: Engine, tmp_path: Path) -> None:
    tables: dict[str, list[list[str]]] = {
        "items.csv": [["task_code", "task_name", "area_code"], [A, "护照签发", "440100"]],
        "ask.csv": [["task_code", "问题", "答案"], [A, "多久？", "七天"], [A, "多少钱？", "一百二"]],
        "steps.csv": [["task_code", "环节名称", "办理时限"], [A, "受理", "1个工作日"]],
    }
    for name, rows in tables.items():
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
    _, report = bring(engine, tmp_path, *(tmp_path / name for name in tables))
    assert report.added == 1
    (item,) = items(engine, A)
    assert item.questions == ["多久？", "多少钱？"]
    assert [(one.name, one.limit) for one in item.steps or []] == [("受理", "1个工作日")]


@pytest.mark.parametrize("suffix", ["jsonl", "json"])
def test_objects_inside_rows_are_taken(engine: Engine, tmp_path: Path, suffix: str) -> None:
    row: dict[str, Any] = {
        "TASK_CODE": A,
        "TASK_NAME": "护照签发",
        "AREACODE": "440100",
        "anticipate_day": 20,
        "anticipate_type": "1",
        "materialList": [{"MATERIAL_NAME": "照片", "MATERIAL_FORM": "1"}, {"MATERIAL_NAME": "身份证"}],
        "THEME_CATEGORY": ["社会保障（社会保险、社会救助）", "找工作"],
        "SERVICE_OBJECT_NAME": ["自然人"],
    }
    path = tmp_path / f"a.{suffix}"
    path.write_text(json.dumps([row] if suffix == "json" else row, ensure_ascii=False), encoding="utf-8")
    _, report = bring(engine, tmp_path, path)
    assert (report.added, report.rejects.rows) == (1, [])
    (item,) = items(engine, A)
    assert [(one.name, one.form) for one in item.materials or []] == [("照片", "纸质"), ("身份证", None)]
    assert (item.categories, item.life_events) == (["个人/社会保障"], ["找工作"])


@pytest.mark.parametrize(
    ("document", "rows"),
    [
        ({"code": 200, "msg": "成功", "data": {"total": 1, "rows": "ROWS", "page": 1}}, "data.rows"),
        ({"data": "ROWS"}, "data"),
    ],
)
def test_a_list_wrapped_in_an_answer_is_found(
    engine: Engine, tmp_path: Path, document: dict[str, Any], rows: str
) -> None:
    listed = [{"TASK_CODE": code, "TASK_NAME": "护照签发", "AREACODE": "440100"} for code in (A, B)]
    path = tmp_path / "a.json"
    text = json.dumps(document, ensure_ascii=False, indent=1).replace('"ROWS"', json.dumps(listed, ensure_ascii=False))
    path.write_text(text, encoding="utf-8")
    draft, report = bring(engine, tmp_path, path)
    assert f"rows: {rows}\n" in draft
    assert (report.read, report.added) == (2, 2)


def test_guangdong_is_imported_by_its_own_draft(engine: Engine, tmp_path: Path, shared_data: Path) -> None:
    _, report = bring(engine, tmp_path, shared_data / "guangdong-2021.jsonl")
    assert (report.read, report.added, report.rejected) == (2_262, 2_262, 0)


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("事项编码,基本编码,事项名称\n1,2,护照\n", encoding="utf-8")
    text = suggest([path], TODAY)
    assert "没有区划一列，取自实施编码里信用代码的第 3 到 8 位" in text
    assert "还缺" not in text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.csv", None, "没有“.*none.csv”这个文件"),
        ("a.doc", b"x", "认不出“.*a.doc”的格式"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "没有一张表像事项目录.*看到的列有：甲、乙"),
        ("a.csv", "甲,乙\n".encode(), "没有一行读得成"),
        ("a.xlsx", b"PK", "不是 XLSX"),
    ],
)
def test_a_file_without_items_is_one_sentence(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportFailed, match=said):
        suggest([tmp_path / name], TODAY)
