"""归一：同一句话的不同写法变成一个样子。写索引和提问用的是同一个函数，两边才对得上。"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

_CONTROL = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_BLANK = re.compile(r"\s+")
_READABLE = re.compile(r"[^\W_]")


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def clean(text: str) -> str:
    """去掉控制字符和零宽字符，把空白折成一个空格；不改字形。"""
    return _BLANK.sub(" ", _CONTROL.sub("", text.replace("\t", " ").replace("\n", " "))).strip()


def is_readable(text: str) -> bool:
    """至少有一个字母、数字或汉字；只有标点、表情的文本返回 False。"""
    return bool(_READABLE.search(text))


def normalise(text: str) -> str:
    """归一：NFKC（全角转半角）、繁体转简体、小写、去控制字符、折叠空白。"""
    simplified: str = _converter().convert(unicodedata.normalize("NFKC", clean(text)))
    return clean(simplified.lower())
