"""脱敏：把话里的个人信息换成方括号里的中文名目。进引擎、进记录库之前都要经过这里。"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from api.numbers import credit_checks, identity_checks, is_identity, luhn_checks

_SEP: Final = r"[\s\-‐‑‒–—−.·_\u200b-\u200d\u2060\ufeff]?"
_START, _END = r"(?<!\d)(?<!\d\.)", r"(?!\d)"
_AMOUNT: Final = r"(?!\s*(?:亿|[万亿]?\s*(?:元|圆|块钱|人民币)))"
_AREA: Final = rf"(?:(?:\+|00)86{_SEP}\(?0?|\(?0)(?:10|2\d|[3-9]\d{{2}})\)?"
_LOCAL: Final = rf"[2-9]\d{{2,3}}{_SEP}\d{{4}}{_END}"

_CODE: Final = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{31}(?:[0-9A-Za-z]{2})?(?![0-9A-Za-z])")
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+\-]+\s?@\s?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_IDENTITY_18: Final = re.compile(rf"{_START}\d(?:{_SEP}\d){{16}}{_SEP}[\dXx]{_END}")
_IDENTITY_15: Final = re.compile(rf"{_START}\d(?:{_SEP}\d){{14}}{_END}{_AMOUNT}")
_CARD: Final = re.compile(
    rf"{_START}(?:\d{{16,19}}|\d{{4}}(?:{_SEP}\d{{4}}){{3}}(?:{_SEP}\d{{1,3}})?)(?![0-9A-Za-z]){_AMOUNT}"
)
_MOBILE: Final = re.compile(
    rf"(?<![¥￥$\d])(?<!\d\.)(?:\(?(?:\+|00)?86\)?{_SEP})?1{_SEP}[3-9](?:{_SEP}\d){{9}}{_END}{_AMOUNT}"
)
_LANDLINE: Final = re.compile(rf"{_START}{_AREA}{_SEP}{_SEP}{_LOCAL}")
_NAMED_PHONE: Final = re.compile(
    rf"(?:电话|座机|固话|联系方式|号码|致电|[Tt][Ee][Ll])[^\d\n]{{0,6}}(?P<number>{_LOCAL}){_AMOUNT}"
)


CASE: Final = re.compile(
    r"(?:办件|受理|申办|流水|回执|进度|取消预约|退掉?预约|(?:申报|办理|业务|预约)(?=编?号|单号|流水))(?:流水)?(?:编?号码?|单号)?"
    rf"(?:是|为|[\s:,：，【\[(（])*(?P<number>(?!20\d\d-?\d\d-?\d\d(?!\d))(?!TS\d{{8}})(?=[A-Za-z-]*\d)"
    rf"[0-9A-Za-z](?:{_SEP}[0-9A-Za-z]){{7,39}})(?![0-9A-Za-z])"
)
"""说是办件、受理、预约的编号的；日期和工单编号不算。"""

_NUMBER: Final = re.compile(rf"(?<![0-9A-Za-z])[0-9A-Za-z](?:{_SEP}[0-9A-Za-z]){{5,39}}(?![0-9A-Za-z])")

OFFICE: Final = frozenset({"电话号码"})
"""座席说的话里留着的：座机多半是办事部门的电话。"""


def mask(text: str, spare: frozenset[str] = frozenset()) -> str:
    """把身份证号、电话、银行卡号、邮箱、办件和预约的编号换成【…】；其余一字不动。spare 里的名目不换。

    办事编码、统一社会信用代码、金额、年份、12345 这样的公开号码都留着。
    """
    for tag, pattern, holds in _RULES:
        text = text if tag in spare else _replace(text, tag, pattern, holds)
    return text


def half_width(text: str) -> str:
    """全角、各种数字写成半角，一个字换一个字，位置不变。"""
    return "".join(sign if sign.isascii() else _half(sign) for sign in text)


def numbers_in(plain: str) -> list[tuple[int, int]]:
    """像编号的几段（六个以上的字母数字，其中数字四个以上）；plain 须是半角的。"""
    found = (match.span() for match in _NUMBER.finditer(plain))
    return [(start, end) for start, end in found if sum(sign.isdecimal() for sign in plain[start:end]) >= 4]


def _replace(text: str, tag: str, pattern: re.Pattern[str], holds: Callable[[str], bool]) -> str:
    plain = half_width(text)
    kept = [code.span() for code in _CODE.finditer(plain)]
    parts, last, found = [], 0, pattern.search(plain)
    while found is not None:
        start, end = found.span(pattern.groups)  # 有组的规则只换组里的号码
        hit = holds(found[0]) and not any(low < end and start < high for low, high in kept)
        if hit:
            parts += [text[last:start], f"【{tag}】"]
            last = end
        found = pattern.search(plain, end if hit else found.start() + 1)
    return "".join([*parts, text[last:]])


def _half(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    return chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign


def _signs(found: str) -> str:
    return "".join(sign for sign in found if sign.isalnum()).upper()


def _identity(found: str) -> bool:
    number = _signs(found)
    return is_identity(number) and (len(number) == 15 or identity_checks(number) or not credit_checks(number))


def _card(found: str) -> bool:
    digits = _signs(found)
    return luhn_checks(digits) and not credit_checks(digits)


def _always(found: str) -> bool:
    return True


_RULES: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...]] = (
    ("办件编号", CASE, _always),
    ("邮箱", _EMAIL, _always),
    ("身份证号", _IDENTITY_18, _identity),
    ("身份证号", _IDENTITY_15, _identity),
    ("银行卡号", _CARD, _card),
    ("手机号", _MOBILE, _always),
    ("电话号码", _LANDLINE, _always),
    ("电话号码", _NAMED_PHONE, _always),
)
