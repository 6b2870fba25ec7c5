"""退回报告。"""

import json
from pathlib import Path

import pytest

from knowledge.importing.report import Reject, RejectReport, shortened


def test_the_report_is_written_one_reject_a_line(tmp_path: Path) -> None:
    report = RejectReport([Reject("a.jsonl", 3, "name", "5", "应当是文字。"), Reject("b.jsonl", 1, "", "", "坏行。")])
    report.write(tmp_path / "rejects.jsonl")
    lines = (tmp_path / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"file": "a.jsonl", "line": 3, "field": "name", "value": "5", "reason": "应当是文字。"},
        {"file": "b.jsonl", "line": 1, "field": "", "value": "", "reason": "坏行。"},
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("甲\n 乙", "甲 乙"),
        (5, "5"),
        (None, "null"),
        (["甲"], '["甲"]'),
        ("长" * 81, "长" * 79 + "…"),
        ("长" * 80, "长" * 80),
    ],
)
def test_a_value_is_shortened_to_one_line(value: object, shown: str) -> None:
    assert shortened(value) == shown
