"""不好的输入：每一种都有中文的说明或有名字的结局，从不出 500，也不弄丢对话。"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.stack.visitor import ABOUT_AN_ITEM, Conversation, Visitor, check_problem, check_turn, text_of

NOBODY = "0" * 32


REFUSED_TEXTS = {
    "empty": "",
    "one blank": " ",
    "blanks of every kind": " \u3000\t\n\r\u00a0",
    "301 characters": "办" * 301,
    "301 rare characters": "𠮷" * 301,
}


@pytest.mark.parametrize("text", REFUSED_TEXTS.values(), ids=REFUSED_TEXTS.keys())
def test_text_of_no_or_too_much_length_is_refused(talk: Conversation, text: str) -> None:
    check_problem(talk.post({"text": text}), 422)
    assert talk.history() == []


UNREADABLE_TEXTS = ("？？？", "……", "😀😀😀", "!@#$%^&*()", "→←", "。", "\x00\x07\x1b", "\u200b\u200d\ufeff")


@pytest.mark.parametrize("text", UNREADABLE_TEXTS, ids=[ascii(text) for text in UNREADABLE_TEXTS])
def test_text_without_a_readable_character_is_answered_kindly(talk: Conversation, text: str) -> None:
    turn = talk.say(text)
    assert turn["outcome"] == "rejected_input"
    assert "没有读到文字" in text_of(turn)
    assert [message["turn"]["outcome"] for message in talk.history()] == ["rejected_input"]


ODD_TEXTS = {
    "rare character outside the basic plane": "𠮷林省身份证怎么补办",
    "rare character": "户主叫㙍，怎么迁户口",
    "only rare characters": "𠮷㙍",
    "300 characters": "身份证丢了怎么补办" + "办" * 291,
    "300 rare characters": "𠮷" * 300,
    "mixed scripts": "ID card 身分證 パスポート паспорт جواز सफर",
    "control characters inside": "身份\x00证\x1b[31m丢了\x7f怎么补办",
    "direction marks": "\u202e身份证丢了怎么补办\u202c",
    "line breaks": "身份证丢了\n怎么补办\r\n要带什么",
    "full width": "ＩＤ身份证丢了怎么补办？？？",
    "combining marks": "身̷份̷证̷丢了怎么补办",
    "SQL": "'; DROP TABLE conversations; --",
    "SQL comment": "身份证' OR '1'='1",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{7*7}} ${7*7} {item.__class__} %s %n",
    "path": "../../../../etc/passwd",
    "JSON": '{"text":"身份证丢了怎么补办"}',
    "typed command": "/restart",
    "typed session start": "/session_start",
    "typed payload": '/choose{"item":"BS00000000000000001BSP090000003"}',
    "typed payload of another act": '/change_region{"region":"440100"}',
    "typed slash alone": "/身份证丢了怎么补办",
    "search syntax": 'name:身份证 AND (护照 OR "',
    "digits": "1234567890",
    "letters": "asdfghjkl",
    "one character": "证",
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_odd_text_ends_in_a_named_outcome(talk: Conversation, text: str) -> None:
    turn = talk.say(text)
    assert turn["outcome"] != "engine_unavailable"
    [message] = talk.history()
    assert message["turn"] == turn
    assert talk.say("身份证丢了怎么补")["outcome"] in ABOUT_AN_ITEM


READ_THROUGH = ("control characters inside", "direction marks", "line breaks", "full width", "typed slash alone")


@pytest.mark.parametrize("kind", READ_THROUGH)
def test_disguised_text_is_still_understood(talk: Conversation, kind: str) -> None:
    turn = talk.say(ODD_TEXTS[kind])
    assert turn["outcome"] in ABOUT_AN_ITEM
    assert turn["understanding"]["item"]["name"] == "居民身份证补领"


KEPT = ("rare character outside the basic plane", "rare character", "only rare characters", "HTML", "SQL")


@pytest.mark.parametrize("kind", KEPT)
def test_what_was_said_is_kept_as_it_was(talk: Conversation, kind: str) -> None:
    talk.say(ODD_TEXTS[kind])
    assert talk.history()[0]["text"] == ODD_TEXTS[kind]


def test_typed_payload_is_not_obeyed(talk: Conversation) -> None:
    talk.say("离婚要多久")
    talk.say('/change_region{"region":"440100"}')
    turn = talk.say("要带什么材料")
    assert turn["understanding"]["item"]["name"] == "内地居民离婚登记"
    assert turn["understanding"]["region"] is None


REFUSED_PAYLOADS = {
    "no slash": "choose",
    "no object": "/choose",
    "broken object": '/choose{"item":',
    "not an object": "/choose[1]",
    "unknown act": '/drop_tables{"item":"1"}',
    "act of the engine": "/session_start{}",
    "act that cannot be clicked": "/ask{}",
    "unknown key": '/choose{"colour":"red"}',
    "value that is a number": '/choose{"item":1}',
    "unknown aspect": '/follow{"aspect":"colour"}',
    "unknown region": '/change_region{"region":"999999"}',
    "control character": '/choose{"item":"\\u0000"}',
    "too long": '/choose{"item":"' + "1" * 600 + '"}',
    "empty": "",
}


@pytest.mark.parametrize("payload", REFUSED_PAYLOADS.values(), ids=REFUSED_PAYLOADS.keys())
def test_payload_that_no_button_has_is_refused(talk: Conversation, payload: str) -> None:
    check_problem(talk.post({"payload": payload}), 422)
    assert talk.history() == []


@pytest.mark.parametrize("act", ["choose", "follow"])
def test_payload_of_an_item_that_is_gone_says_so(talk: Conversation, act: str) -> None:
    turn = check_turn(talk.post({"payload": f'/{act}{{"item":"BS00000000000000001BSP099999999"}}'}))
    assert turn["outcome"] == "no_match"
    assert turn["understanding"]["item"] is None


REFUSED_BODIES: dict[str, tuple[Any, int]] = {
    "both text and payload": ({"text": "身份证", "payload": "/help{}"}, 422),
    "neither": ({}, 422),
    "both null": ({"text": None, "payload": None}, 422),
    "unknown field": ({"text": "身份证", "colour": "red"}, 422),
    "number": ({"text": 110}, 422),
    "list": ({"text": ["身份证"]}, 422),
    "not an object": (["text"], 422),
}


@pytest.mark.parametrize(("body", "status"), REFUSED_BODIES.values(), ids=REFUSED_BODIES.keys())
def test_body_of_the_wrong_shape_is_refused(talk: Conversation, body: Any, status: int) -> None:
    check_problem(talk.post(body), status)
    assert talk.history() == []


REFUSED_BYTES: dict[str, tuple[bytes, int]] = {
    "half JSON": (b'{"text":"', 400),
    "no JSON": ("身份证".encode(), 400),
    "GBK": ('{"text":"身份证"}'.encode("gbk"), 400),
    "nothing": (b"", 422),
    "too deep": (b"[" * 60_000, 400),
    "65 KiB": (json.dumps({"text": "a" * 65 * 1024}).encode(), 413),
    "20 MB": (json.dumps({"text": "办" * 7_000_000}).encode(), 413),
}


@pytest.mark.parametrize(("content", "status"), REFUSED_BYTES.values(), ids=REFUSED_BYTES.keys())
def test_bytes_that_are_no_request_are_refused(talk: Conversation, content: bytes, status: int) -> None:
    check_problem(talk.post(content=content, headers={"Content-Type": "application/json"}), status)
    assert talk.history() == []


def test_endless_body_of_unsaid_length_is_refused(talk: Conversation) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"text":"'
        for _ in range(320):
            yield b"a" * 64 * 1024

    check_problem(talk.post(content=pieces(), headers={"Content-Type": "application/json"}), 413)
    assert talk.history() == []


@pytest.mark.parametrize("escape", ["\\ud842", "\\udfb7\\ud842", "\\u0000"])
def test_half_a_character_does_no_harm(talk: Conversation, escape: str) -> None:
    content = f'{{"text":"身份证{escape}丢了怎么补办"}}'.encode()
    turn = check_turn(talk.post(content=content, headers={"Content-Type": "application/json"}))
    assert turn["understanding"]["item"]["name"] == "居民身份证补领"


def test_unknown_conversation_is_not_found(client: httpx.Client, talk: Conversation) -> None:
    for name in (NOBODY, "1", "%00", "'; --", "x" * 3000):
        for method in ("GET", "POST"):
            answer = client.request(
                method, f"/api/v1/conversations/{name}/messages", json={"text": "身份证"}, headers=talk.headers
            )
            check_problem(answer, 404)


def test_foreign_or_missing_token_is_refused(visitor: Visitor, client: httpx.Client) -> None:
    mine, foreign = visitor.begin(), visitor.begin()
    mine.say("身份证丢了怎么补")
    for headers in ({}, foreign.headers, {"Authorization": "Bearer 1"}, {"Authorization": "Basic YTpi"}):
        check_problem(client.post(f"{mine.address}/messages", json={"text": "护照"}, headers=headers), 401)
        check_problem(client.get(f"{mine.address}/messages", headers=headers), 401)
        check_problem(client.post(f"{mine.address}/rating", json={"level": 1}, headers=headers), 401)
    assert len(mine.history()) == 1


REFUSED_STARTS = {
    "unknown region": {"channel": "web", "region": "999999"},
    "region that is a name": {"channel": "web", "region": "广州"},
    "unknown side": {"channel": "web", "side": "国家"},
    "unknown channel": {"channel": "fax"},
    "no channel": {},
    "unknown field": {"channel": "web", "name": "张三"},
}


@pytest.mark.parametrize("body", REFUSED_STARTS.values(), ids=REFUSED_STARTS.keys())
def test_conversation_that_cannot_be_started(client: httpx.Client, body: dict[str, str]) -> None:
    check_problem(client.post("/api/v1/conversations", json=body), 422)


REFUSED_ADDRESSES = (
    ("GET", "/api/v1/items/BS00000000000000001BSP099999999", 404),
    ("GET", "/api/v1/items/1", 404),
    ("GET", "/api/v1/items/%00", 404),
    ("GET", "/api/v1/items/" + "9" * 3000, 404),
    ("GET", "/api/v1/items/'%20OR%20'1'='1", 404),
    ("GET", "/api/v1/regions?parent=999999", 422),
    ("GET", "/api/v1/search", 422),
    ("GET", "/api/v1/search?q=", 422),
    ("GET", "/api/v1/search?q=" + "办" * 301, 422),
    ("GET", "/api/v1/search?q=身份证&region=999999", 422),
    ("GET", "/api/v1/search?q=身份证&side=国家", 422),
    ("GET", "/api/v1/search?q=身份证&category=个人/没有这一类", 422),
    ("GET", "/api/v1/search?q=身份证&limit=0", 422),
    ("GET", "/api/v1/search?q=身份证&limit=51", 422),
    ("GET", "/api/v1/search?q=身份证&limit=1e9", 422),
    ("GET", "/api/v1/search?q=身份证&limit=" + "9" * 400, 422),
    ("GET", "/api/v1/nothing", 404),
    ("GET", "/nothing", 404),
    ("GET", "/static/nothing.js", 404),
    ("GET", "/static/..%2f..%2fpyproject.toml", 404),
    ("DELETE", "/api/v1/conversations", 405),
    ("PUT", "/api/v1/search?q=身份证", 405),
    ("POST", "/", 405),
)


@pytest.mark.parametrize(
    ("method", "address", "status"), REFUSED_ADDRESSES, ids=[f"{one[0]} {one[1][:40]}" for one in REFUSED_ADDRESSES]
)
def test_address_that_leads_nowhere(client: httpx.Client, method: str, address: str, status: int) -> None:
    check_problem(client.request(method, address), status)


SEARCHES = ("'; DROP TABLE items; --", "<script>", 'name:"', "AND OR NOT (", "*", "？？？", "𠮷", "\x00证")


@pytest.mark.parametrize("words", SEARCHES, ids=[ascii(words) for words in SEARCHES])
def test_odd_words_in_search_are_only_words(client: httpx.Client, words: str) -> None:
    answer = client.get("/api/v1/search", params={"q": words})
    assert answer.status_code == 200, answer.text
    assert answer.json()["outcome"] in ("found", "ambiguous", "not_found")


REFUSED_RATINGS = (
    {"level": 0},
    {"level": 6},
    {"level": "5"},
    {},
    {"level": 1, "reasons": ["999"]},
    {"level": 1, "comment": "差" * 301},
    {"level": 1, "comment": " "},
)


@pytest.mark.parametrize("body", REFUSED_RATINGS, ids=[ascii(body)[:30] for body in REFUSED_RATINGS])
def test_rating_out_of_the_standard_is_refused(talk: Conversation, body: dict[str, Any]) -> None:
    check_problem(talk.client.post(f"{talk.address}/rating", json=body, headers=talk.headers), 422)


def test_markup_in_the_text_never_comes_back_in_an_answer(talk: Conversation) -> None:
    assert "<script>" not in text_of(talk.say("<script>alert(1)</script>身份证丢了怎么补"))
