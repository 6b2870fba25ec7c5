"""快慢：对正在运行的服务，一次一个对话地说自己写的话（有追问），量每条消息经 HTTP 的毫秒。

同一次运行里，每个对话的第一句也拿去问 GET /api/v1/search，它就是比快慢的同行：只检索，不理解，不作答。
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from api.evaluation.figures import percentile
from api.evaluation.table import engine_warning
from api.evaluation.visitor import Timed, Visitor, open_visitor
from bench.common import add_url, occasion, told

CONVERSATIONS: Final = 30
_OK: Final = 200
_FILE: Final = Path(__file__).with_name("conversations.txt")


@dataclass
class Measured:
    """量到的毫秒，和各种结局（或状态码）的次数。"""

    messages: list[float] = field(default_factory=list)
    searches: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def take(self, timed: Timed) -> None:
        """记一条消息；没有得到一轮的只记状态码，不然快快地出错也成了快。"""
        status = timed.response.status_code
        self.outcomes[timed.response.json()["outcome"] if status == _OK else f"messages {status}"] += 1
        if status == _OK:
            self.messages.append(timed.ms)

    def take_search(self, timed: Timed) -> None:
        """记一次检索，同上。"""
        if timed.response.status_code == _OK:
            self.searches.append(timed.ms)
        else:
            self.outcomes[f"search {timed.response.status_code}"] += 1

    def summary(self) -> dict[str, object]:
        """印出来的各项；`ratio` 是消息的中位数除以检索的中位数。"""
        message, search = percentile(self.messages, 50), percentile(self.searches, 50)
        return {
            "messages": len(self.messages),
            "p50_ms": message,
            "p99_ms": percentile(self.messages, 99),
            "per_second": len(self.messages) * 1000 / sum(self.messages) if self.messages else None,
            "searches": len(self.searches),
            "search_p50_ms": search,
            "search_p99_ms": percentile(self.searches, 99),
            "ratio": message / search if message and search else None,
            "outcomes": dict(self.outcomes.most_common()),
        }


def conversations() -> list[tuple[str, ...]]:
    """固定的对话，每个是依次要说的话。"""
    written = "\n".join(line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [tuple(block.splitlines()) for block in written.strip().split("\n\n")]


def measure(visitor: Visitor, talks: Iterator[tuple[str, ...]]) -> Measured:
    """一个接一个地说完。先空跑第一个对话，不计。"""
    _talk(visitor, next(talks), Measured())
    measured = Measured()
    for talk in talks:
        _talk(visitor, talk, measured)
    return measured


def _talk(visitor: Visitor, talk: tuple[str, ...], measured: Measured) -> None:
    conversation = visitor.begin()
    for text in talk:
        measured.take(visitor.say(conversation, text))
    measured.take_search(visitor.search(talk[0]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_url(parser)
    parser.add_argument("--conversations", type=int, default=CONVERSATIONS, help="说几个对话，不够就从头再来")
    parser.add_argument("--json", action="store_true", help="只印 JSON")
    given = parser.parse_args()
    with open_visitor(given.url) as visitor:
        measured = measure(visitor, islice(cycle(conversations()), given.conversations + 1))
    found = measured.summary()
    print(json.dumps(found, ensure_ascii=False) if given.json else said(found))
    if (sentence := engine_warning(measured.outcomes)) and not given.json:
        print(sentence)


def said(found: dict[str, object]) -> str:
    """给人看的几行。"""
    shown = {name: f"{value:.1f}" if isinstance(value, float) else str(value) for name, value in found.items()}
    return (
        f"{occasion()}\n"
        f"消息 {shown['messages']} 条：p50 {shown['p50_ms']} 毫秒，p99 {shown['p99_ms']} 毫秒，"
        f"每秒 {shown['per_second']} 条（一条接一条）\n"
        f"检索 {shown['searches']} 次：p50 {shown['search_p50_ms']} 毫秒，p99 {shown['search_p99_ms']} 毫秒\n"
        f"消息的 p50 是检索的 {shown['ratio']} 倍；结局 {shown['outcomes']}"
    )


if __name__ == "__main__":
    told(main)
