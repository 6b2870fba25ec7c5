"""接着外面的系统的真服务：查进度、预约、取消；号码不留在任何文件里；外面慢了、坏了，照样有话说。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from knowledge.storage.engine import open_engine
from records.events import EventLog
from tests.outside import CASE, HOLDER, TOKEN, Outside, configured, served
from tests.stack.service import Service, is_alive, wait_until
from tests.stack.visitor import Conversation, Turn, Visitor, choices_of, text_of

PHONE = "13800138000"
NAMED = "王五柳"


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """外面的系统的替身。"""
    with served() as started:
        yield started


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory, outside: Outside) -> Iterator[Service]:
    """另起的一套真服务，接着替身。"""
    home = tmp_path_factory.mktemp("connected") / "home"
    service = Service(home)
    file = home.with_name("connectors.yaml")
    file.write_text(configured(outside.url), encoding="utf-8")
    service.environment |= {"BANSHI_CONNECTORS": str(file), "OUTSIDE_TOKEN": TOKEN}
    service.furnish()
    service.start()
    try:
        service.wait_ready()
        yield service
    finally:
        groups, code = service.groups(), service.stop()
    assert code == 0, service.tails()
    assert [group for group in groups if is_alive(group)] == []


@pytest.fixture
def talk(connected: Service, outside: Outside) -> Iterator[Conversation]:
    """广州的一次对话，外面的系统是好的。"""
    outside.mode = "answer"
    with httpx.Client(base_url=connected.url, timeout=10.0, trust_env=False) as client:
        yield Visitor(client).begin(region="440100")


def press(talk: Conversation, turn: Turn, label: str) -> Turn:
    (choice,) = [one for one in choices_of(turn) if one["label"] == label]
    return talk.click(choice)


def test_where_is_my_case(talk: Conversation) -> None:
    turn = talk.say("我的办件到哪一步了")
    assert "回执上的办件编号" in text_of(turn)
    talk.say(CASE)
    turn = talk.say(HOLDER)
    assert turn["outcome"] == "answered"
    assert "状态：已受理" in text_of(turn)
    assert turn["replies"][-1]["source"]["name"] == "广州办件查询"


def test_a_number_in_the_first_sentence_and_a_wrong_pair(talk: Conversation) -> None:
    talk.say(f"查进度 {CASE}")
    turn = talk.say("9999")
    assert (turn["outcome"], "对不上" in text_of(turn)) == ("no_match", True)


def test_a_booking_from_the_wish_to_its_end(talk: Conversation, outside: Outside) -> None:
    turn = talk.say("预约下周三上午办身份证")
    assert "越秀区政务服务中心" in text_of(turn)
    assert "14:00" not in text_of(turn)
    turn = talk.say("第二个")
    turn = talk.say(PHONE)
    assert outside.bookings == {}
    turn = press(talk, turn, "确认预约")
    (number,) = outside.bookings.values()
    assert number in text_of(turn)
    turn = talk.say("取消预约")
    turn = press(talk, turn, "确认取消")
    assert "取消了" in text_of(turn)
    assert outside.bookings == {}


def test_another_question_in_the_middle(talk: Conversation) -> None:
    talk.say("查进度")
    turn = talk.say("身份证丢了怎么补")
    assert turn["replies"][0]["kind"] == "item"
    assert "刚才的还没有办完" in text_of(turn)
    talk.say(CASE)
    assert talk.say(HOLDER)["outcome"] == "answered"


@pytest.mark.parametrize("mode", ["slow", "status500"])
def test_an_outside_that_fails_is_said_to_fail(
    connected: Service, talk: Conversation, outside: Outside, mode: str
) -> None:
    talk.say(f"查进度 {CASE}")
    outside.mode = mode
    turn = talk.say(HOLDER)
    assert turn["outcome"] == "no_match"
    assert "没有问到" in text_of(turn)
    assert connected.health()[0] == 200
    outside.mode = "answer"
    assert press(talk, turn, "再试一次")["outcome"] == "answered"


def test_the_action_server_killed_in_the_middle_loses_nothing(connected: Service, talk: Conversation) -> None:
    talk.say(f"查进度 {CASE}")
    connected.kill("actions")
    wait_until(lambda: not connected.health()[1].get("actions", {}).get("ok", True), 10)
    assert wait_until(lambda: connected.health()[0] == 200, 60)
    assert talk.say(HOLDER)["outcome"] == "answered"


def test_numbers_lie_in_no_file(connected: Service, talk: Conversation) -> None:
    talk.say(f"查进度 {CASE}")
    talk.say(NAMED)
    talk.say("预约下周三上午办身份证")
    talk.say("第一个")
    talk.say(PHONE)
    files = [path for path in connected.home.rglob("*") if path.is_file() and path.suffix not in (".key", ".conf")]
    told = {path.name: path.read_bytes() for path in files if not path.is_relative_to(connected.home / "index")}
    for hidden in (CASE, NAMED, PHONE):
        assert [name for name, text in told.items() if hidden.encode() in text] == []
    assert CASE not in str(talk.history())


def test_every_call_is_an_event_without_personal_data(connected: Service, talk: Conversation, outside: Outside) -> None:
    for mode, told in (("answer", HOLDER), ("answer", "9999"), ("status500", HOLDER), ("slow", HOLDER)):
        outside.mode = mode
        talk.say(f"查进度 {CASE}")
        talk.say(told)
    outside.mode = "answer"
    talk.say("预约下周三上午办身份证")
    talk.say("第一个")
    press(talk, talk.say(PHONE), "确认预约")
    press(talk, talk.say("取消预约"), "确认取消")
    engine = open_engine(f"sqlite:///{connected.home}/records.db")
    called: list[dict[str, Any]] = [data for _, data in EventLog(engine).read(kind="connector_called")]
    engine.dispose()
    assert {one["operation"] for one in called} == {"progress", "slots", "book", "cancel"}
    assert {one["outcome"] for one in called} >= {"found", "refused", "unreachable"}
    assert {one["failure"] for one in called if one["outcome"] == "unreachable"} == {"timeout", "bad_status"}
    assert not [hidden for hidden in (CASE, HOLDER, PHONE) if hidden in str(called)]
    assert connected.health()[1]["connectors"]["ok"] is True


@pytest.mark.parametrize(
    ("text", "changes", "said"),
    [
        ("connectors: []", {}, "“connectors”至少要有一个"),
        (configured("http://10.0.0.1"), {}, "地址要以 https:// 开头"),
        (configured("http://127.0.0.1:1"), {"OUTSIDE_TOKEN": ""}, "环境变量 OUTSIDE_TOKEN"),
    ],
)
def test_a_wrong_file_stops_the_start(
    connected: Service, tmp_path: Path, text: str, changes: dict[str, str], said: str
) -> None:
    path = tmp_path / "connectors.yaml"
    path.write_text(text, encoding="utf-8")
    done = connected.command("serve", BANSHI_CONNECTORS=str(path), **changes)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
