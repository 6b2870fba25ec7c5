"""清洗来源里的文字：HTML 实体与标签、全角空白、控制字符。

“《广东省实施<中华人民共和国海洋环境保护法>办法》”里的尖括号是书名号，不是标签：
只有字母开头、且是 HTML 标签名的才去掉。
"""

from __future__ import annotations

import html
import re

_BLOCKS = "address|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|table|tbody|thead|tr|ul"
_INLINE = "a|b|center|em|font|i|img|input|label|o:p|pre|s|small|span|strong|sub|sup|td|th|u"
_DROPPED = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\ufeff]")
_BLANKS = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    """纯文字，保留分行；每行首尾不留空白，不留空行。"""
    if "&" in text:
        # 有的系统转义了两遍：&amp;nbsp;
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", _DROPPED.sub("", text)))
    text = _BLANKS.sub(" ", _CONTROL.sub("", text.replace("\r", "\n")))
    return "\n".join(line for line in (part.strip() for part in text.split("\n")) if line)


def one_line(text: str) -> str:
    """同 `clean`，但并成一行。"""
    return clean(text).replace("\n", " ")
