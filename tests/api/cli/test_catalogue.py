"""目录的命令：导出、检索、重建索引。"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.model import Item
from tests.api.cli.conftest import Banshi


def write(path: Path, *rows: Any) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_export_gives_back_what_came_in(banshi: Banshi, starter: Path, tmp_path: Path) -> None:
    first, other = tmp_path / "first.jsonl", tmp_path / "other"
    assert banshi("export", str(first), home=starter).code == 0
    assert banshi("import", str(first), home=other).code == 0
    second = banshi("export", home=other).out
    assert second == first.read_text(encoding="utf-8")
    assert len(second.splitlines()) > 100


def test_export_as_a_table(banshi: Banshi, starter: Path) -> None:
    lines = banshi("export", "--format", "csv", home=starter).out.splitlines()
    assert lines[0] == ",".join(Item.model_fields)


def test_export_as_a_workbook_that_comes_back(banshi: Banshi, starter: Path, tmp_path: Path) -> None:
    book = tmp_path / "o.xlsx"
    assert banshi("export", "--format", "xlsx", str(book), home=starter).code == 0
    other = tmp_path / "other"
    assert banshi("import", str(book), "--mapping", "banshi-table", home=other).code == 0
    assert len(banshi("export", home=other).out.splitlines()) == len(banshi("export", home=starter).out.splitlines())


def test_a_workbook_wants_a_file(banshi: Banshi, starter: Path) -> None:
    ended = banshi("export", "--format", "xlsx", home=starter)
    assert (ended.code, "XLSX 要写到文件里" in ended.err) == (2, True)


def test_export_as_linked_data(banshi: Banshi, starter: Path) -> None:
    ended = banshi("export", "--format", "jsonld", home=starter)
    assert ended.code == 0
    assert "居民身份证补领" in ended.out
    assert json.loads(ended.out)


def test_export_to_a_place_that_is_not_there(banshi: Banshi, starter: Path, tmp_path: Path) -> None:
    ended = banshi("export", str(tmp_path / "没有" / "这里.jsonl"), home=starter)
    assert ended.code == 2
    assert "这里.jsonl" in ended.err
    assert ended.err.count("\n") == 1


def test_search_finds_and_says_why(banshi: Banshi, starter: Path) -> None:
    ended = banshi("search", "身份证丢了怎么补", home=starter)
    assert ended.code == 0
    assert ended.out.startswith("找到")
    assert "居民身份证补领（全国）" in ended.out


def test_search_for_machines(banshi: Banshi, starter: Path) -> None:
    found = banshi("search", "身份证丢了怎么补", "--region", "440100", "--limit", "3", "--json", home=starter).json()
    assert found["outcome"] == "found"
    assert len(found["hits"]) <= 3
    assert found["hits"][0]["region"] == "440100"


@pytest.mark.parametrize("text", ["", " ", "？？？", "核聚变反应堆"])
def test_search_without_a_hit_says_so(banshi: Banshi, starter: Path, text: str) -> None:
    ended = banshi("search", text, "--json", home=starter)
    assert (ended.code, ended.json()["outcome"]) == (0, "not_found")


def test_search_in_an_empty_catalogue_says_so(banshi: Banshi) -> None:
    ended = banshi("search", "身份证")
    assert (ended.code, ended.out) == (0, "没有找到\n")


def test_reindex_makes_a_new_generation(banshi: Banshi, tmp_path: Path, item: dict[str, Any]) -> None:
    banshi("import", write(tmp_path / "own.jsonl", item))
    before = banshi("generation").out.strip()
    renewed = banshi("reindex", "--json").json()["generation"]
    assert before != renewed == banshi("generation").out.strip()
    assert banshi("search", "认养古树", "--json").json()["hits"]
