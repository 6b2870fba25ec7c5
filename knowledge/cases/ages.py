"""年龄：话里说的岁数，选项上写的范围，都是“从几岁到几岁”（含两头，周岁）。"""

from __future__ import annotations

import re
from typing import Final

Span = tuple[int, int]

OLDEST: Final = 150
"""没有上限的，写作这个。"""

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_NUMBER: Final = r"(\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_BABY: Final = re.compile(r"刚出生|新生儿|\d{1,2}个?月大|[一二两三四五六七八九十]{1,2}个?月大|没满月|满月")
_PUPIL: Final = re.compile(r"(?:上|读|念|是)?小学生|(?:上|读|念)小学|(?:上|读|念)幼儿园|幼儿园")
_GROWN: Final = re.compile(r"(?<!未)成年(?:人|了)?|成人(?!之)|大人")
_MINOR: Final = re.compile(r"未成年(?:人)?|还没成年|没成年")
_SAID: Final = re.compile(rf"(?:今年|现在|才|刚|快|不到|还没到|未满|不满|过了|已经)*\s*{_NUMBER}\s*(多|几|来)?\s*周?岁")
_MY_OWN: Final = re.compile(r"我(?:今年|现在|已经|快|刚|才|都)*\s*$")
_UNDER: Final = re.compile(rf"(?:未满|不满|不到|小于){_NUMBER}周?岁?")
_FROM: Final = re.compile(rf"(?:年满|已满|(?<![未不])满){_NUMBER}周?岁?|{_NUMBER}周?岁(?:及|\(含\))?以上")
_UP_TO: Final = re.compile(rf"{_NUMBER}周?岁(?:及)?以下")


def number(text: str) -> int:
    """“六”“十六”“35”→ 数。"""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else _DIGITS[tens]) + (_DIGITS[ones] if ones else 0)


def said_age(text: str, of_self: bool) -> tuple[Span, tuple[int, int]] | None:
    """话里的岁数和它的字位；没有说的 None。of_self：事情是给说话的人自己办的，不然“我三十岁”说的不是要看的人。"""
    for match in _SAID.finditer(text):
        of_another = text[match.end() :].startswith("的")  # “我六岁的孩子”
        if of_self or of_another or not _MY_OWN.search(text[: match.start()]):
            return _span(match), match.span()
    for pattern, span in ((_BABY, (0, 0)), (_PUPIL, (3, 13)), (_MINOR, (0, 17)), (_GROWN, (18, OLDEST))):
        if found := pattern.search(text):
            return span, found.span()
    return None


def _span(match: re.Match[str]) -> Span:
    years, before = number(match[1]), match[0]
    if match[2]:
        return years, years + 9 if years % 10 == 0 else years
    if re.search(r"未满|不满|不到|没到", before):
        return 0, years - 1
    return (years - 1, years - 1) if "快" in before else (years, years)


def label_age(text: str) -> Span | None:
    """选项或条件上写的范围：“未满16周岁”“满18、不到20周岁”“60周岁以上”；没有写的 None。"""
    low, high = 0, 0 if "新生儿" in text else OLDEST
    if under := _UNDER.search(text):
        high = number(under[1]) - 1
    if start := _FROM.search(text):
        low = number(start[1] or start[2])
    if up_to := _UP_TO.search(text):
        high = number(up_to[1])
    return (low, high) if (low, high) != (0, OLDEST) and low <= high else None
