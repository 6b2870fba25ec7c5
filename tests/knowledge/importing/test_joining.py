"""子表：几个文件、几张工作表按编码并到一起。"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.importing import ImportFailed, ImportReport

Bring = Callable[..., ImportReport]
Rows = Sequence[Sequence[object]]

A, B = (f"11440000006939756B2{number:012d}" for number in (1, 2))
ITEMS: Rows = [["编码", "名称"], [A, "护照签发"], [B, "护照换发"]]
MATERIALS: Rows = [
    ["事项编码", "材料名称", "份数", "序号"],
    [A, "照片", 2, 2],
    [A, "身份证", 1, 1],
    [B, "旧护照", 1, 1],
    [f"{B[:-1]}9", "没有主的材料", 1, 1],
]
FEES: Rows = [["编码", "项目", "标准"], [B, "工本费", "120元/本"]]
ASKED: Rows = [["编码", "问题", "答案"], [A, "多久能拿到？", "七天"]]
MAPPING: dict[str, Any] = {
    "source": {"name": "某省", "checked_on": "2026-01-02"},
    "fields": {
        "code": "编码",
        "entry_code": {"from": "编码", "take": "part", "start": 19, "end": 31},
        "name": "名称",
        "region": {"take": "constant", "constant": "440000"},
    },
}
CHILDREN: dict[str, Any] = {
    "materials": {
        "key": "事项编码",
        "to": "编码",
        "order": "序号",
        "fields": {"name": "材料名称", "originals": {"from": "份数", "take": "number"}},
    },
    "fees": {"key": "编码", "fields": {"name": "项目", "standard": "标准"}},
    "questions": {"key": "编码", "fields": {"question": "问题"}},
}
WHERE = {"materials": "材料", "fees": "收费", "questions": "问答"}


def write_csv(path: Path, rows: Rows, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows(rows)
    return path


def mapping(folder: Path, place: str, **changes: Any) -> Path:
    children = {
        kind: child | {place: f"*{WHERE[kind]}.csv" if place == "file" else WHERE[kind]} | changes
        for kind, child in CHILDREN.items()
    }
    path = folder / "mapping.yaml"
    path.write_text(yaml.safe_dump(MAPPING | {"children": children}, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    for title, rows in (("事项", ITEMS), ("材料", MATERIALS), ("收费", FEES), ("问答", ASKED)):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    del book["Sheet"]
    book.save(tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    tables = (("事项", ITEMS), ("省材料", MATERIALS), ("收费", FEES), ("问答", ASKED))
    return [write_csv(tmp_path / f"{name}.csv", rows) for name, rows in tables]


def check(engine: Engine, report: ImportReport) -> None:
    assert (report.read, report.added, report.rejected) == (2, 2, 0)
    first, second = Catalogue(engine).item(A), Catalogue(engine).item(B)
    assert first is not None
    assert second is not None
    # 按序号排，不按读到的次序。
    assert [(one.name, one.originals) for one in first.materials or []] == [("身份证", 1), ("照片", 2)]
    assert (first.fees, first.questions) == (None, ["多久能拿到？"])
    assert [(one.name, one.standard) for one in second.fees or []] == [("工本费", "120元/本")]
    (note,) = report.notes
    assert note.startswith("materials 的子表里有的行，编码在主表里没有")
    assert note.endswith("第 5 行）：1 次")


def test_sheets_are_joined_by_code(engine: Engine, bring: Bring, workbook: Path, tmp_path: Path) -> None:
    check(engine, bring(workbook, mapping=mapping(tmp_path, "sheet")))


@pytest.mark.parametrize("given", ["all", "main"])
def test_files_are_joined_by_code(engine: Engine, bring: Bring, files: list[Path], tmp_path: Path, given: str) -> None:
    """子表的文件一起给出，或就在主表旁边。"""
    check(engine, bring(*(files if given == "all" else files[:1]), mapping=mapping(tmp_path, "file")))


def test_children_may_have_their_own_encoding(engine: Engine, bring: Bring, files: list[Path], tmp_path: Path) -> None:
    for name, rows in (("省材料", MATERIALS), ("收费", FEES), ("问答", ASKED)):
        write_csv(tmp_path / f"{name}.csv", rows, "gb18030")
    check(engine, bring(files[0], mapping=mapping(tmp_path, "file", encoding="gb18030")))


def test_a_bad_child_row_rejects_its_item_and_names_the_row(
    engine: Engine, bring: Bring, files: list[Path], tmp_path: Path
) -> None:
    write_csv(files[1], [*MATERIALS, [A, "户口簿", "若干", 3]])
    report = bring(files[0], mapping=mapping(tmp_path, "file"))
    (reject,) = report.rejects.rows
    assert (reject.line, reject.field, reject.value) == (2, "materials.2", "若干")
    assert reject.reason == f"应当是非负整数。（在 {files[1]} 第 6 行）"
    assert (Catalogue(engine).item(A), report.added) == (None, 1)


@pytest.mark.parametrize(
    ("place", "changes", "said"),
    [
        ("file", {"file": "没有*.csv"}, "没有找到映射里写的子表“没有\\*.csv”"),
        ("file", {"key": "编号"}, "里没有“编号”这一列；请核对映射里的 key"),
        ("sheet", {"sheet": "不在"}, "里没有“不在”这张工作表，只有 事项、材料、收费、问答"),
        ("sheet", {"header": 99}, "没有第 99 行；请核对映射里的 header"),
        ("file", {"file": None}, "没有写这张子表在哪里"),
        ("file", {"fields": {"nom": "材料名称"}}, "里没有“nom”这个字段；可以写的有"),
    ],
)
def test_a_child_that_cannot_be_joined_is_one_sentence(
    bring: Bring, files: list[Path], workbook: Path, tmp_path: Path, place: str, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(ImportFailed, match=said):
        bring(files[0] if place == "file" else workbook, mapping=mapping(tmp_path, place, **changes))


def test_an_unknown_kind_of_child_is_refused(bring: Bring, files: list[Path], tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    children = {"photos": CHILDREN["fees"] | {"file": "x.csv"}}
    path.write_text(yaml.safe_dump(MAPPING | {"children": children}, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ImportFailed, match=r"第 .* 行的 children 写得不对.*children 里不能写“photos”"):
        bring(files[0], mapping=path)
