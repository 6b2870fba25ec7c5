"""整轮的吞吐：一个引擎进程每秒答几条，与现成的 Rasa 整轮比。同一次运行、同样的话、同一个客户端，轮流各量几遍。

量的是引擎的 REST 渠道：理解、策略、经 HTTP 的动作、存对话，都在内；办事还要检索目录、写出答复，现成的只回一句固定的话。
"""

from __future__ import annotations

import argparse
import http.client
import json
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import urlsplit

from bench.common import Absent, occasion, told
from bench.engines import Running, ours, stock
from bench.latency import conversations
from bench.peers_rasa.stock import engine_python
from bench.peers_rasa.whole import whole_model
from knowledge.settings import load_settings

CONVERSATIONS: Final = 60
ROUNDS: Final = 3
AT_ONCE: Final = 4

Talk = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """一遍：几条、几秒、各进程用了多少毫秒 CPU。"""

    messages: int
    seconds: float
    cpu_ms: dict[str, float]

    @property
    def per_second(self) -> float:
        """每秒几条。"""
        return self.messages / self.seconds

    def cpu_of(self, part: str) -> float | None:
        """这个进程每条用多少毫秒 CPU。"""
        return self.cpu_ms[part] / self.messages if part in self.cpu_ms else None


def drive(engine: Running, talks: Sequence[Talk], at_once: int) -> Round:
    """同时进行 at_once 个对话，一个对话里一句接一句；有一句没有答复就抛 Absent。"""
    waiting, lock, faults = iter(talks), threading.Lock(), list[str]()

    def work() -> None:
        try:
            _speak(urlsplit(engine.url).netloc, _shared(waiting, lock))
        except (OSError, http.client.HTTPException, ValueError) as fault:
            faults.append(f"{type(fault).__name__}：{fault}")

    before, started = engine.cpu_ms(), time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - started
    if faults:
        raise Absent(f"{engine.name}没有答完：{faults[0]}")
    return Round(sum(map(len, talks)), spent, {part: end - before[part] for part, end in engine.cpu_ms().items()})


def _shared(talks: Iterator[Talk], lock: threading.Lock) -> Iterator[Talk]:
    while True:
        with lock:
            talk = next(talks, None)
        if talk is None:
            return
        yield talk


def _speak(address: str, talks: Iterator[Talk]) -> None:
    with closing(http.client.HTTPConnection(address, timeout=30)) as connection:
        for talk in talks:
            sender = uuid.uuid4().hex
            for text in talk:
                _say(connection, sender, text)


def _say(connection: http.client.HTTPConnection, sender: str, text: str) -> None:
    body = {"sender": sender, "message": text, "metadata": {"region": None, "side": None, "channel": "web"}}
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/webhooks/rest/webhook", json.dumps(body), headers)
    response = connection.getresponse()
    answer = response.read()
    if response.status != 200 or not json.loads(answer):
        raise ValueError(f"状态码 {response.status}，没有答复")


def compare(engines: Sequence[Running], talks: Sequence[Talk], rounds: int, at_once: int) -> list[list[Round]]:
    """各引擎的各遍；先各空跑几个对话，然后轮流量，机器忙闲对谁都一样。"""
    for engine in engines:
        drive(engine, talks[:5], 1)
    measured = [[drive(engine, talks, at_once) for engine in engines] for _ in range(rounds)]
    return [list(column) for column in zip(*measured, strict=True)]


def summary(first: Sequence[Round], second: Sequence[Round]) -> dict[str, Any]:
    """每秒几条（各遍的中位数）、比、引擎每条的 CPU；ratio 是逐遍之比的中位数。"""
    ratios = [one.per_second / other.per_second for one, other in zip(first, second, strict=True)]
    return {
        "ours_per_second": median(one.per_second for one in first),
        "stock_per_second": median(one.per_second for one in second),
        "ratio": median(ratios),
        "ratios": ratios,
        "ours_cpu_ms": first[-1].cpu_of("rasa"),
        "stock_cpu_ms": second[-1].cpu_of("rasa"),
        "ours_actions_cpu_ms": first[-1].cpu_of("actions"),
    }


def said(found: dict[str, Any], at_once: int) -> str:
    """给人看的几行。"""
    parts = "、".join(f"{ratio:.1f}" for ratio in found["ratios"])
    lines = [
        occasion(),
        f"整轮，一个引擎进程，同时 {at_once} 个对话：办事每秒 {found['ours_per_second']:.1f} 条，"
        f"现成的 Rasa 每秒 {found['stock_per_second']:.1f} 条，是它的 {found['ratio']:.1f} 倍（各遍 {parts}）",
    ]
    if found["ours_cpu_ms"] is not None and found["stock_cpu_ms"] is not None:
        lines.append(f"引擎每条用 CPU：办事 {found['ours_cpu_ms']:.1f} 毫秒，现成的 {found['stock_cpu_ms']:.1f} 毫秒")
    if found["ours_actions_cpu_ms"] is not None:
        lines.append(f"办事的动作服务（检索、写答复）每条另用 CPU {found['ours_actions_cpu_ms']:.1f} 毫秒")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=CONVERSATIONS, help="一遍说几个对话")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="各量几遍")
    parser.add_argument("--at-once", type=int, default=AT_ONCE, help="同时几个对话")
    parser.add_argument("--json", action="store_true", help="只印 JSON")
    given = parser.parse_args()
    settings, python = load_settings(), engine_python()
    model = whole_model(python)
    talks = list(islice(cycle(conversations()), given.conversations))
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        mine = stack.enter_context(ours(settings, python, folders[0]))
        peer = stack.enter_context(stock(settings, python, model, folders[1]))
        found = summary(*compare([mine, peer], talks, given.rounds, given.at_once))
    print(json.dumps(found, ensure_ascii=False) if given.json else said(found, given.at_once))


if __name__ == "__main__":
    told(main)
