"""目录给语言理解的两个文件：词表，和带类目的句子。"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine

from knowledge.importing import load
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


def test_examples_are_a_file_rasa_reads(bring: Callable[..., Engine], tmp_path: Path) -> None:
    engine = bring(
        row(1, "身份证补领", aliases=["补身份证"], questions=["身份证丢了\n怎么补", "补身份证"]),
        row(2, "没有类目的", categories=[]),
        row(3, "护照签发", categories=["个人/出境入境", "个人/证件办理"]),
    )
    path = tmp_path / "training" / "data" / "nlu.yml"
    assert write_examples(engine, path) == 4
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert document["version"] == "3.1"
    assert document["nlu"] == [
        {
            "intent": "ask",
            "metadata": {"categories": ["个人/证件办理"], "derived": True},
            "examples": "- 身份证补领\n- 补身份证\n- 身份证丢了 怎么补\n",
        },
        {
            "intent": "ask",
            "metadata": {"categories": ["个人/出境入境", "个人/证件办理"], "derived": True},
            "examples": "- 护照签发\n",
        },
    ]


# 方括号、斜杠、横线在 Rasa 的 NLU 文件里各有含义：实体、载荷、列表。
@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("[试行]补领(一)", "〔试行〕补领(一)"),
        ("[补领](item)", "〔补领〕(item)"),
        ('[补领]{"entity": "item"}', '〔补领〕{"entity": "item"}'),
        ("/补领{}", "补领{}"),
        ("- 补领", "补领"),
        ("补领：一、二", "补领：一、二"),
        ("补领  两 格", "补领 两 格"),
        ("'补领' \"引号\" #井号", "'补领' \"引号\" #井号"),
    ],
)
def test_signs_of_the_file_do_not_leak(bring: Callable[..., Engine], tmp_path: Path, name: str, line: str) -> None:
    path = tmp_path / "nlu.yml"
    write_examples(bring(row(1, name)), path)
    (group,) = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    assert group["examples"] == f"- {line}\n"


def test_an_empty_catalogue_gives_empty_files(bring: Callable[..., Engine], tmp_path: Path) -> None:
    engine = bring(row(1, "一个没有类目又很长的名称", categories=[]))
    assert write_words(engine, tmp_path / "words.txt") == 0
    assert write_examples(engine, tmp_path / "nlu.yml") == 0
    assert yaml.safe_load((tmp_path / "nlu.yml").read_text(encoding="utf-8"))["nlu"] == []
