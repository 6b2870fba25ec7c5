"""领域、规则、故事里的意图名字：都要在对话行为表里，彼此也不许相近得像是写错。"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import yaml

from knowledge.taxonomy.acts import TYPED_ACTS
from nlu.labels import guess

TOO_ALIKE: Final = 0.85


def faults_of_flows(bot: Path) -> Iterator[str]:
    """bot：Rasa 项目的目录；没有的文件不查。"""
    declared: list[str] = []
    for folder in ("domain", "data/rules", "data/stories"):
        for path in sorted((bot / folder).glob("*.yml")):
            names = list(dict.fromkeys(_intents(yaml.safe_load(path.read_text(encoding="utf-8")))))
            declared += names if folder == "domain" else ()
            for name in names:
                if name not in TYPED_ACTS:
                    yield f"{folder}/{path.name}：意图“{name}”不在对话行为表里{guess(name, TYPED_ACTS)}。"
    for one, other in combinations(dict.fromkeys(declared), 2):
        if SequenceMatcher(None, one, other).ratio() >= TOO_ALIKE:
            yield f"意图“{one}”与“{other}”的名字太像，多半是一个写错了。"


def _intents(node: Any) -> Iterator[str]:
    """文档里的意图名字：规则和故事里的 intent，领域里的 intents。"""
    if isinstance(node, list):
        for one in node:
            yield from _intents(one)
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "intent" and isinstance(value, str):
                yield value
            elif key == "intents":
                yield from (name for one in value for name in (one if isinstance(one, dict) else (one,)))
            else:
                yield from _intents(value)
