"""读 YAML 与整个的 JSON：行号、日期、不是事项的内容。"""

from pathlib import Path

import pytest

from knowledge.importing.read_json import read_json
from knowledge.importing.read_yaml import read_yaml

LIST = """\
# 注
- code: a
  checked_on: 2026-11-23

- code: b
  region: "000000"
"""


def test_yaml_items_know_their_line_and_dates_stay_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(LIST, encoding="utf-8")
    rows = list(read_yaml(tmp_path / "a.yaml", "utf-8"))
    assert [(row.line, row.values) for row in rows] == [
        (2, {"code": "a", "checked_on": "2026-11-23"}),
        (5, {"code": "b", "region": "000000"}),
    ]


def test_one_yaml_item_needs_no_list(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("code: a\n", encoding="utf-8")
    assert [row.values for row in read_yaml(tmp_path / "a.yaml", "utf-8")] == [{"code": "a"}]


def test_what_is_no_item_is_rejected_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- code: a\n- 文字\n", encoding="utf-8")
    fault = list(read_yaml(tmp_path / "a.yaml", "utf-8"))[1].fault
    assert fault is not None
    assert (fault.line, fault.value, fault.reason) == (2, "文字", "这里不是一个事项；请写成“字段: 值”的样子。")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{"a": 1}', [1]),
        ('\n[{"a": 1},\n {"a":\n 2}, {"a": 3}]\n', [2, 3, 4]),
        ("[]", []),
    ],
)
def test_json_objects_know_their_line(tmp_path: Path, text: str, lines: list[int]) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert [row.line for row in read_json(tmp_path / "a.json", "utf-8")] == lines
