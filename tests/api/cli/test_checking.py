"""check：起步目录没有问题；有问题的逐条列出，以 1 结束；只有提醒的算好。"""

from __future__ import annotations

from pathlib import Path

from api.cli.checking import NOTES_SHOWN
from tests.api.cli.conftest import Banshi

PARTS = ["目录", "用语", "诉求", "词典", "训练数据"]


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
