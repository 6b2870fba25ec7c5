"""两头的话及时到：来客和座席各一条 WebSocket。第一条消息交令牌（不写在地址里，地址会进日志），之后两边都能收能说。"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

import anyio
from fastapi import APIRouter
from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.agents import agent_of, held_by, tell
from api.cleaning import clean
from api.parts import Parts, in_thread, limit, speaker
from api.privacy import OFFICE, mask
from api.problems import Problem
from api.road import travel
from api.shapes.asked import NewMessage
from api.shapes.turns import past
from api.trip import Trip

ROUTES: Final = APIRouter(prefix="/api/v1")
HELLO_SECONDS: Final = 10.0
LONGEST: Final = 4096
REFUSED: Final = 4401

Say = Callable[[dict[str, Any]], Awaitable[None]]


@ROUTES.websocket("/conversations/{conversation_id}/live")
async def visitor(socket: WebSocket, conversation_id: str) -> None:
    """来客这一头：收新的轮次和转人工的状态；也可以在这里说话，答复照样从这里来。"""
    parts: Parts = socket.app.state.parts
    hello = await _hello(socket)
    if hello is None:
        return
    token = str(hello.get("token"))
    try:
        await speaker(parts, conversation_id, token)
    except Problem as fault:
        return await _refuse(socket, fault.detail)
    client = socket.client.host if socket.client else "unknown"

    async def say(told: dict[str, Any]) -> None:
        body = NewMessage.model_validate({key: told.get(key) for key in ("text", "payload") if told.get(key)})
        await travel(parts, Trip(conversation_id, token, client, body))

    await _both_ways(socket, parts, conversation_id, hello, say)


@ROUTES.websocket("/agents/handovers/{handover_id}/live")
async def agent(socket: WebSocket, handover_id: str) -> None:
    """座席这一头：收这次对话新的轮次；说的话记在对话里，来客那一头收到。"""
    parts: Parts = socket.app.state.parts
    hello = await _hello(socket)
    if hello is None:
        return
    name = agent_of(parts, str(hello.get("token")))
    if name is None:
        return await _refuse(socket, "令牌不是座席的。")
    try:
        held = await held_by(parts, handover_id, name)
    except Problem as fault:
        return await _refuse(socket, fault.detail)

    async def say(told: dict[str, Any]) -> None:
        await held_by(parts, handover_id, name)
        await tell(parts, held.conversation_id, "agent", mask(clean(str(told.get("text") or "")), OFFICE))

    await _both_ways(socket, parts, held.conversation_id, hello, say)


async def _hello(socket: WebSocket) -> dict[str, Any] | None:
    """第一条消息：{"token": …, "after": 已经有的轮数}。不来、读不出就断开。"""
    await socket.accept()
    try:
        await limit(socket.app.state.parts, "live", socket.client.host if socket.client else "unknown")
    except Problem as fault:
        await _refuse(socket, fault.detail)
        return None
    try:
        with anyio.fail_after(HELLO_SECONDS):
            return _read(await socket.receive_text())
    except TimeoutError:
        await _refuse(socket, "连上之后十秒内要发来令牌。")
    except ValueError:
        await _refuse(socket, "第一条消息要是 JSON 对象，里面有 token。")
    except WebSocketDisconnect:
        pass
    return None


async def _both_ways(socket: WebSocket, parts: Parts, conversation_id: str, hello: dict[str, Any], say: Say) -> None:
    """一边收一边发；哪一边断了都停。"""
    async with anyio.create_task_group() as group:

        async def send() -> None:
            await _send(socket, parts, conversation_id, hello.get("after"))
            group.cancel_scope.cancel()

        group.start_soon(send)
        try:
            while True:
                await _hear(socket, say)
        except WebSocketDisconnect:
            group.cancel_scope.cancel()


async def _hear(socket: WebSocket, say: Say) -> None:
    """听一句；说不成的回一句为什么，不断开。"""
    try:
        await say(_read(await socket.receive_text()))
    except Problem as fault:
        await socket.send_json({"type": "problem", "status": fault.status_code, "detail": fault.detail})
    except (ValueError, ValidationError):
        told = {"type": "problem", "status": 422, "detail": "要是 JSON 对象，里面有 text（或来客的 payload）。"}
        await socket.send_json(told)


async def _send(socket: WebSocket, parts: Parts, conversation_id: str, after: Any) -> None:
    """新的轮次一到就送，状态变了就说；对话被删了就停。"""
    turns = await in_thread(lambda: parts.records.history(conversation_id))
    position = after if isinstance(after, int) and 0 <= after <= len(turns) else len(turns)
    told: dict[str, Any] | None = None
    while True:
        state = await in_thread(lambda: _state(parts, conversation_id))
        if state is None:
            return await _refuse(socket, "这次对话已经删除。")
        for place, turn in await in_thread(lambda: parts.records.since(conversation_id, position)):  # noqa: B023
            position = place
            await socket.send_json({"type": "turn", "position": place, **past(turn).model_dump(mode="json")})
        if state != told:
            told = state
            await socket.send_json(state)
        await parts.bells.wait(conversation_id)


def _state(parts: Parts, conversation_id: str) -> dict[str, Any] | None:
    """转人工的状态；没有这次对话（删了）是 None。"""
    known = parts.records.conversation(conversation_id)
    if known is None:
        return None
    found = parts.handovers.current(conversation_id)
    if found is None:
        return {"type": "handover", "state": None, "ahead": 0}
    return {"type": "handover", "state": found.state, "ahead": parts.handovers.ahead(found)}


async def _refuse(socket: WebSocket, detail: str) -> None:
    await socket.send_json({"type": "problem", "status": 401, "detail": detail})
    await socket.close(REFUSED)


def _read(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise ValueError("太长")
    told = json.loads(text)
    if not isinstance(told, dict):
        raise ValueError("不是对象")
    return told
