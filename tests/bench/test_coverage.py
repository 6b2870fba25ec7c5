"""覆盖：手数得出的几题，比例与次序都对。"""

from __future__ import annotations

import io
import json
from pathlib import Path

from rich.console import Console

from bench.coverage import WHOLE, Asked, measured, questions_in, table_of
from knowledge.search import Found

OUTCOME = {"身份证丢了": "found", "补证": "ambiguous", "火星移民": "not_found", "种树": "not_found"}
QUESTIONS = [
    Asked("身份证丢了", ("个人/证件办理",)),
    Asked("补证", ("个人/证件办理", "个人/户籍办理")),
    Asked("火星移民", ("个人/出境入境",)),
    Asked("种树", ("个人/证件办理",)),
]


def ask(text: str) -> Found:
    return Found(OUTCOME[text], [])  # type: ignore[arg-type]


def test_each_category_is_counted() -> None:
    found = measured(QUESTIONS, ask)
    assert {name: dict(counts) for name, counts in found.counts.items()} == {
        WHOLE: {"found": 1, "ambiguous": 1, "not_found": 2},
        "个人/证件办理": {"found": 1, "ambiguous": 1, "not_found": 1},
        "个人/户籍办理": {"ambiguous": 1},
        "个人/出境入境": {"not_found": 1},
    }
    assert found.share(WHOLE, "found", "ambiguous") == 0.5
    assert [one.text for one in found.misses] == ["火星移民", "种树"]


def test_the_table_begins_with_the_whole() -> None:
    console = Console(record=True, width=100, file=io.StringIO())
    console.print(table_of(measured(QUESTIONS, ask), "题"))
    lines = [line for line in console.export_text().splitlines() if "%" in line]
    assert [line.split("│")[1].strip() for line in lines] == [WHOLE, "个人/出境入境", "个人/证件办理", "个人/户籍办理"]
    assert "50.0%" in lines[0]


def test_questions_are_read_with_and_without_labels(tmp_path: Path) -> None:
    plain = tmp_path / "a.txt"
    plain.write_text("怎么办护照\n\n  落户 \n", encoding="utf-8")
    assert questions_in(plain) == [Asked("怎么办护照"), Asked("落户")]
    labelled = tmp_path / "a.jsonl"
    rows = [
        {"text": "办护照", "scope": "in", "categories": ["个人/出境入境"], "aspects": []},
        {"text": "讲个笑话", "scope": "out", "categories": [], "aspects": []},
    ]
    labelled.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert questions_in(labelled) == [Asked("办护照", ("个人/出境入境",))]
