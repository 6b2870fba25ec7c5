"""整条对话（bot/tests，Rasa 自己的测试故事）：从来客的话，经理解，到该做的动作。"""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knowledge.taxonomy.acts import TYPED_ACTS, parse_payload

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "bot" / "tests"
LEAST = 15

Documents = dict[str, dict[str, Any]]
Rasa = Callable[..., "subprocess.CompletedProcess[str]"]


def turns(conversations: Documents) -> list[tuple[str, str]]:
    """(来客的话, 行为)，全部故事的。"""
    stories = [story for document in conversations.values() for story in document["stories"]]
    return [(step["user"], step["intent"]) for story in stories for step in story["steps"] if "user" in step]


def test_a_file_for_each_topic(conversations: Documents, rules: Documents) -> None:
    assert sorted(conversations) == sorted(f"test_{stem}" for stem in rules)


def test_there_are_enough_and_each_has_its_own_name(conversations: Documents) -> None:
    counts = Counter(story["story"] for document in conversations.values() for story in document["stories"])
    assert len(counts) >= LEAST
    assert set(counts.values()) == {1}


def test_every_act_is_played(conversations: Documents) -> None:
    assert {intent for _, intent in turns(conversations)} == set(TYPED_ACTS)


def test_the_buttons_are_ones_the_door_accepts(conversations: Documents) -> None:
    pressed = [(parse_payload(said), intent) for said, intent in turns(conversations) if said.startswith("/")]
    assert pressed
    assert all(payload.act == intent for payload, intent in pressed)


def test_every_conversation_goes_as_written(rasa: Rasa, model: Path, tmp_path: Path) -> None:
    """rasa test core --e2e。行为或动作有一步不对，那条对话就写进 failed_test_stories.yml。"""
    done = rasa("test", "core", "--e2e", "--no-plot", "--model", model, "--stories", TESTS, "--out", tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    failed = (tmp_path / "failed_test_stories.yml").read_text(encoding="utf-8")
    assert failed.startswith("#"), f"下面的对话没有照写的走（模型旧了请先运行 banshi train）：\n{failed}"
