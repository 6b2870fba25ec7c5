"""来客：开始对话，说话，点按钮，看历史；不受理的，核对问题说明的样子。"""

from __future__ import annotations

import re
from typing import Any

import httpx

from knowledge.taxonomy.acts import parse_payload
from knowledge.taxonomy.outcomes import OUTCOMES

Turn = dict[str, Any]
HAN = re.compile(r"[\u4e00-\u9fff]")


def check_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """是契约里的问题说明：状态对，题目和说明是中文，不泄露内情。"""
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert HAN.search(problem["title"])
    assert HAN.search(problem["detail"])
    assert "Traceback" not in answer.text
    return problem


def check_turn(answer: httpx.Response) -> Turn:
    """是契约里的一轮：结局有名字，至少一条答复，每条都有字。"""
    assert answer.status_code == 200, answer.text[:500]
    turn: Turn = answer.json()
    assert turn["outcome"] in OUTCOMES
    assert turn["replies"]
    assert all(reply["text"].strip() for reply in turn["replies"])
    return turn


def text_of(turn: Turn) -> str:
    """一轮的全部文字。"""
    return "\n".join(reply["text"] for reply in turn["replies"])


def choices_of(turn: Turn) -> list[dict[str, str]]:
    """一轮的全部按钮。"""
    return [choice for reply in turn["replies"] for choice in reply["choices"]]


ABOUT_AN_ITEM = ("answered", "clarify_scenario")
"""认定了事项的结局：答完了，或者先答都一样的、再问情形。"""


def shown_aspects(turn: Turn) -> list[str]:
    """答了哪些方面，按答复的次序。"""
    return [part["aspect"] for reply in turn["replies"] for part in reply["data"].get("sections", [])]


class Conversation:
    """一次对话。"""

    def __init__(self, client: httpx.Client, opened: dict[str, Any]) -> None:
        self.client, self.opened = client, opened
        self.address = f"/api/v1/conversations/{opened['id']}"
        self.headers = {"Authorization": f"Bearer {opened['token']}"}

    def post(self, body: Any = None, **options: Any) -> httpx.Response:
        """发一条消息，什么样的都行；`options` 原样交给 httpx。"""
        given = options if body is None else {"json": body, **options}
        headers = {**self.headers, **given.pop("headers", {})}
        return self.client.post(f"{self.address}/messages", headers=headers, **given)

    def say(self, text: str) -> Turn:
        """说一句，要有答复。"""
        return check_turn(self.post({"text": text}))

    def ask(self, text: str) -> Turn:
        """说一句，问到情形的都点“都列出来”，直到答完。"""
        turn = self.say(text)
        if turn["outcome"] != "clarify_scenario":
            return turn
        return self.click(
            next(one for one in choices_of(turn) if parse_payload(one["payload"]).values.get("option") == "all")
        )

    def click(self, choice: dict[str, str]) -> Turn:
        """点一个按钮，要有答复。"""
        return check_turn(self.post({"payload": choice["payload"]}))

    def history(self) -> list[dict[str, Any]]:
        """说过的和答过的。"""
        answer = self.client.get(f"{self.address}/messages", headers=self.headers)
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages


class Visitor:
    """还没开口的来客。"""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def begin(self, **asked: str) -> Conversation:
        """开始一次对话。"""
        answer = self.client.post("/api/v1/conversations", json={"channel": "web"} | asked)
        assert answer.status_code == 201, answer.text
        return Conversation(self.client, answer.json())


class Agent:
    """座席小王。"""

    def __init__(self, client: httpx.Client, token: str) -> None:
        self.client, self.headers = client, {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> Any:
        """看；要看得到。"""
        answer = self.client.get(f"/api/v1/agents{path}", headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, **body: Any) -> Any:
        """做；要做得成。"""
        answer = self.client.post(f"/api/v1/agents{path}", json=body or None, headers=self.headers)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def take(self, conversation_id: str) -> str:
        """从队列里接下这次对话，返回这一次转人工的编号。"""
        (row,) = [one for one in self.get("/handovers") if one["conversation_id"] == conversation_id]
        self.post(f"/handovers/{row['id']}/take")
        return str(row["id"])
