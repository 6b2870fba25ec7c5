"""bundle 命令：列出，打开，按地方，给机器，写错的。"""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.bundles import bundles
from tests.api.cli.conftest import Banshi


def test_all_of_them_are_listed(banshi: Banshi) -> None:
    ended = banshi("bundle")
    assert ended.code == 0
    assert len(ended.out.splitlines()) == len(bundles())
    assert "新生儿出生（新生儿出生“一件事”，国发〔2024〕3号）" in ended.out
    assert [row["id"] for row in banshi("bundle", "--json").json()] == [one.id for one in bundles()]


def test_one_is_printed_in_batches_with_its_materials(banshi: Banshi, starter: Path) -> None:
    ended = banshi("bundle", "birth", home=starter)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[:2] == ["新生儿出生", "第1批"]
    assert any(line.startswith("  6. 出生登记（全国）（婴儿出生后1个月以内申报；先办第2步）") for line in lines)
    assert any(line.startswith("  出生医学证明：第6、7步") for line in lines)
    assert re.fullmatch(r"第\d(、\d)*步目录没有写明材料", lines[-1])


def test_a_region_takes_its_own_items(banshi: Banshi, starter: Path) -> None:
    opened = banshi("bundle", "newcomer", "--region", "440100", "--json", home=starter).json()
    assert {step["region"] for step in opened["steps"]} == {"000000", "440100"}
    assert "（广州市）" in banshi("bundle", "newcomer", "--region", "440100", home=starter).out


def test_one_of_two_is_said(banshi: Banshi, starter: Path) -> None:
    assert "先办第1、2步里的一样" in banshi("bundle", "restaurant", home=starter).out


def test_what_is_not_there_says_how_to_see_them(banshi: Banshi, starter: Path) -> None:
    ended = banshi("bundle", "no_such", home=starter)
    assert (ended.code, ended.out) == (2, "")
    assert "banshi bundle 列出全部编号" in ended.err


def test_an_empty_catalogue_and_a_wrong_region_are_wrong_use(banshi: Banshi, starter: Path) -> None:
    assert banshi("bundle", "birth").code == 2
    ended = banshi("bundle", "birth", "--region", "999999", home=starter)
    assert (ended.code, "999999" in ended.err) == (2, True)
