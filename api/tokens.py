"""对话的令牌：只在开始时给一次，库里只有摘要；幂等键和请求内容的摘要用令牌作钥匙，离了令牌猜不回去。"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from api.problems import Problem
from records.models import Conversation


def new_id() -> str:
    """新的编号，32 个十六进制字符。"""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """像不像我们发的编号；不像的不必拿去查库。"""
    return len(text) == 32 and text.isascii() and text.isalnum()


def new_token() -> str:
    """新的令牌，256 位。"""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """令牌的 SHA-256，十六进制。"""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def sealed(token: str, content: str) -> str:
    """内容的 HMAC-SHA-256，十六进制，钥匙是令牌。"""
    return hmac.new(token.encode(), content.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def recognise(conversation: Conversation | None, token: str | None) -> Conversation:
    """核对令牌；对话不存在抛 404，没有令牌或不是这次对话的抛 401。"""
    if conversation is None:
        raise Problem(404, "没有这次对话，请重新开始一次。")
    if token is None or not hmac.compare_digest(digest(token), conversation.token_sha256):
        raise Problem(
            401,
            "没有令牌，或者令牌不属于这次对话；请在 Authorization 头里写 Bearer 和开始对话时得到的令牌。",
            {"WWW-Authenticate": "Bearer"},
        )
    return conversation
