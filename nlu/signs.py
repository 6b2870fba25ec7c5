"""迹象：话里出现的问法和范围的痕迹。说法都在 signs.yaml；这里只装入和匹配。"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("signs.yaml")


def aspect_signs(text: str) -> list[str]:
    """文本里出现了哪些方面的问法，可以几个；text 须已归一。"""
    return _found("aspects", text)


def asked_outright(text: str) -> list[str]:
    """文本里明明白白问了哪些方面；text 须已归一。"""
    return _found("outright", text)


def scope_signs(text: str) -> list[str]:
    """文本里有哪些范围的迹象；text 须已归一。"""
    return _found("scope", text)


def message_signs(text: str) -> list[str]:
    """全部迹象，作分类器的特征；训练和预测用的是同一个。text 须已归一。"""
    return [f"aspect={name}" for name in aspect_signs(text)] + [f"scope={name}" for name in scope_signs(text)]


def instead_rows() -> list[dict[str, Any]]:
    """看着像问一面、其实问的是另一面的，一行一条；字段见 nlu.aspects.Instead。"""
    rows: list[dict[str, Any]] = _read()["instead"]
    return rows


def _found(group: str, text: str) -> list[str]:
    return [name for name, pattern in _patterns()[group].items() if pattern.search(text)]


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    return {
        group: {name: re.compile("|".join(said for row in rows for said in row)) for name, rows in signs.items()}
        for group, signs in _read().items()
        if group != "instead"
    }


@cache
def _read() -> dict[str, Any]:
    groups: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return groups
