"""随机走：一次次对话，一步步说和点，每一步之后都核对规矩。同一个种子走同一条路。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

import httpx

from knowledge.taxonomy.outcomes import OUTCOMES
from tests.dialogues.moves import Choice, Move, next_move, opening
from tests.dialogues.playing import told
from tests.dialogues.rules import Rules
from tests.stack.visitor import Conversation, Turn, Visitor, choices_of


@dataclass(frozen=True, slots=True)
class Violation:
    """一处不合规矩：哪次对话、第几步、不合什么、到那里为止的对话。"""

    conversation: str
    step: int
    fault: str
    talk: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join([f"{self.conversation} 第{self.step}步：{self.fault}", *self.talk])


@dataclass(slots=True)
class Walked:
    """走完的账。"""

    conversations: int = 0
    moves: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    violations: list[Violation] = field(default_factory=list)


def walk(
    client: httpx.Client, seed: int, conversations: int, moves: int, after: Callable[[], object] = lambda: None
) -> Walked:
    """走几次对话，每次几步。after：每走完一次叫一声（画进度用）。"""
    rules, walked = Rules(client), Walked()
    for place in range(conversations):
        _walk_one(client, rules, walked, f"种子{seed}-{place}", Random(f"{seed}-{place}"), moves)
        walked.conversations += 1
        after()
    return walked


def _walk_one(client: httpx.Client, rules: Rules, walked: Walked, name: str, random: Random, moves: int) -> None:
    talk = Visitor(client).begin(**opening(random))
    latest: list[Choice] = list(talk.opened["greeting"]["choices"])
    earlier: list[Choice] = []
    said: list[str] = []
    lines: list[str] = []
    for step in range(1, moves + 1):
        move = next_move(random, latest, earlier)
        said.append(move.body.get("text", ""))
        lines.append(f"{step}. 来客{move.told}")
        turn, faults = taken(talk, move, rules, "\n".join(said))
        walked.moves["点" if "payload" in move.body else "说"] += 1
        lines += list(told(turn)) if turn else []
        walked.violations += [Violation(name, step, fault, tuple(lines)) for fault in faults]
        if turn is None:
            return
        walked.outcomes[turn["outcome"]] += 1
        earlier += latest
        latest = choices_of(turn)


def taken(talk: Conversation, move: Move, rules: Rules, said: str) -> tuple[Turn | None, list[str]]:
    """走一步：（答复，不合规矩之处）。没有答复的，答复是 None。"""
    try:
        answer = talk.post(move.body)
    except httpx.HTTPError as fault:
        return None, [f"没有等到答复：{fault!r}"]
    if answer.status_code != 200:
        return None, [f"状态码 {answer.status_code}：{answer.text[:200]}"]
    turn: Turn = answer.json()
    return turn, [*_shape(turn), *rules.broken(turn, said)]


def _shape(turn: Turn) -> Iterator[str]:
    if turn["outcome"] not in OUTCOMES:
        yield f"没有名为“{turn['outcome']}”的结局"
    if turn["outcome"] == "engine_unavailable":
        yield "引擎没有按时答"
    if not turn["replies"] or any(not reply["text"].strip() for reply in turn["replies"]):
        yield "有一条答复是空的"
