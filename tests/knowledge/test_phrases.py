"""目录给语言理解的两个文件：词表，和带类目的句子。"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from knowledge.importing import load
from knowledge.needs import needs
from knowledge.phrases import write_examples, write_words
from knowledge.storage.engine import open_engine


@pytest.fixture
def bring(tmp_path: Path) -> Iterator[Callable[..., Engine]]:
    engine = open_engine(f"sqlite:///{tmp_path}/catalogue.db")

    def run(*rows: dict[str, Any]) -> Engine:
        path = tmp_path / "items.json"
        path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        report = load(engine, [path], index_root=tmp_path / "index", build_index=lambda *_: None)
        assert report.rejects.rows == []
        return engine

    yield run
    engine.dispose()


def row(number: int, name: str, **fields: object) -> dict[str, Any]:
    return {
        "code": f"{number:019d}440101007{number:03d}",
        "entry_code": f"440101007{number:03d}",
        "name": name,
        "region": "440100",
        "categories": ["个人/证件办理"],
        "source": {"name": "示例", "checked_on": "2026-11-23"},
    } | fields


def test_short_names_become_words(bring: Callable[..., Engine], tmp_path: Path) -> None:
    engine = bring(
        row(1, "居民身份证补领登记业务", short_name="补领", aliases=["补证", "C1证", "证"]),
        row(2, "补证", aliases=["㙍上证"]),
    )
    path = tmp_path / "training" / "words.txt"
    assert write_words(engine, path) == 3
    assert path.read_text(encoding="utf-8").splitlines() == sorted(["补领", "补证", "㙍上证"])


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_catalogue_and_the_needs_become_labelled_lines(bring: Callable[..., Engine], tmp_path: Path) -> None:
    engine = bring(
        row(1, "身份证补领", aliases=["补身份证"], questions=["身份证丢了\n怎么补", "补身份证"]),
        row(2, "没有类目的", categories=[]),
        row(3, "护照签发", categories=["个人/出境入境", "个人/证件办理"]),
    )
    path = tmp_path / "training" / "examples.jsonl"
    count = write_examples(engine, path)
    rows = read(path)
    assert len(rows) == count
    assert rows[:4] == [
        {"text": "身份证补领", "categories": ["个人/证件办理"]},
        {"text": "补身份证", "categories": ["个人/证件办理"]},
        {"text": "身份证丢了 怎么补", "categories": ["个人/证件办理"]},
        {"text": "护照签发", "categories": ["个人/出境入境", "个人/证件办理"]},
    ]
    first = needs()[0]
    assert rows[4:][: len(first.names)] == [
        {"text": name, "categories": list(first.categories)} for name in first.names
    ]
    asked = [line for line in rows if "aspects" in line]
    assert len(asked) == sum(len(need.questions) for need in needs())


@pytest.mark.parametrize(
    "name", ["[试行]补领(一)", '[补领]{"entity": "item"}', "/补领{}", "- 补领", "'补领' \"引号\" #井号"]
)
def test_signs_stay_as_they_are(bring: Callable[..., Engine], tmp_path: Path, name: str) -> None:
    path = tmp_path / "examples.jsonl"
    write_examples(bring(row(1, name)), path)
    assert read(path)[0]["text"] == name


def test_an_empty_catalogue_gives_only_the_needs(bring: Callable[..., Engine], tmp_path: Path) -> None:
    engine = bring(row(1, "一个没有类目又很长的名称", categories=[]))
    assert write_words(engine, tmp_path / "words.txt") == 0
    lines = sum(len(need.names) + len(need.questions) for need in needs())
    assert write_examples(engine, tmp_path / "examples.jsonl") == lines
