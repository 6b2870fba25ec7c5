"""问动作服务：校验与 Rasa 自己的判得一样；连接留着用，断了另建，出错照样报。"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from nlu.components import calling

RASAS_OWN = RemoteAction._validate_action_result
"""在收集测试时取下，那时还没有谁换过它。"""

SLOT = {"event": "slot", "name": "item", "value": None, "timestamp": None}
CUSTOM = {"banshi": 1, "outcome": "answered", "replies": []}

RESULTS: list[tuple[Any, bool]] = [
    # 动作服务的答复, 是否合规
    ({"events": [], "responses": []}, True),
    ({"events": [SLOT], "responses": [{"custom": CUSTOM}]}, True),
    ({"events": [{"event": "slot", "name": "item", "value": {"深": [1]}}], "responses": []}, True),
    ({"events": [SLOT | {"timestamp": 1}], "responses": []}, True),
    ({"events": [SLOT | {"timestamp": 1.5, "metadata": {"a": 1}}], "responses": []}, True),
    ({"events": [SLOT | {"metadata": None}], "responses": []}, True),
    ({"events": [SLOT | {"另有": 1}], "responses": []}, True),
    ({"events": [SLOT | {"timestamp": True}], "responses": []}, False),
    ({"events": [SLOT | {"timestamp": "1"}], "responses": []}, False),
    ({"events": [SLOT | {"metadata": []}], "responses": []}, False),
    ({"events": [SLOT | {"name": 3}], "responses": []}, False),
    ({"events": [{"event": "slot", "name": "item"}], "responses": []}, False),
    ({"events": [{"event": "slot", "value": 1}], "responses": []}, False),
    ({"events": [{"event": "restart"}, SLOT], "responses": []}, True),
    ({"events": [{"event": "没有这种"}], "responses": []}, False),
    ({"events": [SLOT, SLOT], "responses": [{"text": "您好", "buttons": []}]}, True),
    ({"events": [], "responses": [], "另有": "别的"}, True),
    ({}, True),
    ({"events": []}, True),
    ({"responses": []}, True),
    ({"events": {}, "responses": []}, False),
    ({"events": [], "responses": {}}, False),
    ({"events": [{"name": "没有 event"}], "responses": []}, False),
    ({"events": [{"event": 3}], "responses": []}, False),
    ({"events": ["slot"], "responses": []}, False),
    ({"events": [], "responses": ["您好"]}, False),
    ({"events": None, "responses": []}, False),
    ([], False),
    ("", False),
    (None, False),
]


def verdict(judge: Any, result: Any) -> bool:
    action = RemoteAction("action_ask", EndpointConfig("http://127.0.0.1:1/webhook"))
    try:
        return bool(judge(action, result))
    except ValidationError:
        return False


def test_the_original_is_rasas_own() -> None:
    assert RASAS_OWN.__module__ == "rasa.core.actions.action"


@pytest.mark.parametrize(("result", "good"), RESULTS)
def test_the_same_verdict(result: Any, good: bool) -> None:
    assert (verdict(RASAS_OWN, result), verdict(calling.validate_result, result)) == (good, good)


def test_the_validator_is_prepared_once() -> None:
    assert calling._validator() is calling._validator()


Talk = Callable[[EndpointConfig, "Desk"], Awaitable[Any]]


class Desk:
    """一个真的小服务；记下每个请求来自哪条连接。"""

    def __init__(self) -> None:
        self.connections: list[Any] = []
        self.bodies: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.connections.append(request.transport)
        self.bodies.append(await request.text())
        wanted = int(request.query.get("status", "200"))
        return web.json_response({"events": [], "responses": []}, status=wanted)

    async def open(self, port: int = 0) -> tuple[web.AppRunner, int]:
        app = web.Application()
        app.router.add_post("/webhook", self.answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        return runner, runner.addresses[0][1]


def with_desk(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(EndpointConfig, "session", calling.kept_session)

    async def all_of_it() -> Any:
        desk = Desk()
        runner, port = await desk.open()
        endpoint = EndpointConfig(f"http://127.0.0.1:{port}/webhook")
        try:
            return await talk(endpoint, desk)
        finally:
            await (await endpoint.session().__aenter__()).close()
            await runner.cleanup()

    return asyncio.run(all_of_it())


def test_calls_share_one_connection_and_chinese_stays_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    async def talk(endpoint: EndpointConfig, desk: Desk) -> None:
        for _ in range(3):
            assert await endpoint.request(json={"text": "身份证"}) == {"events": [], "responses": []}
        assert len(set(desk.connections)) == 1
        assert desk.bodies == ['{"text": "身份证"}'] * 3

    with_desk(talk, monkeypatch)


def test_an_error_is_told_and_the_next_call_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    async def talk(endpoint: EndpointConfig, desk: Desk) -> None:
        with pytest.raises(ClientResponseError, match="500"):
            await endpoint.request(json={}, params={"status": "500"})
        assert await endpoint.request(json={}) == {"events": [], "responses": []}

    with_desk(talk, monkeypatch)


def test_when_the_service_restarts_the_next_call_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    async def talk(endpoint: EndpointConfig, desk: Desk) -> None:
        other = Desk()
        runner, port = await other.open()
        moved = EndpointConfig(f"http://127.0.0.1:{port}/webhook")
        await moved.request(json={})
        await runner.cleanup()
        with pytest.raises(aiohttp.ClientConnectionError):
            await moved.request(json={})
        runner, _ = await other.open(port)
        assert await moved.request(json={}) == {"events": [], "responses": []}
        await (await moved.session().__aenter__()).close()
        await runner.cleanup()

    with_desk(talk, monkeypatch)


def test_a_new_event_loop_gets_its_own_client(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = EndpointConfig("http://127.0.0.1:1/webhook")
    monkeypatch.setattr(EndpointConfig, "session", calling.kept_session)

    async def client() -> aiohttp.ClientSession:
        async with endpoint.session() as session:
            await session.close()
            return session

    assert asyncio.run(client()) is not asyncio.run(client())


def test_the_account_and_headers_go_along() -> None:
    endpoint = EndpointConfig("http://x", headers={"a": "b"}, basic_auth={"username": "甲", "password": "乙"})

    async def opened() -> tuple[Any, Any]:
        session = calling._open(endpoint)
        await session.close()
        return session.auth, session.headers["a"]

    assert asyncio.run(opened()) == (aiohttp.BasicAuth("甲", "乙"), "b")
