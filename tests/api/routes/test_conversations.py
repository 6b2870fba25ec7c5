"""对话的入口：开始、历史、评价、重启之后都还在。"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.anyio


async def test_a_conversation_begins_with_a_greeting(door: Any) -> None:
    opened = (await door.begin(channel="miniprogram", region="100000", side="法人")).opened
    assert set(opened) == {"id", "token", "greeting"}
    assert set(opened["greeting"]) == {"kind", "text", "data", "choices", "source"}
    assert opened["greeting"]["choices"]
    assert (await door.begin()).opened["token"] != opened["token"]


async def test_history_keeps_the_order(door: Any) -> None:
    speaker = await door.begin(region="100000", side="法人")
    turns = [(await speaker.say(text)).json() for text in ("第一", "第二", "？！")]
    turns.append((await speaker.say(payload="/help{}")).json())
    history = await speaker.history()
    assert [past["turn"] for past in history["messages"]] == turns
    assert [past["text"] for past in history["messages"]] == ["第一", "第二", "？！", None]
    assert history["messages"][3]["payload"] == "/help{}"
    assert (history["region"], history["side"], history["channel"]) == ("000000", "法人", "web")
    assert history["greeting"] == speaker.opened["greeting"]
    assert history["messages"][0]["at"].endswith("+00:00")


async def test_everything_survives_a_restart(assemble: Any, open_door: Callable[..., Any]) -> None:
    async with assemble() as parts, open_door(parts) as door:
        speaker = await door.begin(region="440100")
        turn = (await speaker.say("补办", key="k")).json()
        before = await speaker.history()
    async with assemble() as parts, open_door(parts) as door:
        speaker.client = door.client
        assert await speaker.history() == before
        assert (await speaker.say("补办", key="k")).json() == turn
        assert (await speaker.say("接着问")).status_code == 200


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        ({"level": 5}, (5, "[]", None)),
        ({"level": 5, "reasons": ["513", 511, "513"]}, (5, '["513", "511"]', None)),
        ({"level": 1, "reasons": [115], "comment": "打13800138000没人接"}, (1, '["115"]', "打【手机号】没人接")),
        ({"level": 3, "reasons": [], "comment": None}, (3, "[]", None)),
    ],
)
async def test_a_rating_is_kept_masked(
    door: Any, tmp_path: Path, asked: dict[str, Any], stored: tuple[Any, ...]
) -> None:
    speaker = await door.begin()
    await door.client.post(f"{speaker.address}/rating", json={"level": 2}, headers=speaker.headers)
    response = await door.client.post(f"{speaker.address}/rating", json=asked, headers=speaker.headers)
    assert response.status_code == 204
    assert response.content == b""
    database = sqlite3.connect(tmp_path / "records.db")
    assert database.execute("SELECT level, reasons, comment FROM ratings").fetchall() == [stored]
    database.close()
