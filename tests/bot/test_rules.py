"""规则与故事：一个行为一条规则，话题的文件名在领域和规则里一样。"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from knowledge.taxonomy.acts import TYPED_ACTS

SESSION = "session"

Documents = dict[str, dict[str, Any]]
Steps = list[dict[str, str]]


def steps_of(documents: Documents, kind: str) -> list[tuple[str, str, Steps]]:
    """(文件, 名称, 步骤)，全部文件的。"""
    key = {"rules": "rule", "stories": "story"}[kind]
    return [(stem, one[key], one["steps"]) for stem, document in documents.items() for one in document[kind]]


def test_a_topic_has_the_same_name_in_domain_and_rules(domain: Documents, rules: Documents) -> None:
    assert sorted(rules) == sorted(set(domain) - {SESSION})


def test_a_topic_has_the_same_intents_in_domain_and_rules(domain: Documents, rules: Documents) -> None:
    declared = {stem: [name for one in domain[stem]["intents"] for name in one] for stem in rules}
    ruled = {stem: [one["steps"][0]["intent"] for one in document["rules"]] for stem, document in rules.items()}
    assert ruled == declared


def test_one_rule_for_each_act(rules: Documents) -> None:
    intents = [steps[0]["intent"] for _, _, steps in steps_of(rules, "rules")]
    assert sorted(intents) == sorted(TYPED_ACTS)


def test_a_rule_is_an_intent_and_its_action(rules: Documents) -> None:
    for stem, name, steps in steps_of(rules, "rules"):
        intent = steps[0]["intent"]
        assert steps == [{"intent": intent}, {"action": f"action_{intent}"}], f"{stem}：{name}"


def test_a_story_never_contradicts_the_rules(stories: Documents) -> None:
    for stem, name, steps in steps_of(stories, "stories"):
        asked, done = steps[::2], steps[1::2]
        assert done == [{"action": f"action_{one['intent']}"} for one in asked], f"{stem}：{name}"


@pytest.mark.parametrize("kind", ["rules", "stories"])
def test_no_name_is_used_twice(kind: str, rules: Documents, stories: Documents) -> None:
    documents = {"rules": rules, "stories": stories}[kind]
    counts = Counter(name for _, name, _ in steps_of(documents, kind))
    assert [name for name, count in counts.items() if count > 1] == []


def test_each_file_holds_only_its_kind(domain: Documents, rules: Documents, stories: Documents) -> None:
    assert all(set(document) == {"version", "rules"} for document in rules.values())
    assert all(set(document) == {"version", "stories"} for document in stories.values())
    assert all(not {"rules", "stories", "nlu"} & set(document) for document in domain.values())
