"""把我们的训练数据改写成一问一意图：提问的意图是第一个类目，投诉和范围外各是一个意图，寒暄与操作类的不要。"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import yaml

from nlu.examples import Example

SCOPES: Final = {"complaint": "complaint", "out_of_scope": "out"}
"""自成一个意图的行为 → 范围。"""

_CONFIG: Final = Path(__file__).with_name("config.yml")


def intent_of(example: Example) -> str | None:
    """意图名；不参加比较的行为返回 `None`。类目里的斜杠在 Rasa 里另有含义（检索意图），换成短横。"""
    if example.act in SCOPES:
        return example.act
    if example.act == "ask" and example.categories:
        return example.categories[0].replace("/", "-")
    return None


def category_of(intent: str) -> str | None:
    """意图名变回类目；不是类目则为 `None`。"""
    return None if intent in SCOPES else intent.replace("-", "/", 1)


def grouped(examples: Iterable[Example]) -> dict[str, list[str]]:
    """意图 → 它的各行，都按出现的次序。"""
    groups: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        if intent := intent_of(example):
            groups[intent].append(example.text)
    return dict(groups)


def nlu_yaml(groups: dict[str, list[str]]) -> str:
    """Rasa NLU 文件的文字。"""
    lines = ['version: "3.1"', "nlu:"]
    for intent, texts in groups.items():
        lines += [f"- intent: {json.dumps(intent, ensure_ascii=False)}", "  examples: |"]
        lines += [f"    - {text}" for text in texts]
    return "\n".join(lines) + "\n"


def config_yaml(epochs: int) -> str:
    """流水线配置的文字，轮数改写过。"""
    config = yaml.safe_load(_CONFIG.read_text(encoding="utf-8"))
    config["pipeline"][-1]["epochs"] = epochs
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
