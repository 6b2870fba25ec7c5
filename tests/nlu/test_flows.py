"""意图的名字：领域、规则、故事里写错的都报得出来。"""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.flows import faults_of_flows

BOT = Path(__file__).resolve().parents[2] / "bot"

CASES = [
    # 文件, 内容, 报告里要说到
    ("domain/a.yml", "intents: [ask, thank]", ()),
    ("domain/a.yml", "intents: [{ask: {use_entities: []}}, complain]", ("domain/a.yml", "是不是“complaint”")),
    ("data/rules/a.yml", "rules: [{rule: 甲, steps: [{intent: tank}, {action: action_thank}]}]", ("是不是“thank”",)),
    ("data/stories/a.yml", "stories: [{story: 甲, steps: [{or: [{intent: ask}, {intent: 问}]}]}]", ("意图“问”",)),
    ("data/stories/a.yml", "", ()),
]


@pytest.mark.parametrize(("place", "content", "words"), CASES)
def test_a_strange_intent_is_said(tmp_path: Path, place: str, content: str, words: tuple[str, ...]) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    found = list(faults_of_flows(tmp_path))
    assert len(found) == bool(words)
    assert all(word in line for line in found for word in words)


def test_names_that_are_almost_the_same_are_said(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain" / "a.yml").write_text("intents: [thank, thanks]", encoding="utf-8")
    found = list(faults_of_flows(tmp_path))
    assert len(found) == 2
    assert "“thank”与“thanks”" in found[-1]


def test_our_own_have_no_fault() -> None:
    assert list(faults_of_flows(BOT)) == []
