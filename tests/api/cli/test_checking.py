"""check：起步目录没有问题；有问题的逐条列出，以 1 结束；只有提醒的算好。"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from api.cli.checking import NOTES_SHOWN
from tests.api.cli.conftest import Banshi

PARTS = ["目录", "规则", "用语", "诉求", "词典", "训练数据"]


def test_starter_catalogue_has_no_problem(banshi: Banshi, starter: Path) -> None:
    ended = banshi("check", home=starter)
    assert ended.code == 0, ended.out
    heads = [line for line in ended.out.splitlines() if not line.startswith("  ")]
    assert [line.split("：")[0] for line in heads] == PARTS
    assert all("没有问题" in line for line in heads)


def test_notes_are_few_on_the_screen_and_whole_for_machines(banshi: Banshi, starter: Path) -> None:
    shown = banshi("check", home=starter).out.count("  提醒：")
    checked = banshi("check", "--json", home=starter).json()
    assert list(checked["problems"]) == list(checked["notes"]) == PARTS
    assert checked["ok"]
    assert shown == sum(min(len(notes), NOTES_SHOWN) for notes in checked["notes"].values())


def test_empty_catalogue_is_a_problem(banshi: Banshi) -> None:
    ended = banshi("check")
    assert ended.code == 1
    assert "banshi import" in ended.out
    assert not banshi("check", "--json").json()["ok"]


def test_facts_of_the_starter_have_no_fault(banshi: Banshi, starter: Path) -> None:
    ended = banshi("check", "--facts", home=starter)
    assert ended.code == 0, ended.out
    assert ended.out.startswith("事实：没有问题")


def test_a_repealed_basis_ends_with_one(banshi: Banshi, tmp_path: Path, item: dict[str, Any]) -> None:
    file = tmp_path / "own.jsonl"
    file.write_text(json.dumps(item | {"basis": [{"name": "婚姻法"}]}, ensure_ascii=False), encoding="utf-8")
    banshi("import", str(file))
    ended = banshi("check", "--facts")
    assert (ended.code, "引的《婚姻法》已于 2021-01-01 废止" in ended.out) == (1, True)
    assert not banshi("check", "--facts", "--json").json()["ok"]


def test_what_was_not_checked_for_long_is_listed(banshi: Banshi, tmp_path: Path, item: dict[str, Any]) -> None:
    file = tmp_path / "own.jsonl"
    old = item | {"source": item["source"] | {"checked_on": "2020-01-02"}}
    file.write_text(json.dumps(old, ensure_ascii=False), encoding="utf-8")
    banshi("import", str(file))
    ended = banshi("check", "--stale")
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "超过 12 个月没有核对的事项：1 个。",
        f"  2020-01-02  {item['code']}  {item['name']}",
    ]
    assert banshi("check", "--stale", "--months", "1200", "--json").json() == {"months": 1200, "items": []}
    assert banshi("check", "--stale", "--json", stale_months="3").json()["months"] == 3
