"""收拾来客打的字：去掉控制字符和首尾空白，看看还读不读得出。"""

from __future__ import annotations

import unicodedata
from typing import Final

from api.problems import Problem
from api.shapes.asked import TEXT_LIMIT

_BLANKS: Final = frozenset("\t\n\r\f\v")
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs"})  # 未分配和自造区留着：姓名里的生僻字可能在那里


def is_blank(text: str) -> bool:
    """只有空白（或什么也没有）。控制字符不是空白。"""
    return all(sign in _BLANKS or unicodedata.category(sign).startswith("Z") for sign in text)


def tidy(text: str) -> str:
    """去掉控制字符（换行、制表符当作空格）和首尾空白。"""
    kept = (" " if sign in _BLANKS else sign for sign in text)
    return "".join(sign for sign in kept if unicodedata.category(sign) not in _DROPPED).strip()


def is_readable(text: str) -> bool:
    """有没有一个字母、汉字或数字。"""
    return any(unicodedata.category(sign)[0] in "LN" for sign in text)


def clean(text: str, name: str = "text") -> str:
    """收拾并查长度；空白或超长抛 422 的 Problem。没有可读的字时可能返回空串。"""
    if is_blank(text):
        raise Problem(422, f"“{name}”是空的，请写 1 到 {TEXT_LIMIT} 个字。")
    kept = tidy(text)
    if len(kept) > TEXT_LIMIT:
        raise Problem(422, f"“{name}”有 {len(kept)} 个字，超过上限 {TEXT_LIMIT} 个字，请缩短后重发。")
    return kept
