"""标注样例：训练用的一行问题和它的标签。"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.taxonomy.acts import TYPED_ACTS
from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.categories import category


class BadExample(ValueError):
    """训练样例写错了；消息说明在哪、错在什么。"""


@dataclass(frozen=True, slots=True)
class Example:
    """一行样例。categories、aspects 为 None 表示没有标注，不参加那一头的训练。

    derived：来自目录和诉求，不是照真实的话写的，不参加范围的训练，免得把范围外的话挤没了。
    """

    text: str
    act: str
    categories: tuple[str, ...] | None = None
    aspects: tuple[str, ...] | None = None
    derived: bool = False


def make_example(text: str, act: str, metadata: dict[str, Any] | None) -> Example:
    """由 Rasa 的意图、文本和意图元数据做成样例；标签未知时抛 BadExample。"""
    labels = metadata or {}
    if act not in TYPED_ACTS:
        raise BadExample(f"样例“{text[:30]}”的意图“{act}”不在对话行为表里。")
    for aspect in labels.get("aspects") or ():
        if aspect not in ASPECTS:
            raise BadExample(f"样例“{text[:30]}”的方面“{aspect}”不在咨询方面表里。")
    for key in labels.get("categories") or ():
        category(key)
    derived = bool(labels.get("derived"))
    return Example(text, act, _tuple(labels.get("categories")), _tuple(labels.get("aspects")), derived)


def read_examples(paths: Iterable[Path]) -> Iterator[Example]:
    """直接读 Rasa NLU 文件（不经过 Rasa）；用于检查数据和交叉验证。"""
    for path in paths:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        for group in document.get("nlu", ()):
            for line in group["examples"].splitlines():
                if text := line.strip().removeprefix("-").strip():
                    yield make_example(text, group["intent"], group.get("metadata"))


def read_derived(path: Path | None) -> list[Example]:
    """读目录和诉求给出的句子（knowledge.phrases 写的），都算提问；没有文件就是没有。"""
    if path is None or not path.is_file():
        return []
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [make_example(row["text"], "ask", {**row, "derived": True}) for row in rows]


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)
