"""网址从写法上看打得开吗；不去连。"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_INTERNAL: Final = re.compile(r"localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0")
_PLACEHOLDER: Final = re.compile(r"(?:^|\.)(?:example|test|invalid)\.?(?:com|cn|org|net)?$")
_HOST: Final = re.compile(
    r"[\w\-.]+\.[A-Za-z\u4e00-\u9fff][\w\-\u4e00-\u9fff]*|\d+(?:\.\d+){3}|[0-9a-f]*(?::[0-9a-f]*)+", re.IGNORECASE
)


def link_fault(url: str) -> str | None:
    """打不开的说为什么，看不出毛病的为 `None`。"""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018  端口写错的在这里抛出
    except ValueError:
        return "写法不通"
    if parts.scheme not in ("http", "https"):
        return "不是 http 或 https"
    if _INTERNAL.match(host):
        return "内网地址"
    if _PLACEHOLDER.search(host):
        return "举例用的地址"
    return None if _HOST.fullmatch(host) else "主机名不对"
