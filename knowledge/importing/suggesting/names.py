"""列名对照：认得的列名 → 本项目的字段。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from knowledge.importing.read_yaml import PlainLoader

_BRACKETS: Final = re.compile(r"[（(\[【].*?[)）\]】]")
_JOINTS: Final = re.compile(r"[\s_\-*:：.·]+")


@cache
def known() -> dict[str, Any]:
    """known.yaml 的内容。"""
    text = Path(__file__).with_name("known.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=PlainLoader)
    return found


def plain(column: str) -> str:
    """列名归一：小写，去掉括号里的字、空白与连接符。"""
    return _JOINTS.sub("", _BRACKETS.sub("", column).lower())


def bracketed(column: str) -> str:
    """列名括号里的字：“法定时限（工作日）”→“工作日”。"""
    match = _BRACKETS.search(column)
    return match[0][1:-1].strip() if match else ""


def matched(columns: Iterable[str], names: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """字段 → 认得的列，像的在前；一列只归一个字段，先到先得。"""
    left = {column: plain(column) for column in columns}
    found: dict[str, list[str]] = {}
    for field, wanted in names.items():
        order = [plain(name) for name in wanted]
        hits = sorted((column for column in left if left[column] in order), key=lambda one: order.index(left[one]))
        if hits:
            found[field] = hits
            for column in hits:
                del left[column]
    return found


def child_kind(columns: Iterable[str]) -> tuple[str, dict[str, list[str]]] | None:
    """像哪一种子表，与它认得的列；不像则为 `None`。"""
    listed = list(columns)
    best: tuple[str, dict[str, list[str]]] | None = None
    for kind, names in known()["children"].items():
        found = matched(listed, names)
        first = next(iter(names))
        sure = (first in found and found[first][0].lower() not in ("name", "question")) or len(found) > 1
        if first in found and sure and (best is None or len(found) > len(best[1])):
            best = (kind, found)
    return best
