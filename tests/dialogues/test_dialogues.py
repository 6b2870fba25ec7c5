"""对话表走真的整条路：引擎、动作服务、前门、目录。一个对话一条测试，不对时写出到那里为止的聊天记录。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.dialogues.playing import play
from tests.dialogues.rules import Rules
from tests.dialogues.script import ASPECTS, FOLDER, GAPS, OUTCOMES, Dialogue, read_tables
from tests.stack.service import Service
from tests.stack.visitor import Visitor

LEAST, LONG, LEAST_LONG = 120, 8, 20
DIALOGUES = read_tables()
KNOWN = [one for one in DIALOGUES if one.topic != Path(GAPS).stem]


def _params() -> list[object]:
    """已知不足的，严格地预期失败：做到了就会报，该把它搬到它的题目里去。"""
    return [
        pytest.param(one, id=f"{one.topic}·{one.name}", marks=[pytest.mark.xfail(reason=one.reason, strict=True)])
        if one.reason
        else pytest.param(one, id=f"{one.topic}·{one.name}")
        for one in DIALOGUES
    ]


@pytest.fixture(scope="module")
def rules(stack: Service) -> Iterator[Rules]:
    """每一轮都要守的规矩；取过的目录原文各个对话合用。"""
    with httpx.Client(base_url=stack.url, timeout=10.0, trust_env=False) as client:
        yield Rules(client)


@pytest.mark.parametrize("dialogue", _params())
def test_the_dialogue_goes_as_written(visitor: Visitor, rules: Rules, dialogue: Dialogue) -> None:
    play(visitor, dialogue, rules.broken)


def test_there_are_enough_and_enough_long_ones() -> None:
    assert len(KNOWN) >= LEAST
    assert sum(len(one.steps) >= LONG for one in KNOWN) >= LEAST_LONG


def test_what_the_tables_expect_covers_every_outcome_and_most_aspects() -> None:
    steps = [step for one in KNOWN for step in one.steps]
    assert set(OUTCOMES) - {outcome for step in steps for outcome in step.outcomes} == {"连不上"}  # 见 test_faults
    asked = {aspect for step in steps for aspect in (*step.aspects, *step.only)}
    assert len(asked) >= len(ASPECTS) * 2 // 3


def test_each_topic_has_its_file_with_a_line_about_it() -> None:
    for path in FOLDER.glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# ")
