"""banshi history：给人看的与给机器看的；没有过的编码说一句。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.api.cli.conftest import Banshi
from tests.api.cli.test_catalogue import write


def test_history_tells_what_changed(banshi: Banshi, tmp_path: Path, item: dict[str, Any]) -> None:
    file = tmp_path / "own.jsonl"
    assert banshi("import", write(file, item), "--source", "市局").code == 0
    assert banshi("import", write(file, {**item, "phone": "12345", "fees": None})).code == 0
    told = banshi("history", item["code"])
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0] == f"{item['name']}  {item['code']}"
    assert "新增  第 1 次导入，来源 市局" in lines[1]
    assert "改动  第 2 次导入，来源 测试用的来源" in lines[2]
    assert str(file) in lines[2]
    assert {line.strip() for line in lines[3:]} == {"phone：（没有写） → 12345", "fees：[] → null"}


def test_history_for_machines(banshi: Banshi, tmp_path: Path, item: dict[str, Any]) -> None:
    banshi("import", write(tmp_path / "own.jsonl", item))
    banshi("import", write(tmp_path / "own.jsonl", {**item, "code": item["code"][:-1] + "2"}), "--replace")
    told = banshi("history", item["code"], "--json").json()
    assert (told["name"], told["is_ended"]) == (item["name"], True)
    assert [event["kind"] for event in told["events"]] == ["added", "ended"]
    assert told["events"][1]["delivered"]["is_whole"] is True


def test_a_code_that_never_was_is_said(banshi: Banshi) -> None:
    told = banshi("history", "0" * 31)
    assert told.code == 2
    assert told.err.count("\n") == 1
    assert "没有过编码为" in told.err
