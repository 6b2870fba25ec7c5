"""一件事的几种：“住房公积金提取（支付房租）”。话里没说是哪一种，而别的种也在候选里，就不能替来客选一种。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from knowledge.text import normalise

LOOKED_AT: Final = 6
"""看前几个候选里有没有别的种。"""
_VARIANT: Final = re.compile(r"^(?P<base>[^()]{3,}?)\((?P<variant>[^()]+)\)$")
_COMMON: Final = frozenset("的和与及或等类型其他一二三个人单位业务办理事项申请登记、,。")
"""哪一种里都可能有的字，说了也不算说到这一种。"""


def picks_variant(said: str, names: Sequence[str]) -> bool:
    """第一个是某件事的一种，后面还有同一件事的别的种，而话里一个字也没提到这一种。said 须已归一；names 由高到低。"""
    read = [_read(name) for name in names[:LOOKED_AT]]
    if not read or read[0] is None:
        return False
    base, variant = read[0]
    rivals = {one[1] for one in read if one is not None and one[0] == base} - {variant}
    return bool(rivals) and not _own(variant, base) & set(said)


def siblings(names: Sequence[str]) -> list[int]:
    """与第一个是同一件事的几种的，在 names 里的位置（连第一个）；第一个不是某一种的，空。"""
    read = [_read(name) for name in names[:LOOKED_AT]]
    first = read[0] if read else None
    return [place for place, one in enumerate(read) if first and one and one[0] == first[0]]


def _own(variant: str, base: str) -> set[str]:
    return set(variant) - set(base) - _COMMON


def _read(name: str) -> tuple[str, str] | None:
    match = _VARIANT.fullmatch(normalise(name))
    return (match["base"].strip(), match["variant"]) if match else None
