"""状况：每个部件各报各的，缺一样就是 503。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.anyio


async def test_alive(door: Any) -> None:
    assert (await door.client.get("/livez")).json() == {"status": "ok"}


async def test_ready_when_everything_is_there(door: Any) -> None:
    response = await door.client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert list(response.json()["parts"]) == ["rasa", "actions", "database", "index"]
    assert all(part["ok"] and part["detail"] for part in response.json()["parts"].values())


async def test_no_model_is_not_ready(door: Any, rasa: Any) -> None:
    rasa.mode = "no_model"
    response = await door.client.get("/readyz")
    assert response.status_code == 503
    assert "banshi train" in response.json()["parts"]["rasa"]["detail"]


async def test_no_catalogue_is_not_ready(door: Any, parts: Any) -> None:
    parts.catalogue.current = ""
    response = await door.client.get("/readyz")
    assert response.status_code == 503
    assert "banshi import" in response.json()["parts"]["index"]["detail"]


async def test_what_does_not_listen_is_named(assemble: Any, open_door: Callable[..., Any]) -> None:
    async with assemble(rasa_url="http://127.0.0.1:9") as parts, open_door(parts) as door:
        response = await door.client.get("/readyz")
    assert response.status_code == 503
    assert {name: part["ok"] for name, part in response.json()["parts"].items()} == {
        "rasa": False,
        "actions": False,
        "database": True,
        "index": True,
    }


async def test_a_lost_database_is_named(door: Any, parts: Any, tmp_path: Any) -> None:
    parts.records._engine.dispose()
    for file in tmp_path.glob("records.db*"):
        file.unlink()
    (tmp_path / "records.db").mkdir()
    response = await door.client.get("/readyz")
    assert response.json()["parts"]["database"] == {"ok": False, "detail": "记录库用不了（OperationalError）"}


async def test_metrics_are_prometheus_text(door: Any) -> None:
    response = await door.client.get("/metrics")
    assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert "# HELP banshi_turns_total" in response.text
