"""词典逐行量：手写的三句问法、几行词典，数都手工数过。"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from bench.common import Absent
from bench.firing import Book, fired
from bench.lexicon import Measured, Said, authored, labelled, measure, show, summary, tsv, worst
from knowledge.search.lexicon import Row, expand, rows
from knowledge.text import normalise

LOST = Row("丢了", ("补领",), "op", "口语", "a")
LOST_CARD = Row("证…丢了", ("补领", "遗失"), "event", "口语", "b")
CARD = Row("身份证", ("居民身份证",), "abbr", "简称", "a")
NEVER = Row("户口本", ("居民户口簿",), "object", "口语", "a")
KNOWN = [LOST, LOST_CARD, CARD, NEVER]

SAID: list[Said] = [
    ("身份证丢了", ("居民身份证补领",)),
    ("户口页丢了", ("居民户口簿补领",)),
    ("钥匙丢了", ("开锁备案",)),
    ("身份证丢了派出所不给结婚", ("结婚登记",)),
]


def by_row(said: list[Said] = SAID) -> dict[str, Measured]:
    return {one.row.said: one for one in measure(said, KNOWN)}


def test_each_row_is_counted() -> None:
    found = {said: (one.fires, one.hits, one.alone) for said, one in by_row().items()}
    assert found == {"丢了": (4, 2, 1), "证…丢了": (2, 1, 0), "身份证": (2, 1, 1), "户口本": (0, 0, 0)}


def test_chance_and_lift() -> None:
    found = by_row()
    assert found["丢了"].precision == 0.5
    assert (found["丢了"].chance, found["丢了"].lift) == (0.5, 1)
    assert (found["身份证"].chance, found["身份证"].lift) == (0.25, 2)
    assert (found["户口本"].precision, found["户口本"].lift) == (None, None)


@pytest.mark.parametrize(("fires", "hits", "misleads"), [(2, 0, False), (3, 0, True), (10, 1, True), (10, 2, False)])
def test_what_misleads(fires: int, hits: int, misleads: bool) -> None:
    assert Measured(LOST, fires, hits, 0, 0.5).misleads is misleads


def test_the_worst_come_first_and_the_summary_adds_up() -> None:
    bad, good = Measured(LOST, 10, 1, 0, 0.5), Measured(CARD, 20, 10, 9, 0.1)
    idle = Measured(NEVER, 0, 0, 0, 0.0)
    assert worst([idle, good, bad]) == [bad, good, idle]
    found = summary([idle, good, bad], lambda row: row.kind)
    assert list(found) == ["abbr", "object", "op", "合计"]
    total = {"行数": 3, "从不动": 1, "误导": 1, "动的次数": 30, "说对的比例": 11 / 30, "只有它说对": 9}
    assert found["合计"] == total


def test_the_table_and_the_file_name_the_rows() -> None:
    bad = Measured(LOST, 10, 1, 0, 0.5)
    lines = list(tsv([bad, Measured(NEVER, 0, 0, 0, 0.0)]))
    assert lines[1].split("\t") == ["a", "丢了", "补领", "op", "10", "1", "0", "0.10", "0.500", "0.20"]
    assert lines[2].split("\t")[-3:] == ["", "0.000", ""]
    console = Console(file=io.StringIO(), width=120)
    show("试", [bad], console)
    assert isinstance(console.file, io.StringIO)
    assert "1/10 a op 丢了 → 补领" in console.file.getvalue()


def test_rows_fire_exactly_when_the_search_expands() -> None:
    book = Book(rows())
    for text, _ in authored()[::25]:
        clean = normalise(text)
        assert {word for row in fired(clean, book) for word in row.official} == set(expand(clean)), text


def test_labelled_questions_need_a_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANSHI_HOME", str(tmp_path))
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps({"text": "问", "scope": "in", "codes": ["A"]}), encoding="utf-8")
    with pytest.raises(Absent, match="banshi import"):
        labelled(path)
