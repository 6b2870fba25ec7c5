"""动作服务：动作登记得全，一轮走得通；真的起一个进程，答得了、停得下、设置不对只说一句。"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import Desk
from actions.road import ANSWERS
from actions.server import AnswerAction, build_executor
from knowledge.taxonomy.acts import TYPED_ACTS
from tests.actions.conftest import ROOT
from tests.actions.fakes import clicked, found, make_desk, make_item, typed

ID = make_item(1, "居民身份证补领", fees=[])
STARTS_WITHIN = 60.0


def run(desk: Desk, act: str, tracker: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    dispatcher = CollectingDispatcher()
    events = asyncio.run(AnswerAction(act, desk).run(dispatcher, Tracker.from_dict(tracker), {}))
    return dispatcher.messages, events


def test_a_turn_goes_out_as_custom_and_the_state_as_slots() -> None:
    desk = make_desk(ID, answers={"补身份证": found(ID)})
    (message,), events = run(desk, "ask", typed("ask", "补身份证", aspects=["fee"]))
    turn = message["custom"]
    assert (turn["banshi"], turn["outcome"], turn["understanding"]["item"]["code"]) == (1, "answered", ID.code)
    assert {event["event"] for event in events} == {"slot"}
    kept = {event["name"]: event["value"] for event in events}
    assert (kept["item"], kept["aspects"], kept["offered"]) == (ID.code, ["fee"], [])
    json.dumps([message, events])


def test_the_slots_of_one_turn_feed_the_next() -> None:
    desk = make_desk(ID, answers={"补身份证": found(ID)})
    _, events = run(desk, "ask", typed("ask", "补身份证"))
    slots = {event["name"]: event["value"] for event in events}
    (message,), _ = run(desk, "follow", typed("follow", "要钱吗", slots, aspects=["fee"]))
    assert message["custom"]["understanding"]["item"]["code"] == ID.code


def test_every_act_is_registered_and_declared() -> None:
    names = {f"action_{act}" for act in ANSWERS}
    assert set(build_executor(make_desk()).actions) == names
    domain = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "bot" / "domain").glob("*.yml")]
    assert {name for part in domain for name in part.get("actions") or ()} == names
    intents = {name for part in domain for one in part.get("intents") or () for name in one}
    assert intents == set(TYPED_ACTS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path, log: Path, **settings: str) -> subprocess.Popen[bytes]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BANSHI_")}
    environment |= {"BANSHI_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"} | settings
    with log.open("wb") as out:
        return subprocess.Popen([sys.executable, "-m", "actions.server"], env=environment, stdout=out, stderr=out)


def wait_for(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            httpx.get(f"{url}/health", timeout=1)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"动作服务 {STARTS_WITHIN:g} 秒内没有起来：{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def server(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """一个真的动作服务；用完请它停，它要自己停下，状态是 0。"""
    url = f"http://127.0.0.1:{free_port()}"
    log = tmp_path_factory.mktemp("log") / "actions.log"
    process = start(starter_home, log, BANSHI_ACTIONS_URL=url)
    try:
        wait_for(process, url, log)
        yield url
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0, log.read_text(encoding="utf-8")
        assert "Traceback" not in log.read_text(encoding="utf-8")
        assert "身份证丢了咋补" not in log.read_text(encoding="utf-8")
    finally:
        process.kill()
        process.wait()


def ask(url: str, act: str, tracker: dict[str, Any]) -> dict[str, Any]:
    call = {"next_action": f"action_{act}", "sender_id": "甲", "tracker": tracker, "version": "3.6.21"}
    response = httpx.post(f"{url}/webhook", json=call, timeout=10)
    assert response.status_code == 200
    return dict(response.json())


def test_the_server_is_healthy(server: str) -> None:
    assert httpx.get(f"{server}/health").json() == {"status": "ok"}


def test_the_server_answers(server: str) -> None:
    body = ask(server, "ask", typed("ask", "身份证丢了咋补", aspects=["materials"]))
    turn = body["responses"][0]["custom"]
    assert turn["outcome"] in ("answered", "clarify_scenario")
    assert turn["understanding"]["item"]["name"] == "居民身份证补领"
    slots = {event["name"]: event["value"] for event in body["events"]}
    assert slots["item"] == turn["understanding"]["item"]["code"]
    again = ask(server, "change_region", typed("change_region", "在广州办", slots, region="440100"))
    assert again["responses"][0]["custom"]["understanding"]["item"]["region"] == "440100"


def test_the_server_answers_a_button(server: str) -> None:
    body = ask(server, "help", clicked("help"))
    assert body["responses"][0]["custom"]["outcome"] == "small_talk"


def test_an_unknown_action_is_refused(server: str) -> None:
    call = {"next_action": "action_dance", "sender_id": "甲", "tracker": typed("ask", "话"), "domain": {}}
    assert httpx.post(f"{server}/webhook", json=call).status_code == 404


def test_a_home_never_filled_answers_that_it_found_nothing(tmp_path: Path) -> None:
    url, log = f"http://127.0.0.1:{free_port()}", tmp_path / "actions.log"
    process = start(tmp_path / "home", log, BANSHI_ACTIONS_URL=url)
    try:
        wait_for(process, url, log)
        body = ask(url, "ask", typed("ask", "身份证丢了咋补"))
        assert body["responses"][0]["custom"]["outcome"] == "no_match"
    finally:
        process.terminate()
        process.wait(15)


@pytest.mark.parametrize(
    ("name", "value"),
    [("BANSHI_ACTIONS_URL", "localhost"), ("BANSHI_PORT", "八千"), ("BANSHI_DATABASE_URL", "mysql://x")],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    log = tmp_path / "actions.log"
    process = start(tmp_path, log, **{name: value})
    assert process.wait(STARTS_WITHIN) not in (0, None)
    (sentence,) = log.read_text(encoding="utf-8").splitlines()
    assert name in sentence
    assert value in sentence
    assert sentence.endswith("。")
