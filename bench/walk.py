"""随机对话：走很多次，每一步核对规矩（tests/dialogues/rules.py），印出各结局几次、有哪些不合。要正在运行的服务。"""

from __future__ import annotations

import argparse
import sys

import httpx
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.common import Absent, add_url, told
from tests.dialogues.walker import Walked, walk

CONVERSATIONS, MOVES, SEED = 1000, 8, 1
SHOWN = 20


def main() -> None:
    """走、印；有不合规矩的，退出码 1。"""
    parser = argparse.ArgumentParser(description="随机对话：每一步都核对规矩")
    add_url(parser)
    parser.add_argument("--conversations", type=int, default=CONVERSATIONS, help="走几次对话")
    parser.add_argument("--moves", type=int, default=MOVES, help="每次几步")
    parser.add_argument("--seed", type=int, default=SEED, help="种子；同一个种子走同一条路")
    asked = parser.parse_args()
    with (
        httpx.Client(base_url=asked.url, timeout=30.0, trust_env=False) as client,
        Progress(transient=True) as progress,
    ):
        try:
            client.get("/livez").raise_for_status()
        except httpx.HTTPError as fault:
            raise Absent(
                f"{asked.url} 没有服务在运行（{fault!r}）；请先运行 BANSHI_RATE_LIMIT=0 make serve。"
            ) from None
        bar = progress.add_task("对话", total=asked.conversations)
        walked = walk(client, asked.seed, asked.conversations, asked.moves, lambda: progress.advance(bar))
    show(walked, Console())
    if walked.violations:
        sys.exit(1)


def show(walked: Walked, console: Console) -> None:
    """各结局几次，不合规矩的逐条。"""
    table = Table(title=f"{walked.conversations} 次对话，说 {walked.moves['说']} 句，点 {walked.moves['点']} 次")
    table.add_column("结局")
    table.add_column("轮", justify="right")
    for outcome, count in walked.outcomes.most_common():
        table.add_row(outcome, str(count))
    console.print(table)
    for one in walked.violations[:SHOWN]:
        console.print(str(one), markup=False, highlight=False)
    console.print(f"不合规矩的：{len(walked.violations)} 处", highlight=False)


if __name__ == "__main__":
    told(main)
