"""进程的接线：真的库、真的检索，从空目录起也能答；设置不对就不启动。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from api.main import build
from knowledge.settings import SettingsError
from knowledge.words import say


@pytest.mark.anyio
async def test_it_starts_from_nothing_and_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rasa: Any) -> None:
    monkeypatch.setenv("BANSHI_HOME", str(tmp_path))
    monkeypatch.setenv("BANSHI_RASA_URL", rasa.url)
    monkeypatch.setenv("BANSHI_ACTIONS_URL", "http://127.0.0.1:9")
    app = build()
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://door") as client,
    ):
        opened = (await client.post("/api/v1/conversations", json={"channel": "web"})).json()
        rasa.mode = "empty"
        response = await client.post(
            f"/api/v1/conversations/{opened['id']}/messages",
            json={"text": "身份证丢了"},
            headers={"Authorization": f"Bearer {opened['token']}"},
        )
        ready = (await client.get("/readyz")).json()
    assert response.json()["outcome"] == "engine_unavailable"
    assert response.json()["replies"][0]["text"] == say("engine_unavailable.nothing")
    assert {name: part["ok"] for name, part in ready["parts"].items()} == {
        "rasa": True,
        "actions": False,
        "database": True,
        "index": False,
    }
    assert {file.name for file in tmp_path.glob("*.db")} == {"catalogue.db", "records.db"}


def test_a_bad_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANSHI_RATE_LIMIT", "-1")
    with pytest.raises(SettingsError, match="BANSHI_RATE_LIMIT"):
        build()
