"""用语：说给人听的每一句固定的话都在 zh.yaml，一处一句；事实不在这里，事实来自目录。"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

_FILE = Path(__file__).with_name("zh.yaml")


class UnknownWords(KeyError):
    """没有这一句；消息带键名。"""


@cache
def all_words() -> dict[str, str]:
    """键（用点相连，如 no_match.text）→ 句子。"""
    return dict(_flat("", yaml.safe_load(_FILE.read_text(encoding="utf-8"))))


def say(key: str, **values: object) -> str:
    """取一句话并填空；键不存在抛 UnknownWords，少填一个空抛 KeyError。"""
    words = all_words().get(key)
    if words is None:
        raise UnknownWords(f"用语表 zh.yaml 里没有“{key}”这一句。")
    return words.format(**values)


def blanks(key: str) -> set[str]:
    """这一句里要填的空的名字。"""
    return {name for _, name, _, _ in Formatter().parse(all_words()[key]) if name}


def _flat(prefix: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in _flat(f"{prefix}.{key}" if prefix else key, inner)]
    return [(prefix, str(value).rstrip("\n"))]
