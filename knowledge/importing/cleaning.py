"""清洗来源里的文字：HTML 实体与标签、全角空白、控制字符。

“《广东省实施<中华人民共和国海洋环境保护法>办法》”里的尖括号是书名号，不是标签：
只有字母开头、且是 HTML 标签名的才去掉。
"""

from __future__ import annotations

import html
import re
from typing import Any, Final

_BLOCKS = "address|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|table|tbody|thead|tr|ul"
_INLINE = (
    "a|audio|b|base|body|button|center|code|em|embed|font|form|frame|frameset|head|html|i|iframe|img|input|label|link|"
    "math|meta|o:p|object|option|pre|s|script|select|small|source|span|strong|style|sub|sup|svg|td|textarea|th|u|video"
)
# 没有收尾的，从这里到末尾都不是内容；这样写也不会为每个没有收尾的标签各扫一遍余下的文字。
_DROPPED = re.compile(
    r"<(script|style)\b[^>]{0,2000}>(?:.*?</\1\s*>|.*)|<!--(?:.*?-->|.*)|<!doctype[^>]{0,2000}>",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\ufeff]")
_LAYERS: Final = 5
_BLANKS = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    """纯文字，保留分行；每行首尾不留空白，不留空行。"""
    if "&" in text:
        # 有的系统转义了两遍：&amp;nbsp;
        text = html.unescape(html.unescape(text))
    # 去掉一层之后可能又露出一层：<scr<script></script>ipt>。
    for _ in range(_LAYERS):
        if "<" not in text or (stripped := _without_tags(text)) == text:
            break
        text = stripped
    text = _BLANKS.sub(" ", _CONTROL.sub("", text.replace("\r", "\n")))
    return "\n".join(line for line in (part.strip() for part in text.split("\n")) if line)


def _without_tags(text: str) -> str:
    return _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", _DROPPED.sub("", text)))


def one_line(text: str) -> str:
    """同 `clean`，但并成一行。"""
    return clean(text).replace("\n", " ")


_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});")
_ADDRESSES = frozenset(["url", "mobile_url"])
_FAULT_PAGE = re.compile(
    r"<title>[^<]*(?:\b[45]\d\d\b|[Ee]rror|错误)|HTTP Status [45]\d\d|Whitelabel Error Page|Internal Server Error|"
    r"502 Bad Gateway|404 Not Found|403 Forbidden|(?:java|org|com)\.[\w.]+Exception|^\s*at [\w.$]+\([\w.]+:\d+\)|"
    r"Traceback \(most recent call last\)|服务器(?:内部)?错误|系统(?:异常|错误)[，,]?请"
)
_LEAST_PAGE: Final = 9


def has_markup(text: str) -> bool:
    """像是夹着标签或实体。"""
    return ("<" in text or "&" in text) and _MARKUP.search(text) is not None


def without_markup(value: Any) -> Any:
    """对象里的文字去掉标签、实体与控制字符；网址里的 & 照留。没有这些的原样返回。"""
    if isinstance(value, str):
        return clean(value) if has_markup(value) or _CONTROL.search(value) else value
    if isinstance(value, list):
        return [without_markup(one) for one in value]
    if isinstance(value, dict):
        return {key: one if key in _ADDRESSES else without_markup(one) for key, one in value.items()}
    return value


def is_fault_page(text: str) -> bool:
    """采集时混进来的错误页、异常堆栈，不是内容。"""
    return len(text) >= _LEAST_PAGE and _FAULT_PAGE.search(text) is not None
