"""随机对话：没有死胡同，没有 500，没有不给下一步的答复，没有目录里没有的事实。整整一千次见 bench.walk。"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import httpx

from tests.dialogues.moves import LONGEST, next_move, opening, sayings
from tests.dialogues.walker import taken, walk
from tests.stack.visitor import Conversation

SEED = 20261123
CONVERSATIONS, MOVES = 60, 8

BUTTONS = [{"label": f"第{place}个", "payload": f"/x{place}"} for place in range(3)]


def test_random_conversations_break_no_rule(client: httpx.Client) -> None:
    walked = walk(client, SEED, CONVERSATIONS, MOVES)
    assert "\n\n".join(map(str, walked.violations)) == ""
    assert sum(walked.outcomes.values()) == CONVERSATIONS * MOVES
    assert min(walked.moves["说"], walked.moves["点"]) > CONVERSATIONS
    assert len(walked.outcomes) >= 8, walked.outcomes


def test_the_same_seed_walks_the_same_way() -> None:
    def way() -> list[str]:
        random = Random("1")
        return [next_move(random, BUTTONS[:1], BUTTONS[1:]).told for _ in range(50)]

    assert way() == way()


def test_every_kind_of_move_is_made() -> None:
    random = Random("2")
    moves = [next_move(random, BUTTONS[:1], BUTTONS[1:]) for _ in range(4000)]
    made = Counter(move.body.get("payload", "说") for move in moves)
    assert set(made) == {"说", "/x0", "/x1", "/x2"}
    texts = {move.body.get("text", "") for move in moves}
    for _, told in sayings():
        assert texts & {text[:LONGEST] for text in told}
    assert max(map(len, texts)) == LONGEST


def test_every_opening_is_tried() -> None:
    random = Random("3")
    tried = [opening(random) for _ in range(200)]
    assert {one["channel"] for one in tried} == {"web", "miniprogram", "wechat", "hotline"}
    assert {one.get("side") for one in tried} == {None, "个人", "法人"}
    assert {one.get("region") for one in tried} > {None, "440100"}


class _Rules:
    """只会说一处不合。"""

    def broken(self, turn: Any, said: str) -> list[str]:
        return [f"不合：{said}"]


def _answering(status: int, body: Any) -> Conversation:
    transport = httpx.MockTransport(lambda request: httpx.Response(status, json=body))
    client = httpx.Client(transport=transport, base_url="http://test")
    return Conversation(client, {"id": "1", "token": "t"})


def test_a_fault_is_caught() -> None:
    move = next_move(Random("4"), [], [])
    empty = {"outcome": "nothing", "replies": [{"text": " "}]}
    turn, faults = taken(_answering(200, empty), move, _Rules(), "话")  # type: ignore[arg-type]
    assert turn == empty
    assert faults == ["没有名为“nothing”的结局", "有一条答复是空的", "不合：话"]
    assert taken(_answering(500, {"detail": "坏了"}), move, _Rules(), "")[0] is None  # type: ignore[arg-type]
