"""按钮里的名字：表的编号、外面系统的时间的编号。只用字母：按钮的内容也要脱敏，一串数字碰巧像手机号、卡号，就被换掉了。"""

from __future__ import annotations

import hashlib
import secrets
from string import ascii_lowercase
from typing import Final

_LENGTH: Final = 28
"""二十六个字母取二十八次，比一百二十八位的随机数还多一点，猜不着。"""
_LETTERS: Final = str.maketrans("0123456789", "ghijklmnop")


def new_name() -> str:
    """一个新的名字，猜不着。"""
    return "".join(secrets.choice(ascii_lowercase) for _ in range(_LENGTH))


def letters_of(text: str) -> str:
    """一段文字的名字：同样的文字同样的名字，只有字母，看不出原文。"""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH].translate(_LETTERS)
