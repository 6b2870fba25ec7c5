"""现成的整轮：每个意图有一条规则，故事够要故事的策略用，配置是 Rasa 默认的策略。"""

from __future__ import annotations

import yaml

from bench.peers_rasa.whole import ACTION, POLICIES, core_yaml, domain_yaml, whole_files

INTENTS = [f"个人-类目{number}" for number in range(10)]


def test_every_intent_is_answered_by_the_one_action() -> None:
    core = yaml.safe_load(core_yaml(INTENTS))
    assert [one["steps"] for one in core["rules"]] == [[{"intent": name}, {"action": ACTION}] for name in INTENTS]
    assert yaml.safe_load(domain_yaml(INTENTS))["actions"] == [ACTION]
    assert yaml.safe_load(domain_yaml(INTENTS))["intents"] == INTENTS


def test_the_stories_are_of_three_turns_and_agree_with_the_rules() -> None:
    stories = yaml.safe_load(core_yaml(INTENTS))["stories"]
    assert [[step["intent"] for step in story["steps"][::2]] for story in stories] == [INTENTS[0:3], INTENTS[7:10]]
    assert all(step == {"action": ACTION} for story in stories for step in story["steps"][1::2])


def test_the_files_are_what_rasa_trains_on() -> None:
    files = whole_files({"甲": ["一", "二"]})
    config = yaml.safe_load(files["config.yml"])
    assert config["policies"] == [dict(policy) for policy in POLICIES]
    assert config["pipeline"][-1]["epochs"] == 1
    assert "\nrules:\n" in files["core.yml"]
    assert "\nstories:\n" in files["core.yml"]
    assert set(files) == {"nlu.yml", "core.yml", "domain.yml", "config.yml"}
