"""来客写的编号、核对的内容：进引擎之前从话里取出来、遮住；取出来的只封着，到问的时候才打开。"""

from __future__ import annotations

import re
from typing import Final

from api.privacy import CASE, half_width, mask, numbers_in

SECRET: Final = ("number", "booking", "holder", "phone")
"""封着的几项；与 actions.applying 里的相同，有测试守着。"""
HIDDEN: Final = {"number": "【办件编号】", "booking": "【办件编号】", "holder": "【核对内容】", "phone": "【手机号】"}
"""记录里留下的字。"""

_BLANKS: Final = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_DASHES: Final = re.compile(r"[‐‑‒–—−]")
_PHONE: Final = re.compile(r"1(?:[\s-]?\d){10}")
_I_AM: Final = re.compile(
    r"^(?:我叫|我的?名字是?|姓名是?|名字是?|我是|叫|是|后四位是?|尾号是?)[:：,，\s]*|[。.!！\s]+$"
)
_LONGEST: Final = 40


def taken_out(raw: str, text: str, asks: str | None) -> tuple[str, dict[str, str]]:
    """(遮好的话, 取出来的：项 → 值)。raw 是原话，text 是脱敏过的；asks 是正问着的一项。"""
    plain = half_width(raw)
    if asks in ("number", "booking"):
        found = max(numbers_in(plain), key=lambda span: span[1] - span[0], default=None)
        if found is None:
            return text, {}
        start, end = found
        return f"{mask(raw[:start])}{HIDDEN[asks]}{mask(raw[end:])}", {asks: _clean(plain[start:end])}
    if asks == "phone":
        phone = _PHONE.search(plain)
        return text, {"phone": re.sub(r"\D", "", phone[0])} if phone else {}
    if asks == "holder":
        value = _I_AM.sub("", plain.strip())[:_LONGEST]
        return text, {"holder": value} if value else {}
    case = CASE.search(plain)
    if case is None:
        return text, {}
    number = _clean(case["number"])
    return text, {"number": number, "booking": number}


def _clean(number: str) -> str:
    """去掉空白，各种横线写成一种。"""
    return _DASHES.sub("-", _BLANKS.sub("", number))
