"""服务进程：`uvicorn --factory api.main:build`。一切都在应用的生命期里打开一次、关闭一次。"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from api.connectors.board import open_board
from api.connectors.http import open_outside
from api.duty import Duty
from api.engine import RasaEngine, open_session
from api.greeting import Greeter
from api.health import Health, open_client
from api.metrics import Metrics
from api.parts import in_thread
from api.seals import open_seal
from api.throttle import Throttle
from api.wiring import Parts, create_app
from knowledge.catalogue import Catalogue
from knowledge.connectors import Connectors, load_connectors
from knowledge.connectors.reading import secrets_of
from knowledge.search import open_search
from knowledge.settings import Settings, load_settings
from knowledge.storage.engine import open_engine
from knowledge.storage.migrate import upgrade_catalogue
from records.events import EventLog
from records.handovers import Handovers
from records.migrate import upgrade_records
from records.sealing import Seal
from records.store import Records
from records.tickets import Tickets


def build() -> FastAPI:
    """读设置，装应用；库和客户端等到启动时才打开。设置不对抛 SettingsError。"""
    settings = load_settings()
    connectors = load_connectors(settings.connectors)
    secrets = secrets_of(connectors)
    seal, told = open_seal(settings)
    if told is not None:
        logging.getLogger("banshi.api").warning("%s", told)
    logging.getLogger("uvicorn.access").disabled = True  # 它会把查询串写进日志，那是来客的话

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            parts = await _open(settings, seal, (connectors, secrets), stack)
            await in_thread(lambda: parts.greeter.greet(None, None))  # 词典和索引先读好，第一位来客不用等
            app.state.parts = parts
            yield

    return create_app(lifespan=lifespan)


async def _open(
    settings: Settings, seal: Seal, outside: tuple[Connectors, dict[str, str]], stack: AsyncExitStack
) -> Parts:
    catalogue_engine, records_engine = open_engine(settings.catalogue_url), open_engine(settings.records_url)
    stack.callback(catalogue_engine.dispose)
    stack.callback(records_engine.dispose)
    upgrade_catalogue(catalogue_engine)
    upgrade_records(records_engine)
    client = await stack.enter_async_context(open_client())
    session = await stack.enter_async_context(open_session())
    outdoors = await stack.enter_async_context(open_outside())
    metrics = Metrics()
    board = open_board(outdoors, *outside, EventLog(records_engine), metrics.connector_called)
    catalogue, records = Catalogue(catalogue_engine), Records(records_engine)
    search = open_search(catalogue_engine, settings.index_root)
    return Parts(
        settings=settings,
        engine=RasaEngine(session, settings.rasa_url),
        search=search,
        greeter=Greeter(search, catalogue),
        catalogue=catalogue,
        records=records,
        throttle=Throttle(settings.rate_limit, settings.redis_url),
        health=Health(client, settings.rasa_url, settings.actions_url, records, catalogue, board.detail),
        metrics=metrics,
        tickets=Tickets(records_engine, seal),
        handovers=Handovers(records_engine),
        duty=Duty(settings.agent_hours, bool(settings.agents), settings.agent_phone),
        board=board,
    )
