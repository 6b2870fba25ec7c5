"""记录库里的三样东西，按存放的样子。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


def now() -> str:
    """此刻，UTC，ISO 8601，精确到毫秒；同样长度，所以按文本比较就是按时间比较。"""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True)
class Conversation:
    """一次对话。`token_sha256` 是令牌的 SHA-256（十六进制）；`greeting` 是契约里的 Reply。"""

    id: str
    token_sha256: str
    channel: str
    region: str | None
    side: str | None
    greeting: dict[str, Any]
    created_at: str = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """一轮：问的（已脱敏的 text 或 payload）与答的（`answer` 是契约里的 Turn）。

    `seconds` 是从收到到答出的秒数；`repeat_key`、`body_digest` 是幂等键和请求内容的摘要；
    `region` 有值时，这一轮把对话换到了这个区划。
    """

    id: str
    conversation_id: str
    text: str | None
    payload: str | None
    outcome: str
    answer: dict[str, Any]
    seconds: float
    body_digest: str
    repeat_key: str | None = None
    engine_failure: str | None = None
    region: str | None = None
    at: str = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class Rating:
    """一次对话的好差评；再评一次就以后一次为准。"""

    level: int
    reasons: tuple[str, ...]
    comment: str | None
    at: str = field(default_factory=now)
