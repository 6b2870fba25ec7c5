"""坏请求的表：状态码对，application/problem+json，题目和说明是中文，不带来客的话。"""

from __future__ import annotations

import re
from typing import Any

import pytest

pytestmark = pytest.mark.anyio

FIELDS = {"type", "title", "status", "detail", "instance"}
JSON = {"Content-Type": "application/json"}
HERE = "{own}/messages"

BAD: list[tuple[str, str, bytes, int, str]] = [
    # 消息的内容
    (HERE, "POST", b"{", 400, "JSON"),
    (HERE, "POST", b"", 422, "请求体"),
    (HERE, "POST", b'{"text": "\xff\xfe"}', 400, "JSON"),
    (HERE, "POST", b"[" * 60_000, 400, "JSON"),
    (HERE, "POST", b'{"text": 1' + b"0" * 5000 + b"}", 400, "JSON"),
    (HERE, "POST", b"null", 422, "请求体"),
    (HERE, "POST", b"[]", 422, "请求体"),
    (HERE, "POST", b'"text"', 422, "请求体"),
    (HERE, "POST", b"{}", 422, "恰好给一个"),
    (HERE, "POST", b'{"text": null}', 422, "恰好给一个"),
    (HERE, "POST", '{"text": "补办", "payload": "/help{}"}'.encode(), 422, "恰好给一个"),
    (HERE, "POST", b'{"text": 5}', 422, "“text”应为文字"),
    (HERE, "POST", b'{"text": ["a"]}', 422, "“text”应为文字"),
    (HERE, "POST", b'{"text": ""}', 422, "空的"),
    (HERE, "POST", b'{"text": " \\u3000\\n"}', 422, "空的"),
    (HERE, "POST", f'{{"text": "{"办" * 301}"}}'.encode(), 422, "301 个字，超过上限 300"),
    (HERE, "POST", '{"text": "补办", "extra": 1}'.encode(), 422, "不认识“extra”"),
    (HERE, "POST", '{"text": "补办", "\\ud800": 1}'.encode(), 422, ""),
    # 按钮的载荷
    (HERE, "POST", b'{"payload": ""}', 422, "按钮"),
    (HERE, "POST", '{"payload": "身份证"}'.encode(), 422, "按钮"),
    (HERE, "POST", b'{"payload": "/drop{}"}', 422, "操作"),
    (HERE, "POST", b'{"payload": "/help{"}', 422, "按钮"),
    (HERE, "POST", b'{"payload": "/help[]"}', 422, "按钮"),
    (HERE, "POST", b'{"payload": "/choose{\\"item\\": 1}"}', 422, "操作"),
    (HERE, "POST", b'{"payload": "/change_region{\\"region\\": \\"999999\\"}"}', 422, "区划"),
    (HERE, "POST", b'{"payload": "/choose{\\"item\\": \\"\\ud800\\"}"}', 422, "payload"),
    (HERE, "POST", b'{"payload": "/choose{\\"item\\": \\"\\\\ud800\\"}"}', 422, "不能显示"),
    (HERE, "POST", b'{"payload": "/help{\\"a\\":' + b"[" * 480 + b'"}', 422, ""),
    (HERE, "POST", b'{"payload": "' + b"a" * 501 + b'"}', 422, "500"),
    # 开始对话
    ("/api/v1/conversations", "POST", b"{}", 422, "缺少“channel”"),
    ("/api/v1/conversations", "POST", b'{"channel": "fax"}', 422, "“channel”应为"),
    ("/api/v1/conversations", "POST", b'{"channel": "web", "region": "999999"}', 422, "区划代码“999999”"),
    ("/api/v1/conversations", "POST", b'{"channel": "web", "region": 440100}', 422, "“region”应为文字"),
    ("/api/v1/conversations", "POST", '{"channel": "web", "side": "政府"}'.encode(), 422, "“side”应为"),
    # 评价
    ("{own}/rating", "POST", b"{}", 422, "缺少“level”"),
    ("{own}/rating", "POST", b'{"level": 0}', 422, "不能小于 1"),
    ("{own}/rating", "POST", b'{"level": 6}', 422, "不能大于 5"),
    ("{own}/rating", "POST", b'{"level": 2.5}', 422, "整数"),
    ("{own}/rating", "POST", b'{"level": "5"}', 422, "整数"),
    ("{own}/rating", "POST", b'{"level": NaN}', 422, "整数"),
    ("{own}/rating", "POST", b'{"level": 5, "reasons": ["108"]}', 422, "不属于5级"),
    ("{own}/rating", "POST", b'{"level": 5, "reasons": "513"}', 422, "列表"),
    ("{own}/rating", "POST", b'{"level": 5, "reasons": [513,513,513,513,513,513,513,513,513]}', 422, "最多 8 个"),
    ("{own}/rating", "POST", f'{{"level": 5, "comment": "{"好" * 301}"}}'.encode(), 422, "301"),
    # 检索与目录
    ("/api/v1/search", "GET", b"", 422, "缺少“q”"),
    ("/api/v1/search?q=%20", "GET", b"", 422, "空的"),
    ("/api/v1/search?q=" + "a" * 301, "GET", b"", 422, "301"),
    ("/api/v1/search?q=a&region=1", "GET", b"", 422, "区划"),
    ("/api/v1/search?q=a&side=x", "GET", b"", 422, "“side”应为"),
    ("/api/v1/search?q=a&category=x", "GET", b"", 422, "类目"),
    ("/api/v1/search?q=a&limit=0", "GET", b"", 422, "不能小于 1"),
    ("/api/v1/search?q=a&limit=51", "GET", b"", 422, "不能大于 50"),
    ("/api/v1/search?q=a&limit=x", "GET", b"", 422, "整数"),
    ("/api/v1/regions?parent=123", "GET", b"", 422, "区划"),
    ("/api/v1/items/nothing", "GET", b"", 404, "nothing"),
    ("/api/v1/items/" + "9" * 4000, "GET", b"", 404, "9"),
    ("/api/v1/items/%00", "GET", b"", 404, "编码"),
    ("/api/v1/conversations/%00%ff/messages", "GET", b"", 404, "没有这次对话"),
    # 路径与方法
    ("/api/v1/nowhere", "GET", b"", 404, "没有这个地址"),
    ("/nowhere", "GET", b"", 404, "没有这个地址"),
    ("/static/nowhere.js", "GET", b"", 404, "没有这个地址"),
    ("/static/../api/main.py", "GET", b"", 404, "没有这个地址"),
    ("/static/%2e%2e/%2e%2e/pyproject.toml", "GET", b"", 404, "没有这个地址"),
    ("/api/v1/conversations", "GET", b"", 405, "方法"),
    ("/api/v1/search", "DELETE", b"", 405, "方法"),
    ("/", "POST", b"", 405, "方法"),
    ("/static/chat.js", "POST", b"", 405, "方法"),
]


@pytest.mark.parametrize(("path", "method", "body", "status", "says"), BAD)
async def test_bad_requests_become_problems(
    door: Any, rasa: Any, path: str, method: str, body: bytes, status: int, says: str
) -> None:
    speaker = await door.begin()
    address = path.replace("{own}", speaker.address)
    response = await door.client.request(method, address, content=body, headers=speaker.headers | JSON)
    document = response.json()
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    assert set(document) == FIELDS
    assert document["status"] == status
    assert says in document["detail"]
    assert re.search("[一-鿿]", document["title"])
    assert re.search("[一-鿿]", document["detail"])
    assert rasa.seen == []
    assert (await speaker.say("还能接着说")).status_code == 200


async def test_no_content_type_is_said(door: Any) -> None:
    speaker = await door.begin()
    response = await door.client.post(f"{speaker.address}/messages", content=b'{"text": "a"}', headers=speaker.headers)
    assert response.status_code == 422
    assert "Content-Type" in response.json()["detail"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer"}, 401),
        ({"Authorization": "Bearer 别人的".encode()}, 401),
        ({"Authorization": "Basic {token}"}, 401),
        ({"Authorization": "{token}"}, 401),
        ({"Authorization": "Bearer {token}x"}, 401),
        ({"Authorization": "bearer {token}"}, 200),
    ],
)
async def test_only_the_own_token_opens(door: Any, headers: dict[str, Any], status: int) -> None:
    speaker = await door.begin()
    given = {
        name: value.replace("{token}", speaker.opened["token"]) if isinstance(value, str) else value
        for name, value in headers.items()
    }
    for method, path, body in (("GET", "messages", None), ("POST", "messages", {"text": "补办"})):
        response = await door.client.request(method, f"{speaker.address}/{path}", json=body, headers=given)
        assert response.status_code == status
        assert status == 200 or response.headers["WWW-Authenticate"] == "Bearer"


async def test_anothers_token_does_not_open(door: Any) -> None:
    mine, other = await door.begin(), await door.begin()
    response = await door.client.post(f"{mine.address}/rating", json={"level": 5}, headers=other.headers)
    assert response.status_code == 401


async def test_an_unknown_conversation_is_not_found(door: Any) -> None:
    speaker = await door.begin()
    for method, path in (("GET", "messages"), ("POST", "messages"), ("POST", "rating")):
        response = await door.client.request(
            method, f"/api/v1/conversations/nobody/{path}", json={"text": "a", "level": 5}, headers=speaker.headers
        )
        assert response.status_code in (404, 422)
    response = await door.client.get("/api/v1/conversations/nobody/messages", headers=speaker.headers)
    assert response.status_code == 404
    assert response.json()["title"] == "没有找到"


@pytest.mark.parametrize("key", ["", "k" * 201])
async def test_odd_keys_are_refused(door: Any, key: str) -> None:
    speaker = await door.begin()
    response = await speaker.say("补办", key=key)
    assert response.status_code == 422
    assert "idempotency-key" in response.json()["detail"].lower()


async def test_a_lost_record_store_says_so_and_tells_nothing(
    door: Any, parts: Any, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    speaker = await door.begin()
    broken = tmp_path / "records.db"
    parts.records._engine.dispose()
    for file in tmp_path.glob("records.db*"):
        file.unlink()
    broken.mkdir()
    response = await speaker.say("张三的秘密")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "没有收到" in response.json()["detail"]
    assert set(response.json()) == FIELDS
    assert "sqlite" not in response.text.lower()
    assert "OperationalError" in caplog.text
    assert "张三" not in caplog.text
    assert speaker.opened["id"] not in caplog.text


async def test_an_unforeseen_fault_tells_nothing(door: Any, parts: Any, caplog: pytest.LogCaptureFixture) -> None:
    speaker = await door.begin()
    with parts.records._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE conversations SET greeting = '不是 JSON'")
    response = await speaker.say("张三的秘密")
    assert response.status_code == 500
    assert set(response.json()) == FIELDS
    assert "JSONDecodeError" in caplog.text
    assert "张三" not in caplog.text
