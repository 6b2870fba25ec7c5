"""api 的测试台：一个假 Rasa，一套部件，一扇装好的门。"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.connectors.board import open_board
from api.connectors.http import open_outside
from api.duty import Duty
from api.engine import RasaEngine, open_session
from api.greeting import Greeter
from api.health import Health, open_client
from api.metrics import Metrics
from api.throttle import Throttle
from api.wiring import Parts, create_app
from knowledge.connectors import Connectors, read_connectors
from knowledge.settings import Settings
from knowledge.storage.engine import open_engine
from records.events import EventLog
from records.handovers import Handovers
from records.migrate import upgrade_records
from records.sealing import Seal
from records.store import Records
from records.tickets import Tickets
from tests.api.fake_rasa import FakeRasa, handler
from tests.api.fakes import FakeCatalogue, FakeSearch
from tests.outside import TOKEN, Outside, served


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def rasa() -> Iterator[FakeRasa]:
    fake = FakeRasa()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(fake)) as server:
        fake.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield fake
        fake.leave.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def outside() -> Iterator[Outside]:
    """外面的系统的替身，听着。"""
    with served() as started:
        yield started


ALWAYS = "1-7 00:00-00:00"
"""什么时候都有人值班。"""

Assemble = Callable[..., AbstractAsyncContextManager[Parts]]


@pytest.fixture
def assemble(tmp_path: Path, rasa: FakeRasa) -> Assemble:
    """装一套部件；同一个测试里装两次，用的是同一个库文件，就像重启。"""

    @asynccontextmanager
    async def assembled(
        rate_limit: int = 0,
        seconds: float = 2.2,
        rasa_url: str = rasa.url,
        agents: str | None = None,
        hours: str = ALWAYS,
        connectors: str | None = None,
        url: str | None = None,
    ) -> AsyncIterator[Parts]:
        database = open_engine(url or f"sqlite:///{tmp_path}/records.db")
        upgrade_records(database)
        about = Connectors() if connectors is None else read_connectors(connectors)
        async with open_client() as client, open_session() as session, open_outside() as outdoors:
            metrics = Metrics()
            board = open_board(outdoors, about, {"OUTSIDE_TOKEN": TOKEN}, EventLog(database), metrics.connector_called)
            search, catalogue, records = FakeSearch(), FakeCatalogue(), Records(database)
            yield Parts(
                settings=Settings(home=tmp_path, rate_limit=rate_limit, agent_tokens=agents),
                engine=RasaEngine(session, rasa_url, seconds),
                search=search,
                greeter=Greeter(search, catalogue),
                catalogue=catalogue,
                records=records,
                throttle=Throttle(rate_limit),
                health=Health(client, rasa_url, rasa_url, records, catalogue, board.detail),
                metrics=metrics,
                tickets=Tickets(database, Seal(b"k" * 32)),
                handovers=Handovers(database),
                duty=Duty(hours, agents is not None, "12345"),
                board=board,
            )
        database.dispose()

    return assembled


class Door:
    """来客手里的门：开始对话，说话，看历史。"""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def begin(self, **asked: str) -> Speaker:
        response = await self.client.post("/api/v1/conversations", json={"channel": "web"} | asked)
        assert response.status_code == 201, response.text
        return Speaker(self.client, response.json())


class Speaker:
    """一次开始了的对话。"""

    def __init__(self, client: httpx.AsyncClient, opened: dict[str, Any]) -> None:
        self.client, self.opened = client, opened
        self.address = f"/api/v1/conversations/{opened['id']}"
        self.headers = {"Authorization": f"Bearer {opened['token']}"}

    async def say(self, text: str | None = None, payload: str | None = None, key: str | None = None) -> httpx.Response:
        given = {"text": text, "payload": payload}
        body = {name: value for name, value in given.items() if value is not None}
        headers = self.headers | ({} if key is None else {"Idempotency-Key": key})
        return await self.client.post(f"{self.address}/messages", json=body, headers=headers)

    async def history(self) -> dict[str, Any]:
        response = await self.client.get(f"{self.address}/messages", headers=self.headers)
        assert response.status_code == 200, response.text
        return dict(response.json())


@pytest.fixture
def open_door() -> Callable[[Parts], AbstractAsyncContextManager[Door]]:
    @asynccontextmanager
    async def opened(parts: Parts) -> AsyncIterator[Door]:
        transport = httpx.ASGITransport(create_app(parts), client=("10.0.0.9", 4321))
        async with httpx.AsyncClient(transport=transport, base_url="http://door") as client:
            yield Door(client)

    return opened


@pytest.fixture
async def parts(assemble: Assemble, anyio_backend: str) -> AsyncIterator[Parts]:
    async with assemble() as made:
        yield made


@pytest.fixture
async def door(parts: Parts, open_door: Callable[[Parts], AbstractAsyncContextManager[Door]]) -> AsyncIterator[Door]:
    async with open_door(parts) as opened:
        yield opened
