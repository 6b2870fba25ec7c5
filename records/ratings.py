"""好差评的核对：理由要属于它的等级。清单在 knowledge.ratings。"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from knowledge.ratings import feedback_reasons, levels

LEVELS: Final[dict[int, str]] = {one.level: one.name for one in levels()}
REASONS: Final[dict[int, dict[str, str]]] = {
    one.level: {reason.code: reason.name for reason in one.reasons} for one in levels()
}
BAD: Final = 2
"""这一级和以下是差评，要开工单。"""


class UnknownReason(ValueError):
    """理由代码不在清单里；消息是一句给人看的中文。"""


def check_reasons(level: int, codes: Iterable[str]) -> tuple[str, ...]:
    """核对理由代码属于这个等级，去掉重复，按原来的次序返回；不属于时抛 UnknownReason。"""
    kept = tuple(dict.fromkeys(codes))
    for code in kept:
        if code not in REASONS[level]:
            raise UnknownReason(f"理由代码“{code[:10]}”不属于{level}级评价，可用的是：{'、'.join(REASONS[level])}。")
    return kept


def check_feedback(useful: bool, reason: str | None) -> str | None:
    """核对没用的理由；有用的不必说理由。不对时抛 UnknownReason。"""
    known = feedback_reasons()
    if reason is not None and (useful or reason not in known):
        told = "、".join(f"{code}（{name}）" for code, name in known.items())
        raise UnknownReason(f"理由“{reason[:20]}”不能用：说有用时不写理由，说没用时可用的是：{told}。")
    return reason
