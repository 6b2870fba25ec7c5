"""三道门：正文的体积、响应头、访问日志。"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.doors import BODY_LIMIT, BodyLimit

pytestmark = pytest.mark.anyio

JSON = {"Content-Type": "application/json"}


async def test_a_big_body_is_refused(door: Any, rasa: Any) -> None:
    speaker = await door.begin()
    response = await speaker.say("办" * BODY_LIMIT)
    assert response.status_code == 413
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "64 KiB" in response.json()["detail"]
    assert rasa.seen == []


async def test_a_body_at_the_limit_is_read(door: Any) -> None:
    speaker = await door.begin()
    body = json.dumps({"text": "a"}).encode()
    for size, status in ((BODY_LIMIT, 200), (BODY_LIMIT + 1, 413)):
        response = await door.client.post(
            f"{speaker.address}/messages", content=body.ljust(size), headers=speaker.headers | JSON
        )
        assert response.status_code == status


async def test_chunks_are_read_no_further_than_the_limit() -> None:
    taken = 0
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": b"x" * 1024, "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    async def app(*_: Any) -> None:
        pytest.fail("不该走到里面")

    await BodyLimit(app)({"type": "http", "path": "/", "method": "POST", "headers": []}, receive, send)
    assert sent[0]["status"] == 413
    assert taken == BODY_LIMIT // 1024 + 1


async def test_chunked_over_http(door: Any) -> None:
    speaker = await door.begin()

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield b"x" * 1024

    response = await door.client.post(f"{speaker.address}/messages", content=chunks(), headers=speaker.headers | JSON)
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("path", "cache"),
    [("/", "no-cache"), ("/static/chat.js", "no-cache"), ("/api/v1/categories", "no-store"), ("/nowhere", "no-cache")],
)
async def test_every_answer_carries_the_safety_headers(door: Any, path: str, cache: str) -> None:
    headers = (await door.client.get(path, headers={"Origin": "https://elsewhere.example"})).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == cache
    assert "Access-Control-Allow-Origin" not in headers


async def test_the_access_log_names_the_route_and_no_words(door: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "banshi.access")
    speaker = await door.begin()
    await speaker.say("身份证丢了")
    await door.client.get("/api/v1/search", params={"q": "身份证丢了"})
    await door.client.get("/身份证丢了")
    lines = [record.getMessage() for record in caplog.records if record.name == "banshi.access"]
    assert lines[1].startswith("POST /api/v1/conversations/{conversation_id}/messages 200 ")
    assert lines[2].startswith("GET /api/v1/search 200 ")
    assert lines[3].startswith("GET - 404 ")
    assert not any("身份证" in line or speaker.opened["id"] in line or "%E8" in line for line in lines)
