"""映射文件：写错的地方用一句话指出；表格、编码与命令行的来源。"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.importing import ImportFailed, ImportReport
from knowledge.importing.mapping import mapping_schema, read_mapping
from knowledge.importing.read_yaml import PlainLoader

Bring = Callable[..., ImportReport]

ROOT = Path(__file__).parents[3]
CODE = "11440000006939756B2440101007000"
MAPPING: dict[str, Any] = {
    "format": "csv",
    "source": {"name": "某市", "url": "https://example.cn", "checked_on": "2025-01-02"},
    "absent": ["无"],
    "fields": {
        "code": "编码",
        "entry_code": {"from": "编码", "take": "part", "start": 19, "end": 31},
        "name": "名称",
        "region": {"from": "区划", "take": "region"},
        "visits": {"from": "次数", "take": "number"},
        "materials": {"from": "材料", "take": "names", "by": "[;；]"},
    },
}
TABLE = [["编码", "名称", "区划", "次数", "材料"], [CODE, "护照签发", "440100", "1", "照片；户口簿"]]


@pytest.fixture
def write_mapping(tmp_path: Path) -> Callable[..., Path]:
    def write(**changes: object) -> Path:
        path = tmp_path / "mapping.yaml"
        path.write_text(yaml.safe_dump(MAPPING | changes, allow_unicode=True), encoding="utf-8")
        return path

    return write


def as_csv(rows: list[list[str]]) -> str:
    return "".join(",".join(row) + "\r\n" for row in rows)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "xml"}, "的 format 写得不对（xml）：只能是 'jsonl', 'json', 'yaml', 'csv' or 'xlsx'。"),
        ({"encoding": "gb9999"}, "的 encoding 写得不对（gb9999）：没有“gb9999”这种编码；请写 utf-8 或 gb18030。"),
        ({"colour": "red"}, "的 colour 写得不对（red）：没有这个字段"),
        ({"source": {"name": "某市"}}, "的 source.checked_on 写得不对（）：缺少这个必有的字段"),
        ({"source": {"name": "某市", "checked_on": "去年"}}, "的 source.checked_on 写得不对（去年）：应当合乎"),
        ({"fields": {"code": "编码"}}, "没有写 entry_code、name、region 从哪一列取"),
        ({"fields": MAPPING["fields"] | {"nome": "名称"}}, "“nome”不是事项的字段"),
        ({"fields": MAPPING["fields"] | {"source": "来源"}}, "“source”不是事项的字段，或不能在 fields 里写"),
        ({"fields": MAPPING["fields"] | {"phone": {"from": "电话"}}}, "的 fields.phone 写得不对.*缺少 take"),
        ({"fields": MAPPING["fields"] | {"phone": {"from": "电话", "take": "magic"}}}, "fields.phone .*只能是 'text'"),
        (
            {"fields": MAPPING["fields"] | {"phone": {"from": "电话", "take": "text", "by": "("}}},
            "不是合法的正则表达式",
        ),
        ({"themes": {"from": "主题", "names": {"甲": ["个人/甲"]}}}, "类目“个人/甲”不在 65 个类目之中"),
    ],
)
def test_a_wrong_mapping_is_one_sentence(
    write_mapping: Callable[..., Path], changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(ImportFailed, match=f"映射文件“.*mapping.yaml”.*{said}"):
        read_mapping(write_mapping(**changes))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "读不了映射文件"),
        (b"a: [", "不是合法的 YAML"),
        ("甲: 乙".encode("gb18030"), "不是合法的 YAML"),
        (b"1", "写得不对"),
    ],
)
def test_a_mapping_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "mapping.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ImportFailed, match=said):
        read_mapping(path)


def test_the_line_of_the_fault_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(
        "format: csv\nsource: {name: 某市, checked_on: '2026-01-02'}\n"
        "fields:\n  code: 编码\n  phone:\n    from: 电话\n    by: '('\n    take: text\n",
        encoding="utf-8",
    )
    with pytest.raises(ImportFailed, match=r"mapping.yaml”第 7 行的 fields.phone.text.by 写得不对（\(）"):
        read_mapping(path)


def test_yes_and_no_are_names_of_fields(tmp_path: Path, write_mapping: Callable[..., Path]) -> None:
    path = write_mapping()
    flag = "fields:\n  immediate: {from: 即办, take: flag, yes: [是], no: [否]}"
    text = path.read_text(encoding="utf-8").replace("fields:", flag, 1)
    path.write_text(text, encoding="utf-8")
    assert read_mapping(path).fields["immediate"].value({"即办": "是"}, frozenset()) is True


def test_a_mapping_of_the_house_goes_by_its_name() -> None:
    assert read_mapping(Path("guangdong-2021")).source.name == "广东政务服务网"


def test_the_published_schema_is_not_stale() -> None:
    """重写：banshi import --schema > docs/mapping.schema.json"""
    published = json.loads((ROOT / "docs" / "mapping.schema.json").read_text(encoding="utf-8"))
    assert published == mapping_schema()


def test_the_mappings_of_the_house_fit_the_published_schema(write_mapping: Callable[..., Path]) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="没有装 jsonschema（dev 依赖），跳过按 JSON Schema 的核对。")
    validator = jsonschema.Draft202012Validator(mapping_schema())
    for path in (*sorted((ROOT / "knowledge" / "mappings").glob("*.yaml")), write_mapping()):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=PlainLoader)
        assert [error.message for error in validator.iter_errors(document)] == []
    assert list(validator.iter_errors({"fields": {"code": {"take": "magic"}}})) != []


def test_the_mappings_of_the_house_can_be_read() -> None:
    folder = ROOT / "knowledge" / "mappings"
    assert [read_mapping(path).source.name for path in sorted(folder.glob("*.yaml"))] != []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_in_its_declared_encoding(
    engine: Engine, bring: Bring, write_mapping: Callable[..., Path], tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "t.csv").write_bytes(as_csv(TABLE).encode(encoding))
    mapping = write_mapping(encoding=encoding)
    assert bring(tmp_path / "t.csv", mapping=mapping).added == 1
    item = Catalogue(engine).item(CODE)
    assert item is not None
    assert item.model_dump(mode="json", exclude_unset=True) == {
        "code": CODE,
        "entry_code": "440101007000",
        "name": "护照签发",
        "region": "440100",
        "visits": 1,
        "materials": [{"name": "照片"}, {"name": "户口簿"}],
        "source": {"name": "某市", "url": "https://example.cn", "checked_on": "2025-01-02"},
    }


def test_a_workbook_is_read_with_its_numbers_and_dates(
    engine: Engine, bring: Bring, write_mapping: Callable[..., Path], tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*TABLE[0], "生效"])
    sheet.append([CODE, "护照签发", 440100, 1.0, None, date(2026, 1, 2)])
    book.save(tmp_path / "t.xlsx")
    fields = MAPPING["fields"] | {"valid_from": "生效"}
    assert bring(tmp_path / "t.xlsx", mapping=write_mapping(format="xlsx", fields=fields)).added == 1
    item = Catalogue(engine).item(CODE)
    assert item is not None
    assert (item.region, item.visits, item.materials, item.valid_from) == ("440100", 1, None, date(2026, 1, 2))


def test_the_command_overrules_the_source_of_the_mapping(
    engine: Engine, bring: Bring, write_mapping: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(as_csv(TABLE), encoding="utf-8")
    bring(tmp_path / "t.csv", mapping=write_mapping(), source="市局", checked_on=date(2026, 3, 4))
    item = Catalogue(engine).item(CODE)
    assert item is not None
    assert (item.source.name, item.source.checked_on, item.source.url) == (
        "市局",
        date(2026, 3, 4),
        "https://example.cn",
    )


@pytest.mark.parametrize(
    ("row", "field", "value", "reason"),
    [
        ([CODE, "护照签发", "440100", "一次", "无"], "visits", "一次", "应当是非负整数。"),
        ([CODE, "护照签发", "449999", "1", "无"], "region", "449999", "区划代码“449999”不在"),
        ([CODE, "无", "440100", "1", "无"], "name", "", "缺少这个必有的字段"),
        (["短", "护照签发", "440100", "1", "无"], "code", "短", "实施编码应当是 31 位"),
        ([CODE, "护照签发", "440100"], "", f'["{CODE}", "护照签发", "440100"]', "这一行有 3 格，而列名有 5 个"),
    ],
)
def test_a_row_that_does_not_fit_is_rejected(
    bring: Bring,
    write_mapping: Callable[..., Path],
    tmp_path: Path,
    row: list[str],
    field: str,
    value: str,
    reason: str,
) -> None:
    (tmp_path / "t.csv").write_text(as_csv([*TABLE, row]), encoding="utf-8")
    report = bring(tmp_path / "t.csv", mapping=write_mapping())
    (reject,) = report.rejects.rows
    assert (reject.line, reject.field, reject.value) == (3, field, value)
    assert reject.reason.startswith(reason)
    assert report.added == 1


def test_a_missing_column_is_noted(bring: Bring, write_mapping: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(as_csv([row[:4] for row in TABLE]), encoding="utf-8")
    assert bring(tmp_path / "t.csv", mapping=write_mapping()).notes == ("来源里没有“材料”这一列：1 次",)


@pytest.mark.parametrize(
    ("name", "format", "content", "said"),
    [
        ("t.csv", "csv", "编码,名称\n护照".encode("gb18030"), "不是 utf-8 编码"),
        ("t.csv", "csv", b'a,b\n"' + b"x" * 200_000, "不是合法的 CSV"),
        ("t.xlsx", "xlsx", b"PK not a zip", "不是 XLSX"),
        ("t.csv", "xlsx", b"a,b\n", "不是 XLSX"),
    ],
)
def test_a_broken_table_is_one_sentence(
    bring: Bring, write_mapping: Callable[..., Path], tmp_path: Path, name: str, format: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportFailed, match=said):
        bring(tmp_path / name, mapping=write_mapping(format=format))
