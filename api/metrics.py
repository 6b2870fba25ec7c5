"""数什么：每一轮的结局与耗时、引擎的失败、被限流的请求。登记处是自己的，不用进程共用的那个。"""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 5.0)


class Metrics:
    """一个进程的计数。重复送来的消息（同一个幂等键）不再计数。"""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._turns = Counter(
            "banshi_turns", "答完的轮次，按结局和渠道", ["outcome", "channel"], registry=self._registry
        )
        self._seconds = Histogram(
            "banshi_turn_seconds", "从收到消息到答出的秒数", ["channel"], buckets=_SECONDS, registry=self._registry
        )
        self._failures = Counter(
            "banshi_engine_failures", "引擎没有给出可用答复的次数，按原因", ["reason"], registry=self._registry
        )
        self._calls = Counter(
            "banshi_connector_calls",
            "问外面的系统的次数，按连接、操作、结果",
            ["connector", "operation", "outcome"],
            registry=self._registry,
        )
        self._limited = Counter("banshi_rate_limited", "被限流的请求，按入口", ["door"], registry=self._registry)

    def connector_called(self, connector: str, operation: str, outcome: str) -> None:
        """记一次问外面的系统。"""
        self._calls.labels(connector, operation, outcome).inc()

    def turn(self, outcome: str, channel: str, seconds: float) -> None:
        """记一轮。"""
        self._turns.labels(outcome, channel).inc()
        self._seconds.labels(channel).observe(seconds)

    def engine_failed(self, reason: str) -> None:
        """记一次引擎失败。"""
        self._failures.labels(reason).inc()

    def rate_limited(self, door: str) -> None:
        """记一次限流。"""
        self._limited.labels(door).inc()

    def text(self) -> bytes:
        """Prometheus 文本格式。"""
        return generate_latest(self._registry)
