"""法的废止：依据所引的法在某一天是否已经废止。"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from knowledge.model import Item

_FILE: Final = Path(__file__).with_name("repealed.yaml")
_TITLE: Final = re.compile(r"《([^《》]+)》")
_ARTICLE: Final = re.compile(r"第[一二三四五六七八九十百千零〇\d]+[条章编]")
_NOTE: Final = re.compile(r"[（(][^（()）]*[)）]")
_TRIAL: Final = re.compile(r"[（(]试行[)）]")


@dataclass(frozen=True, slots=True)
class Repealed:
    """一部废止了的法。`by` 是代替它的；`article`、`url` 是写明废止的那一条与看到它的地方。

    `editions` 不空时，只指写着其中字样的旧版本（年份、令号）。
    """

    name: str
    ended_on: date
    by: str
    article: str
    url: str
    editions: tuple[str, ...] = ()


@cache
def repealed_laws() -> Mapping[str, Repealed]:
    """归一的名称 → 废止的法。"""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        plain_title(name): Repealed(
            name, row["ended_on"], row["by"], row.get("article", ""), row["url"], tuple(row.get("editions", ()))
        )
        for row in rows
        for name in row["laws"]
    }


def plain_title(name: str) -> str:
    """法的名称归一：书名号里的部分，去掉“中华人民共和国”、条款与括号里的版本说明；“（试行）”是名称的一部分。"""
    title = _TITLE.search(name)
    text = _ARTICLE.split(title[1] if title else name)[0].strip().removeprefix("中华人民共和国")
    return _NOTE.sub(lambda match: "（试行）" if _TRIAL.fullmatch(match[0]) else "", text).strip()


def ended_law(name: str, on: date) -> Repealed | None:
    """依据所引的法在 `on` 这天已经废止则给出，否则为 `None`；不认得的都当作有效。"""
    found = repealed_laws().get(plain_title(name))
    if found is None or on < found.ended_on:
        return None
    return found if not found.editions or any(one in name for one in found.editions) else None


def ended_grounds(item: Item, on: date) -> tuple[Repealed, ...]:
    """事项的依据里，`on` 这天已经废止的。"""
    return tuple(found for one in item.basis or () if (found := ended_law(one.name, on)))


def has_lost_its_ground(item: Item, on: date) -> bool:
    """写明的依据在 `on` 这天全部废止了；没有写依据的不算。"""
    return bool(item.basis) and len(ended_grounds(item, on)) == len(item.basis or ())
