"""总机：按编号找连接，看断路，问，记事件。号码只从这里经过，不留下。"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

import aiohttp
import anyio.to_thread

from api.connectors.circuit import FAILURES, Circuit
from api.connectors.http import HttpConnector
from api.connectors.port import Appointments, Asked, Progress, Told
from knowledge.connectors import Connectors
from records.events import ConnectorCalled, EventLog

_PAUSED: Final = Told("unreachable", failure="paused")


class Line(Progress, Appointments, Protocol):
    """一个连接的端口，两样都会；连接文件里没有写的操作不会来。"""


@dataclass(frozen=True, slots=True)
class Board:
    """几个连接。events 记每一次问；counted 数每一次问（连接、操作、结果）。"""

    about: Connectors
    lines: Mapping[str, Line]
    events: EventLog
    counted: Callable[[str, str, str], None]
    circuits: Mapping[str, Circuit] = field(default_factory=dict)

    async def ask(self, conversation_id: str, connector: str, operation: str, asked: Asked, key: str) -> Told:
        """问一次，记一件事。连接文件里没有这个连接、这个操作的，当作没有问到。"""
        started, told = time.perf_counter(), await self._ask(connector, operation, asked, key)
        called = ConnectorCalled(
            connector=connector,
            operation=operation,
            outcome=told.outcome,
            status=told.status,
            failure=told.failure,
            seconds=round(time.perf_counter() - started, 4),
        )
        self.counted(connector, operation, told.outcome)
        await anyio.to_thread.run_sync(self.events.append, conversation_id, called)
        return told

    async def _ask(self, connector: str, operation: str, asked: Asked, key: str) -> Told:
        about, circuit = self.about.of(connector), self.circuits.get(connector)
        if about is None or operation not in about.operations or circuit is None:
            return Told("unreachable", failure="unreachable")
        if not circuit.admits():
            return _PAUSED
        line = self.lines[connector]
        if operation == "book":
            told = await line.book(asked, key)
        elif operation == "cancel":
            told = await line.cancel(asked, key)
        else:
            told = await (line.progress(asked) if operation == "progress" else line.slots(asked))
        circuit.note(reached=told.outcome != "unreachable")
        return told

    def detail(self) -> str | None:
        """各连接的状况，给 /readyz；没有设连接是 None。只说最近问得怎样，不为看状况去问。"""
        lines = [f"{name} {_state(circuit)}" for name, circuit in self.circuits.items()]
        return "；".join(lines) if lines else None


def _state(circuit: Circuit) -> str:
    if circuit.is_open():
        return f"接连 {circuit.failures} 次没有问到，歇着"
    return "正常" if circuit.failures == 0 else f"接连 {circuit.failures} 次没有问到（到 {FAILURES} 次就歇）"


def open_board(
    session: aiohttp.ClientSession,
    about: Connectors,
    secrets: Mapping[str, str],
    events: EventLog,
    counted: Callable[[str, str, str], None],
) -> Board:
    """照连接文件接好。"""
    lines = {one.id: HttpConnector(session, one, secrets) for one in about.all}
    return Board(about, lines, events, counted, {one.id: Circuit() for one in about.all})
