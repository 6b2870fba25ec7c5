"""诉求：人们要办的一件事，各地目录给它的名字不同。数据在 knowledge/needs/，人工编写。

一个诉求有官方常用的名称、可取的类目、人们会怎么问；stories/ 里是常问的诉求的长故事，背景多，问的只是其中一句。
检索用它把口语连到名称上，语言理解用它的问法训练。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.categories import UnknownCategory, category

FOLDER: Final = Path(__file__).with_name("needs")
_KINDS: Final = {"id": str, "names": list, "categories": list, "questions": str}
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadNeed(ValueError):
    """诉求的数据写错了；消息说明在哪个文件、哪一条、错在什么。"""


@dataclass(frozen=True, slots=True)
class Asked:
    """一种问法和它问的方面。"""

    text: str
    aspects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """一个诉求。id：文件名/编号；names：官方名称，最常用的在前；categories：可取的类目键，最合适的在前。"""

    id: str
    names: tuple[str, ...]
    categories: tuple[str, ...]
    questions: tuple[Asked, ...]


@cache
def needs() -> tuple[Need, ...]:
    """全部诉求，按文件名和文件里的次序。

    Raises:
        BadNeed: 数据写错了。
    """
    found: dict[str, Need] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for need in read_needs(path):
            if need.id in found:
                raise BadNeed(f"{path.name}：诉求 {need.id} 写了两次。")
            found[need.id] = need
    for path in sorted((FOLDER / "stories").glob("*.yaml")):
        for key, told in read_stories(path):
            if key not in found:
                raise BadNeed(f"stories/{path.name}：没有诉求 {key}。")
            found[key] = replace(found[key], questions=(*found[key].questions, *told))
    return tuple(found.values())


def read_needs(path: Path) -> Iterator[Need]:
    """读一个文件里的诉求。"""
    for row in _loaded(path) or ():
        yield _need(path.name, row)


def read_stories(path: Path) -> Iterator[tuple[str, tuple[Asked, ...]]]:
    """读一个文件里的长信：（诉求的编号，另加的问法）。"""
    told = _loaded(path) or {}
    if not isinstance(told, dict) or not all(isinstance(lines, str) for lines in told.values()):
        raise BadNeed(f"stories/{path.name}：应写成“诉求的编号: |”加各行问法。")
    for key, lines in told.items():
        yield key, _questions(f"stories/{path.name} {key}", lines)


def _loaded(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.YAMLError as error:
        raise BadNeed(f"{path.name} 不是正确的 YAML：{error}") from None


def _need(where: str, row: Any) -> Need:
    if not isinstance(row, dict) or {name: type(value) for name, value in row.items()} != _KINDS:
        raise BadNeed(f"{where}：“{str(row)[:40]}”应有且只有 id、names、categories（列表）、questions（文字）。")
    file, where = where.removesuffix(".yaml"), f"{where} {row['id']}"
    try:
        keys = tuple(category(key).key for key in row["categories"])
    except UnknownCategory as error:
        raise BadNeed(f"{where}：{error}") from None
    return Need(f"{file}/{row['id']}", tuple(row["names"]), keys, _questions(where, row["questions"]))


def _questions(where: str, lines: str) -> tuple[Asked, ...]:
    return tuple(_asked(where, line.strip()) for line in lines.splitlines() if line.strip())


def _asked(where: str, line: str) -> Asked:
    """“materials fee | 补身份证要带啥，收钱不”：竖线前是方面，后是问法。"""
    head, bar, text = line.partition(" | ")
    aspects = tuple(head.split())
    if not bar or not text.strip() or not aspects:
        raise BadNeed(f"{where}：“{line}”应写成“方面 | 问法”。")
    unknown = [aspect for aspect in aspects if aspect not in ASPECTS]
    if unknown:
        raise BadNeed(f"{where}：“{line}”的方面 {'、'.join(unknown)} 不在咨询方面表里。")
    return Asked(text.strip(), aspects)
