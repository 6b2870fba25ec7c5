"""断路：接连几次没有问到，就歇一会儿不问，免得来客个个干等，也让对方缓一缓；歇过了先放一个去试。"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

FAILURES: Final = 3
"""接连这么多次没有问到就歇。"""
SECONDS: Final = 30.0
"""歇这么久。"""


class Circuit:
    """一个连接的断路器。只记在这个进程里。"""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._failures, self._until = clock, 0, 0.0

    @property
    def failures(self) -> int:
        """接连几次没有问到。"""
        return self._failures

    def admits(self) -> bool:
        """现在问不问。歇过了的放一个去试，试的时候别的还歇着。"""
        if self._failures < FAILURES:
            return True
        if self._clock() < self._until:
            return False
        self._until = self._clock() + SECONDS
        return True

    def is_open(self) -> bool:
        """正歇着。"""
        return self._failures >= FAILURES and self._clock() < self._until

    def note(self, reached: bool) -> None:
        """记一次：问到了就从头数。"""
        self._failures = 0 if reached else self._failures + 1
        if self._failures >= FAILURES:
            self._until = self._clock() + SECONDS
