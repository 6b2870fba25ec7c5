"""import 命令：导入、试导入、拟映射，以及退回行时的退出码。"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.api.cli.conftest import Banshi


def write(path: Path, *rows: Any) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_import_counts_what_it_did(banshi: Banshi, tmp_path: Path, item: dict[str, Any]) -> None:
    file = write(tmp_path / "own.jsonl", item)
    first = banshi("import", file, "--json")
    assert first.code == 0
    assert {"read": 1, "added": 1, "rejected": 0, "report": None}.items() <= first.json().items()
    again = banshi("import", file)
    assert again.code == 0
    assert "新增 0" in again.out
    assert "不变 1" in again.out


def test_rejected_rows_end_with_three_and_stand_in_a_report(
    banshi: Banshi, tmp_path: Path, item: dict[str, Any]
) -> None:
    bad = ({**item, "colour": "red"}, {**item, "region": "999999"}, {**item, "name": 1})
    ended = banshi("import", write(tmp_path / "own.jsonl", item, *bad), "--json")
    assert ended.code == 3
    assert (ended.json()["added"], ended.json()["rejected"]) == (1, 3)
    report = Path(ended.json()["report"])
    rows = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert [(row["line"], row["field"]) for row in rows] == [(2, "colour"), (3, "region"), (4, "name")]
    assert all(row["reason"] for row in rows)


def test_rejected_rows_are_also_said(banshi: Banshi, tmp_path: Path, item: dict[str, Any]) -> None:
    ended = banshi("import", write(tmp_path / "own.jsonl", {**item, "colour": "red"}))
    assert ended.code == 3
    assert "own.jsonl:1 colour" in ended.out
    assert "退回 1" in ended.out


UNREADABLE = {
    "missing": None,
    "empty": b"",
    "half JSON": b'[{"code": "BS',
    "not UTF-8": '[{"name": "身份证"}]'.encode("gbk"),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_file_that_cannot_be_read_changes_nothing(
    banshi: Banshi, tmp_path: Path, item: dict[str, Any], content: bytes | None
) -> None:
    assert banshi("import", write(tmp_path / "own.jsonl", item)).code == 0
    file = tmp_path / "broken.json"
    if content is not None:
        file.write_bytes(content)
    ended = banshi("import", str(file), "--replace")
    assert ended.code == 1
    assert "broken.json" in ended.err
    assert "Traceback" not in ended.err
    assert [json.loads(line) for line in banshi("export").out.splitlines()] == [item]


TABLE = "实施编码,事项名称,区划代码,是否收费\n11440000006939756B2440101007000,护照签发,440100,否\n"


def test_a_draft_is_printed_and_works(banshi: Banshi, tmp_path: Path) -> None:
    table = tmp_path / "某市.csv"
    table.write_text(TABLE, encoding="gb18030")
    drafted = banshi("import", "--suggest", str(table))
    assert drafted.code == 0
    assert "encoding: gb18030" in drafted.out
    mapping = tmp_path / "m.yaml"
    mapping.write_text(drafted.out, encoding="utf-8")
    words = ("--mapping", str(mapping), "--source", "某市", "--checked-on", "2026-01-02", "--json")
    assert banshi("import", str(table), *words).json()["added"] == 1
    (line,) = banshi("export").out.splitlines()
    assert json.loads(line)["source"] == {"name": "某市", "checked_on": "2026-01-02"}
    assert json.loads(line)["fees"] == []


def test_a_dry_run_writes_nothing_and_tells(banshi: Banshi, tmp_path: Path, item: dict[str, Any]) -> None:
    file = write(tmp_path / "own.jsonl", item, {**item, "name": 1})
    home = tmp_path / "nothing"
    ended = banshi("import", file, "--dry-run", home=home)
    assert ended.code == 3
    assert ended.out.startswith("读 2 行，可以入库 1 行，退回 1 行；什么都没有写。")
    assert "name：应当是文字" in ended.out.replace("  ", "：")
    assert list(home.iterdir()) == []
    figures = banshi("import", file, "--dry-run", "--json", home=home).json()
    assert figures["fill"]["fees"] == {"rows": 1, "rate": 1.0}
    assert [one["fault"] for one in figures["dead_links"]] == ["举例用的地址"]
    assert (figures["read"], figures["accepted"], figures["rejected"]) == (2, 1, 1)


def test_the_report_is_a_page_of_its_own(banshi: Banshi, tmp_path: Path, item: dict[str, Any]) -> None:
    bad = {**item, "sides": ["<script>alert(1)</script>"]}
    page = tmp_path / "p.html"
    ended = banshi("import", write(tmp_path / "own.jsonl", bad, item), "--dry-run", "--report", str(page))
    assert ended.code == 3
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert '<html lang="zh-CN">' in text
    assert text.count("<table>") == text.count("<caption>") == text.count("<h2")
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    assert set(re.findall(r'aria-labelledby="([^"]+)"', text)) == set(re.findall(r'<h2 id="([^"]+)"', text))


def test_the_schema_is_printed(banshi: Banshi) -> None:
    assert {"fields", "children", "themes"} <= set(banshi("import", "--schema").json()["properties"])


@pytest.mark.parametrize(
    ("words", "said"),
    [([], "没有写要导入的文件"), (["a.jsonl", "--report", "p.html"], "--report 要与 --dry-run 一起用")],
)
def test_wrong_use_is_said(banshi: Banshi, words: list[str], said: str) -> None:
    ended = banshi("import", *words)
    assert (ended.code, said in ended.err) == (2, True)
