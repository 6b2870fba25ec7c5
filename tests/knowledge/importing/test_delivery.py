"""坏文件与坏行：整个不能用的说一句话，坏行退回并说明，好行照收。"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.importing import ImportFailed, ImportReport

MakeItem = Callable[..., dict[str, Any]]
Bring = Callable[..., ImportReport]
WriteJsonl = Callable[..., Path]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.jsonl", None, "没有“.*missing.jsonl”这个文件或目录；请检查路径。"),
        ("empty.jsonl", b"", "文件“.*empty.jsonl”是空的；请检查"),
        ("blank.jsonl", b"\n \n\n", "文件“.*blank.jsonl”里没有一行内容；请检查"),
        ("empty.yaml", b"# \xe7\xa9\xba\n", "文件“.*empty.yaml”里没有一行内容"),
        ("gbk.jsonl", '{"name": "护照"}\n'.encode("gb18030"), "第 1 行 不是 utf-8 编码.*encoding: gb18030"),
        ("gbk.json", '{"name": "护照"}\n'.encode("gb18030"), "gbk.json” 不是 utf-8 编码"),
        ("half.json", b'[{"code": "1"}, {"co', r"half.json”第 1 行第 \d+ 个字起不是完整的 JSON.*改名为 .jsonl"),
        ("half.yaml", b"- {code: 1\n- x", "half.yaml”第 [23] 行不是合法的 YAML"),
        ("nul.yaml", b"- code: a\x00b\n", "nul.yaml”.*不是合法的 YAML"),
        ("items.csv", b"a,b\n1,2\n", "items.csv”是表格，要说明各列是什么；请用 --mapping"),
        ("items.txt", b"{}", "认不出“.*items.txt”的格式"),
        ("noext", b"{}", "认不出“.*noext”的格式"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(
    engine: Engine, bring: Bring, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportFailed, match=said):
        bring(tmp_path / name)
    assert not (tmp_path / "index").exists()


def test_a_folder_without_items_is_named(bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(ImportFailed, match=r"目录“.*folder.jsonl”里没有 \*.jsonl 或 \*.yaml 文件"):
        bring(tmp_path / "folder.jsonl")


def test_one_bad_file_undoes_the_good_one_before_it(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring, tmp_path: Path
) -> None:
    good = write_jsonl([make_item(1)])
    (tmp_path / "bad.json").write_bytes(b"[{")
    with pytest.raises(ImportFailed):
        bring(good, tmp_path / "bad.json")
    assert Catalogue(engine).count() == 0


BIG = json.dumps({"code": "x" * 2_000_000})


@pytest.mark.parametrize(
    ("bad", "field", "value", "reason"),
    [
        ('{"code": "0', "", '{"code": "0', "JSON 没有写完；请检查文件是否被截断。"),
        ('{"code": NaN}', "", '{"code": NaN}', "不是完整的 JSON"),
        ('{"code": "\\ud800"}', "", '{"code": "\\ud800"}', "不是完整的 JSON"),
        ('{"code" "0"}', "", '{"code" "0"}', "不是完整的 JSON（第 9 个字节处）"),
        ("[1, 2]", "", "[1, 2]", "不是 JSON 对象"),
        ('"text"', "", "text", "不是 JSON 对象"),
        ("null", "", "null", "不是 JSON 对象"),
        ('{"a": "x\0y"}', "", '{"a": "x\0y"}', "含有 NUL 字节"),
        (BIG, "", "", "超过 1048576 个字节"),
        ("{}", "code", "", "缺少这个必有的字段；请补上。（这一行另有 4 处错误）"),
    ],
)
def test_a_line_that_cannot_be_read_is_rejected_with_its_place(
    engine: Engine,
    make_item: MakeItem,
    write_jsonl: WriteJsonl,
    bring: Bring,
    bad: str,
    field: str,
    value: str,
    reason: str,
) -> None:
    path = write_jsonl([make_item(1), bad, "", make_item(2)])
    report = bring(path)
    (reject,) = report.rejects.rows
    assert (reject.place, reject.field, reject.value) == (f"{path}:2", field, value)
    assert reason in reject.reason
    assert (report.read, report.added, report.rejected, Catalogue(engine).count()) == (3, 2, 1, 2)


@pytest.mark.parametrize(
    ("change", "field", "value", "reason"),
    [
        ({"name": 5}, "name", "5", "应当是文字；请加上引号。"),
        ({"name": ""}, "name", "", "不能是空的；不知道就略去这个字段。"),
        ({"visits": "1"}, "visits", "1", "应当是整数，例如 1，不带引号。"),
        ({"immediate": "是"}, "immediate", "是", "应当是 true 或 false，不带引号。"),
        ({"aliases": "护照"}, "aliases", "护照", "应当是列表"),
        ({"materials": [{"name": "照片"}, "证件"]}, "materials.1", "证件", "应当是“字段: 值”的对象。"),
        ({"promised_limit": {"value": -1, "unit": "工作日"}}, "promised_limit.value", "-1", "不能小于 0。"),
        ({"sides": ["企业"]}, "sides.0", "企业", "只能是 '个人' or '法人'"),
        ({"categories": ["个人/修仙"]}, "categories", '["个人/修仙"]', "类目“个人/修仙”不在 65 个类目之中"),
        ({"region": "990000"}, "region", "990000", "区划代码“990000”不在县级以上行政区划代码之中"),
        ({"code": "123"}, "code", "123", "实施编码应当是 31 位，业务办理项编码 33 位"),
        ({"entry_code": "一二三四五六七八九十一二"}, "entry_code", "一二三四五六七八九十一二", "基本编码应当是 12 位"),
        ({"valid_until": "明年"}, "valid_until", "明年", "应当是日期文字，例如 2026-11-23。"),
        ({"valid_until": "2026-02-30"}, "valid_until", "2026-02-30", "日历上没有“2026-02-30”这一天"),
        ({"source": "某局"}, "source", "某局", "应当是“字段: 值”的对象。"),
        ({"phones": "12345"}, "phones", "12345", "没有这个字段"),
        ({"conditions": "甲\0乙"}, "", "", "文字里含有 NUL 字符"),
        ({"name": "长" * 200, "visits": "1"}, "visits", "1", "应当是整数"),
        ({"visits": "1" * 200}, "visits", "1" * 79 + "…", "应当是整数"),
    ],
)
def test_a_wrong_value_is_rejected_with_field_value_and_reason(
    engine: Engine,
    make_item: MakeItem,
    write_jsonl: WriteJsonl,
    bring: Bring,
    change: dict[str, Any],
    field: str,
    value: str,
    reason: str,
) -> None:
    path = write_jsonl([make_item(1, **change), make_item(2)])
    report = bring(path)
    (reject,) = report.rejects.rows
    assert (reject.place, reject.field, reject.value) == (f"{path}:1", field, value)
    assert reject.reason.startswith(reason)
    assert (report.added, Catalogue(engine).count()) == (1, 1)


def test_an_escaped_backslash_before_u0000_is_plain_text(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring
) -> None:
    assert bring(write_jsonl([make_item(1, conditions="写作 \\u0000 的文字")])).added == 1


def test_a_code_may_come_only_once_in_a_delivery(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring, tmp_path: Path
) -> None:
    first = write_jsonl([make_item(1), make_item(1, phone="1")], "a.jsonl")
    (tmp_path / "b.json").write_text(json.dumps([make_item(2), make_item(2), make_item(1)]), encoding="utf-8")
    report = bring(first, tmp_path / "b.json")
    assert [(reject.place, reject.field) for reject in report.rejects.rows] == [
        (f"{first}:2", "code"),
        (f"{tmp_path}/b.json:1", "code"),
        (f"{tmp_path}/b.json:1", "code"),
    ]
    assert f"已经有了（{first}:1）；请只留一个。" in report.rejects.rows[2].reason
    assert (report.added, Catalogue(engine).count()) == (2, 2)


def test_a_folder_brings_its_yaml_and_jsonl_files(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring, tmp_path: Path
) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    write_jsonl([make_item(1)], "in/b.jsonl")
    write_jsonl([make_item(2)], "in/deep/a.jsonl")
    (tmp_path / "in" / "c.yaml").write_text(json.dumps([make_item(3)]), encoding="utf-8")
    (tmp_path / "in" / "readme.md").write_text("不是事项")
    assert bring(tmp_path / "in").added == 3
    assert Catalogue(engine).count() == 3


def test_a_byte_order_mark_does_no_harm(make_item: MakeItem, bring: Bring, tmp_path: Path) -> None:
    path = tmp_path / "bom.jsonl"
    path.write_text(json.dumps(make_item(1)), encoding="utf-8-sig")
    assert bring(path).added == 1


def test_rejected_rows_alone_change_nothing(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring
) -> None:
    report = bring(write_jsonl([make_item(1, name=5)]))
    assert (report.read, report.added, report.rejected, Catalogue(engine).count()) == (1, 0, 1, 0)
