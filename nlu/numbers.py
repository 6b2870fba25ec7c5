"""数字：把“十五年”“三个月”“两万元”里的中文数字写成阿拉伯数字，只动带量词的。"""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1_000}
_QUANTITY = re.compile(
    r"([零〇一二两俩三四五六七八九十百千]+)(?=(?:周?岁|年|个?月|天|日|周|个工作日|小时|万|元|块|次|平|公里|人|级))"
)
_ABOUT: Final = re.compile(r"^(?:一二|一两|二三|两三|三四|三五|四五|五六|六七|七八|八九)$")
_TWO_DIGITS: Final = re.compile(r"[一二两三四五六七八九]{2}")


def arabic_numbers(text: str) -> str:
    """“交了十五年”→“交了15年”；“一般”“三亚”不动，“两三年”“十七八岁”这样的约数也不动。text 须已归一。"""
    return _QUANTITY.sub(lambda match: match[1] if _is_about(match[1]) else str(_value(match[1])), text)


def _is_about(numeral: str) -> bool:
    """约数：两个数字相连，又不是“九八年”这样逐位念的。"""
    has_unit = any(char in _UNITS for char in numeral)
    return bool(_TWO_DIGITS.search(numeral) if has_unit else _ABOUT.match(numeral))


def _value(numeral: str) -> int | str:
    if not any(char in _UNITS for char in numeral):
        return "".join(str(_DIGITS[char]) for char in numeral)
    total, digit = 0, 0
    for char in numeral:
        if char in _UNITS:
            total += (digit or (1 if not total or char == "十" else 0)) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
