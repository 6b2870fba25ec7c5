"""WebSocket：两头的话都送到；令牌在第一条消息里；说不成的回一句，不断开。"""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from api.wiring import create_app
from tests.api.fake_rasa import FakeRasa
from tests.api.test_handing import AGENTS, WANG, person_turn

TOKEN = {"token": "wang-token-0123456789"}


class Line:
    """一条 WebSocket，说的和收的都是 JSON。"""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def send_text(self, text: str) -> None:
        self._socket.send(text)

    def send_json(self, told: dict[str, Any]) -> None:
        self._socket.send(json.dumps(told))

    def receive_json(self) -> dict[str, Any]:
        return dict(json.loads(self._socket.recv(timeout=20)))


class Client(httpx.Client):
    """真的在听端口的前门。"""

    @contextmanager
    def websocket_connect(self, path: str) -> Iterator[Line]:
        address = str(self.base_url).replace("http", "ws", 1).rstrip("/") + path
        with connect(address, proxy=None) as socket:
            yield Line(socket)


@pytest.fixture
def client(assemble: Any, rasa: FakeRasa) -> Iterator[Client]:
    rasa.turn = person_turn()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with assemble(agents=AGENTS) as parts:
            app.state.parts = parts
            yield

    app = create_app(lifespan=lifespan)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", ws="websockets-sansio"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    with Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20.0) as opened:
        yield opened
    server.should_exit = True
    thread.join()


class Waiting:
    """一位排着队的来客。"""

    def __init__(self, client: Client) -> None:
        opened = client.post("/api/v1/conversations", json={"channel": "web"}).json()
        self.client, self.token = client, {"token": opened["token"]}
        self.address = f"/api/v1/conversations/{opened['id']}"
        self.headers = {"Authorization": f"Bearer {opened['token']}"}
        self.say("转人工")
        (row,) = client.get("/api/v1/agents/handovers", headers=WANG).json()
        self.handover = f"/api/v1/agents/handovers/{row['id']}"

    def say(self, text: str) -> dict[str, Any]:
        answer = self.client.post(f"{self.address}/messages", json={"text": text}, headers=self.headers)
        return dict(answer.json())

    def take(self) -> None:
        assert self.client.post(f"{self.handover}/take", headers=WANG).status_code == 200


def until(socket: Any, kind: str) -> dict[str, Any]:
    """收到这一种为止。"""
    while (told := socket.receive_json())["type"] != kind:
        pass
    return dict(told)


def test_messages_pass_both_ways(client: Client) -> None:
    waiting = Waiting(client)
    with client.websocket_connect(f"{waiting.address}/live") as visitor:
        visitor.send_json(waiting.token)
        assert until(visitor, "handover") == {"type": "handover", "state": "waiting", "ahead": 0}
        waiting.take()
        assert "工作人员来了" in until(visitor, "turn")["turn"]["replies"][0]["text"]
        assert until(visitor, "handover")["state"] == "held"
        with client.websocket_connect(f"{waiting.handover}/live") as agent:
            agent.send_json(TOKEN)
            assert until(agent, "handover")["state"] == "held"
            visitor.send_json({"text": "材料被退回来了"})
            assert until(agent, "turn")["text"] == "材料被退回来了"
            assert until(visitor, "turn")["turn"]["replies"][0]["kind"] == "delivered"
            agent.send_json({"text": "理由是什么"})
            heard = until(visitor, "turn")
            assert (heard["author"], heard["turn"]["replies"][0]["text"]) == ("agent", "理由是什么")
        client.post(f"{waiting.handover}/end", json={"ending": "solved"}, headers=WANG)
        assert "结束了这次服务" in until(visitor, "turn")["turn"]["replies"][0]["text"]
        assert until(visitor, "handover")["state"] is None


def test_what_was_missed_is_sent(client: Client) -> None:
    waiting = Waiting(client)
    with client.websocket_connect(f"{waiting.address}/live") as visitor:
        visitor.send_json({**waiting.token, "after": 0})
        assert (until(visitor, "turn")["position"], until(visitor, "handover")["state"]) == (1, "waiting")


def test_what_cannot_be_said_is_told_and_the_line_stays(client: Client) -> None:
    waiting = Waiting(client)
    with client.websocket_connect(f"{waiting.address}/live") as visitor:
        visitor.send_json(waiting.token)
        until(visitor, "handover")
        for bad in ("不是 JSON", "[1]", '{"text": ""}', '{"payload": "坏的"}', '{"text": 1}', "x" * 5000):
            visitor.send_text(bad)
            assert until(visitor, "problem")["status"] == 422
        visitor.send_json({"text": "还在吗"})
        assert until(visitor, "turn")["text"] == "还在吗"


@pytest.mark.parametrize("hello", ['{"token": "别人的"}', "{}", "坏的", "[]"])
def test_without_a_token_the_line_is_closed(client: Client, hello: str) -> None:
    waiting = Waiting(client)
    waiting.take()
    for path in (f"{waiting.address}/live", f"{waiting.handover}/live"):
        with client.websocket_connect(path) as socket:
            socket.send_text(hello)
            assert socket.receive_json()["status"] == 401
            with pytest.raises(ConnectionClosed):
                socket.receive_json()


def test_an_agent_hears_only_whom_they_hold(client: Client) -> None:
    waiting = Waiting(client)
    for given in (TOKEN, waiting.token):
        with client.websocket_connect(f"{waiting.handover}/live") as socket:
            socket.send_json(given)
            assert socket.receive_json()["type"] == "problem"
