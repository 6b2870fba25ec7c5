"""一样东西几种情况：听得出哪几种，各引出什么；引出的事在起步目录里，缘由是它自己的原话。"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from knowledge.compound.circumstances import Raised, data, raised_by, told
from knowledge.needs import needs
from knowledge.text import normalise

STARTER = Path(__file__).resolve().parents[3] / "knowledge" / "starter"

TOLD = {
    "外地户口、离职两个月、怀孕，社保怎么办": (["外地户口", "离职", "怀孕"], "失业登记", "生育津贴申领"),
    "怀孕了，刚被公司辞退，社保要怎么弄": (["怀孕", "离职"], "生育津贴申领", "失业登记"),
    "退休年龄到了，工伤也评了级，待遇怎么领": (["退休", "工伤"], "企业职工基本养老保险待遇申领", "工伤伤残待遇申领"),
    "离职了，要去外地上班，公积金怎么处理": (
        ["离职", "换地方工作"],
        "离职后住房公积金账户封存或转移",
        "住房公积金异地转移接续",
    ),
}
"""原话 → 听到的情况、头两件引出的事。"""


@pytest.mark.parametrize("said", TOLD)
def test_each_circumstance_raises_its_own(said: str) -> None:
    heard = told(normalise(said))
    names, *raised = TOLD[said]
    assert heard is not None
    assert list(heard.names) == names
    assert [one.name for one in heard.raised[:2]] == raised


@pytest.mark.parametrize(
    "said",
    [
        "离职了社保怎么办",
        "外地户口，怀孕了，社保怎么办",
        "离职了，怀孕了，失业金能领多少",
        "离职两个月、怀孕，结婚登记怎么办",
        "社保怎么办",
    ],
)
def test_one_circumstance_or_another_question_is_left_alone(said: str) -> None:
    assert told(normalise(said)) is None


def test_what_is_raised_depends_on_what_was_said() -> None:
    assert "失业保险金申领" in [one.name for one in raised_by("社保", "刚被辞退")]
    assert "失业保险金申领" not in [one.name for one in raised_by("社保", "刚辞职")]


def test_single_needs_raise_nothing() -> None:
    asked = [normalise(question.text) for need in needs() for question in need.questions]
    assert [text for text in asked if told(text)] == []


ROWS = {
    (one.name, thing, row.name): row
    for one in data().circumstances
    for thing in one.raises
    for row in one.raises[thing]
}


@pytest.mark.parametrize("row", ROWS.values(), ids=["-".join(key) for key in ROWS])
def test_what_is_raised_stands_in_the_catalogue(row: Raised) -> None:
    (item,) = [one for one in _starter() if one["entry_code"] == row.entry and one["region"] == "000000"]
    assert item["name"] == row.name
    assert row.because in str(item)


@cache
def _starter() -> list[dict[str, object]]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(STARTER.glob("*.yaml"))]
    return [row for text in texts for row in yaml.load(text, Loader=yaml.CSafeLoader)]
