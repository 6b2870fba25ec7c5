"""记录库里的东西，按存放的样子。"""

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
    closed_at: str | None = None
    misses: int = 0
    asks: str | None = None
    handover: str | None = None


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """一轮：问的（已脱敏的 text 或 payload）与答的（`answer` 是契约里的 Turn）。

    `seconds` 是从收到到答出的秒数；`repeat_key`、`body_digest` 是幂等键和请求内容的摘要；
    `region` 有值时，这一轮把对话换到了这个区划。`parts` 是各段用的秒数，只进事件。
    `author` 说话的是谁：visitor 来客，agent 座席（没有问，只有答）。
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
    parts: dict[str, float] = field(default_factory=dict, compare=False)
    author: str = field(default="visitor", compare=False)


@dataclass(frozen=True, slots=True)
class Rating:
    """一次对话的好差评；再评一次就以后一次为准。"""

    level: int
    reasons: tuple[str, ...]
    comment: str | None
    at: str = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class Feedback:
    """一轮答复有用没用；再说一次就以后一次为准。`reason` 是 records.ratings.FEEDBACK_REASONS 的键。"""

    turn_id: str
    useful: bool
    reason: str | None = None
    comment: str | None = None
    at: str = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class Ticket:
    """一张工单，不含内容（内容加密，另外打开）。"""

    number: str
    kind: str
    state: str
    conversation_id: str | None = None
    category: str | None = None
    region: str | None = None
    channel: str | None = None
    note: str | None = None
    opened_at: str = field(default_factory=now)
    changed_at: str = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class Handover:
    """一次转人工。state：waiting、held、ended；ending：solved、left、passed_on。"""

    id: str
    conversation_id: str
    state: str = "waiting"
    asked_at: str = field(default_factory=now)
    taken_at: str | None = None
    ended_at: str | None = None
    agent: str | None = None
    ending: str | None = None
