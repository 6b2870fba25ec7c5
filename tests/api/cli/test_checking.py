"""check：起步目录没有问题；有问题的逐条列出，以 1 结束。"""

from __future__ import annotations

from pathlib import Path

from tests.api.cli.conftest import Banshi


def test_starter_catalogue_has_no_problem(banshi: Banshi, starter: Path) -> None:
    ended = banshi("check", home=starter)
    assert ended.code == 0, ended.out
    assert ended.out.count("没有问题") == len(ended.out.splitlines())


def test_check_for_machines(banshi: Banshi, starter: Path) -> None:
    checked = banshi("check", "--json", home=starter).json()
    assert checked["ok"]
    assert set(checked["problems"]) >= {"目录", "用语", "训练数据"}


def test_empty_catalogue_is_a_problem(banshi: Banshi) -> None:
    ended = banshi("check")
    assert ended.code == 1
    assert "banshi import" in ended.out
    assert not banshi("check", "--json").json()["ok"]
