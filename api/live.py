"""两头的话怎样及时到：铃。同一个进程里有新话就响；别的进程写的，隔一秒去库里看一眼。"""

from __future__ import annotations

from typing import Final

import anyio

EVERY: Final = 1.0


class Bells:
    """每次对话一个铃；没有人等的不留。"""

    def __init__(self) -> None:
        self._waiting: dict[str, set[anyio.Event]] = {}

    def ring(self, conversation_id: str) -> None:
        """有新的话或新的状态；只在事件循环里调用。"""
        for event in self._waiting.pop(conversation_id, set()):
            event.set()

    async def wait(self, conversation_id: str, seconds: float = EVERY) -> None:
        """等铃响，或到时。"""
        event = anyio.Event()
        self._waiting.setdefault(conversation_id, set()).add(event)
        try:
            with anyio.move_on_after(seconds):
                await event.wait()
        finally:
            left = self._waiting.get(conversation_id)
            if left is not None:
                left.discard(event)
                if not left:
                    self._waiting.pop(conversation_id, None)
