"""引擎的配置：流水线、策略、渠道，和它们读的环境变量。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BOT = ROOT / "bot"
RULES = "nlu.components.policy.OneTurnRulePolicy"
SETTINGS = {"BANSHI_HOME", "BANSHI_ACTIONS_URL", "BANSHI_TRACKER_DB"}
SEVERAL = {
    *(f"BANSHI_TRACKER_{name}" for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD")),
    *(f"BANSHI_LOCK_{name}" for name in ("HOST", "PORT", "PASSWORD")),
}
"""几个引擎一起跑时另给的。"""
"""启动引擎时给的环境变量；配置里用到别的，Rasa 会原样留着“${…}”。"""


@pytest.fixture
def config() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((BOT / "config.yml").read_text(encoding="utf-8"))
    return found


def test_the_pipeline_is_our_own(config: dict[str, Any]) -> None:
    for component in config["pipeline"]:
        module, _, name = component["name"].rpartition(".")
        source = (ROOT / module.replace(".", "/")).with_suffix(".py").read_text(encoding="utf-8")
        assert module.startswith("nlu.components.")
        assert f"\nclass {name}(" in source


def test_every_component_reads_the_same_words(config: dict[str, Any]) -> None:
    assert len({component["words_file"] for component in config["pipeline"]}) == 1


def test_the_policies_need_no_neural_network(config: dict[str, Any]) -> None:
    assert {policy["name"] for policy in config["policies"]} == {RULES}


def test_when_unsure_it_falls_back_on_an_action_of_the_domain(config: dict[str, Any], domain: dict[str, Any]) -> None:
    (rule,) = (policy for policy in config["policies"] if policy["name"] == RULES)
    assert rule["enable_fallback_prediction"] is True
    assert rule["core_fallback_action_name"] in [
        name for document in domain.values() for name in document.get("actions", ())
    ]


def test_only_the_local_channel_is_open() -> None:
    assert list(yaml.safe_load((BOT / "credentials.yml").read_text(encoding="utf-8"))) == ["rest"]


def test_no_address_is_written_down() -> None:
    for path in BOT.glob("endpoints*.yml"):
        assert not re.search(r"https?://|\d+\.\d+\.\d+\.\d+|localhost", path.read_text(encoding="utf-8")), path


def test_several_engines_differ_only_in_where_state_and_locks_are_kept() -> None:
    one, several = (
        yaml.safe_load((BOT / f"endpoints{end}.yml").read_text(encoding="utf-8")) for end in ("", "-several")
    )
    assert several["action_endpoint"] == one["action_endpoint"]
    assert several["tracker_store"]["type"] == one["tracker_store"]["type"]
    assert (several["tracker_store"]["dialect"], several["lock_store"]["type"]) == ("postgresql", "redis")
    text = (ROOT / "docs" / "several.md").read_text(encoding="utf-8")
    assert [name for name in SEVERAL if name not in text] == []


def test_the_configuration_reads_only_known_settings() -> None:
    texts = (path.read_text(encoding="utf-8") for path in BOT.glob("*.yml"))
    assert {name for text in texts for name in re.findall(r"\$\{(\w+)\}", text)} == SETTINGS | SEVERAL
