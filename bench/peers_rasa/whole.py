"""同行三：Rasa 现成的整轮。理解同同行二，策略是 Rasa 默认的四个，一个自定义动作经 HTTP，回一句话。只比快慢。

快慢与训练几轮无关，所以各只训练一轮；训练出来的模型答得对不对不看。
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import yaml

from bench.peers_rasa.convert import config_yaml, grouped, nlu_yaml
from bench.peers_rasa.stock import DATA, trained
from nlu.examples import read_examples

ACTION: Final = "action_answer"
TURNS: Final = 3
EVERY: Final = 7
"""故事：每隔七个意图写一个，连着三轮；Rasa 自己的样例也是七个意图三个故事的样子。"""

POLICIES: Final = (
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": 1},
    {"name": "TEDPolicy", "max_history": 5, "epochs": 1, "constrain_similarities": True},
)
"""`rasa init` 写的默认策略，轮数除外。"""


def whole_model(python: Path) -> Path:
    """训练好的现成整轮；数据没变就用上次的。训练不成抛 Absent。"""
    groups = grouped(read_examples(sorted(DATA.glob("*.yml"))))
    files = whole_files(groups)
    return trained(python, files, ["train", "--data", "nlu.yml", "core.yml", "--domain", "domain.yml"])[0]


def whole_files(groups: dict[str, list[str]]) -> dict[str, str]:
    """文件名 → 文字。"""
    config = yaml.safe_load(config_yaml(1)) | {"policies": list(POLICIES)}
    return {
        "nlu.yml": nlu_yaml(groups),
        "core.yml": core_yaml(list(groups)),
        "domain.yml": domain_yaml(list(groups)),
        "config.yml": yaml.safe_dump(config, allow_unicode=True, sort_keys=False),
    }


def domain_yaml(intents: Sequence[str]) -> str:
    """意图和一个动作；会话的设定是 Rasa 默认的。"""
    session = {"session_expiration_time": 60, "carry_over_slots_to_new_session": True}
    return _dumped({"version": "3.1", "intents": list(intents), "actions": [ACTION], "session_config": session})


def core_yaml(intents: Sequence[str]) -> str:
    """每个意图一条规则，都由这个动作作答；再加几个故事，给要故事的策略。"""
    rules = [{"rule": f"规则 {intent}", "steps": _steps([intent])} for intent in intents]
    starts = range(0, max(1, len(intents) - TURNS + 1), EVERY)
    stories = [{"story": f"故事 {intents[at]}", "steps": _steps(intents[at : at + TURNS])} for at in starts]
    return _dumped({"version": "3.1", "rules": rules, "stories": stories})


def _steps(intents: Sequence[str]) -> list[dict[str, str]]:
    return [step for intent in intents for step in ({"intent": intent}, {"action": ACTION})]


def _dumped(document: dict[str, object]) -> str:
    return yaml.safe_dump(
        document, allow_unicode=True, sort_keys=False
    )  # Rasa 按行首的“rules:”认文件，写成 JSON 它不认
