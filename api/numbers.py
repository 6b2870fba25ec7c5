"""证件和卡的号码规则：校验位、出生日期。只判断，不替换。"""

from __future__ import annotations

from datetime import date
from typing import Final

from knowledge import clock

_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_PROVINCES: Final = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83), (91, 91))
    for code in range(first, last + 1)
)


def is_identity(number: str) -> bool:
    """像不像公民身份号码（GB 11643-1999 的 18 位，或旧的 15 位）。

    18 位的出生日期成立就算：校验位不对多半是打错了一位，照样是个人信息。
    """
    if number[:2] not in _PROVINCES:
        return False
    if len(number) == 15:
        return _is_date("19" + number[6:12])
    return 1860 <= int(number[6:10]) <= clock.today().year and _is_date(number[6:14])


def identity_checks(number: str) -> bool:
    """18 位公民身份号码的校验位（ISO 7064 MOD 11-2）对不对。"""
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def credit_checks(code: str) -> bool:
    """18 位统一社会信用代码的校验位（GB 32100-2015）对不对。"""
    if len(code) != 18 or any(sign not in _CREDIT_SIGNS for sign in code):
        return False
    total = sum(weight * _CREDIT_SIGNS.index(sign) for weight, sign in zip(_CREDIT_WEIGHTS, code, strict=False))
    return _CREDIT_SIGNS[(31 - total % 31) % 31] == code[17]


def luhn_checks(digits: str) -> bool:
    """银行卡号的校验位（GB/T 17552、ISO/IEC 7812 的 Luhn 算法）对不对。"""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True
