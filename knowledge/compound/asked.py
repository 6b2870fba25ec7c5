"""一样诉求的话里问的是哪几面。一整句问的是哪几面由语言理解定；几样各问各的，才看这里。"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from knowledge.compound.vocabulary import BadCompound, pattern
from knowledge.taxonomy.aspects import ASPECTS

FILE: Final = Path(__file__).with_name("aspects.yaml")


def asked(text: str) -> tuple[str, ...]:
    """这句里明说的方面，按数据里的次序；没有明说的，空。text 须已归一。"""
    return tuple(name for name, said in _patterns().items() if said.search(text))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rows: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    if unknown := set(rows) - set(ASPECTS):
        raise BadCompound(f"aspects.yaml 里有咨询方面表没有的：{'、'.join(sorted(unknown))}。")
    return {name: pattern(name, said) for name, said in rows.items()}
