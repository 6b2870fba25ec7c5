"""个人信息：说出来的号码不进记录库、不进引擎的库、不进任何一份日志。"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stack.service import Service
from tests.stack.visitor import ABOUT_AN_ITEM, Conversation, text_of

NUMBERS = {
    # 号码 → 存下来的样子；都是造出来的，校验位是对的
    "11010519491231002X": "【身份证号】",
    "13912345678": "【手机号】",
    "zhangsan1987@example.com": "【邮箱】",
    "6222021234567890128": "【银行卡号】",
}


def files_with(home: Path, needle: str) -> list[str]:
    """目录下哪些文件里有这串字节。"""
    raw = needle.encode()
    return [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file() and raw in path.read_bytes()]


@pytest.mark.parametrize(("number", "tag"), NUMBERS.items(), ids=NUMBERS.values())
def test_number_is_masked_before_anything_is_kept(talk: Conversation, stack: Service, number: str, tag: str) -> None:
    turn = talk.say(f"我的号码是{number}，身份证丢了怎么补")
    assert turn["outcome"] in ABOUT_AN_ITEM
    assert number not in text_of(turn)
    assert talk.history()[0]["text"] == f"我的号码是{tag}，身份证丢了怎么补"
    assert files_with(stack.home, number) == []
    assert number not in stack.said()


def test_search_itself_can_find_what_was_said(talk: Conversation, stack: Service) -> None:
    """上面的找法是管用的：没有脱敏的话，在记录库里找得到。引擎的库里不存来客的话。"""
    talk.say("身份证在OLDTREE丢了怎么补")
    found = files_with(stack.home, "OLDTREE")
    assert any(name.startswith("records.db") for name in found)
    assert not any(name.startswith("tracker.db") for name in found)


def test_what_people_say_is_in_no_log(talk: Conversation, stack: Service) -> None:
    talk.say("身份证在歪脖子柳下丢了怎么补")
    talk.client.get("/api/v1/search", params={"q": "歪脖子柳下补身份证"})
    talk.post({"text": "歪脖子柳下" * 100})
    assert [name for name in files_with(stack.home, "歪脖子柳") if name.startswith("log/")] == []


@pytest.mark.parametrize("address", ["/api/v1/search", "/api/v1/items/13912345678"])
def test_number_in_an_address_is_in_no_log(talk: Conversation, stack: Service, address: str) -> None:
    talk.client.get(address, params={"q": "手机13912345678"})
    assert files_with(stack.home, "13912345678") == []


def test_comment_of_a_rating_is_masked(talk: Conversation, stack: Service) -> None:
    body = {"level": 1, "comment": "请回电13712345678"}
    assert talk.client.post(f"{talk.address}/rating", json=body, headers=talk.headers).status_code == 204
    assert files_with(stack.home, "13712345678") == []


def test_token_is_not_kept(talk: Conversation, stack: Service) -> None:
    talk.say("身份证丢了怎么补")
    assert files_with(stack.home, talk.opened["token"]) == []
