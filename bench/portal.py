"""没见过的目录，门户的问法：`.venv/bin/python -m bench.portal ../shared/data/guangdong-2021.jsonl`。

目录只有真实的官方名称（去重），题目是门户自己给这些事项的另一种叫法（日常用语），套上常见问题的框子：
“……需要什么材料？”“如何办理……？”。叫法不在目录里，也没有拿来训练过什么；
排序的几个人工权重在它上面看过（见 docs/evaluation.md）。
与同一批题上的 BM25（逐字、jieba）、rapidfuzz 比。
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from api.evaluation.figures import figures
from api.evaluation.questions import Question
from bench.common import chosen, occasion, told
from bench.peers_bm25 import KEYS, Named
from bench.unseen import COLUMNS, Way, table_of
from knowledge.needs import needs

FRAMES: Final = (
    "{}",
    "{}需要什么材料？",
    "{}的办理条件是什么？",
    "请问{}怎么办理",
    "如何办理{}？",
    "{}要多久能办好？",
    "我想咨询一下，{}去哪里办理？",
    "公司想要{}，请问需要具备什么条件？",
)
SEED: Final = 3
SHORTEST: Final = 4
"""叫法至少这么多字；再短的（“咨询”“投诉”）说不清是哪一件。"""
_SEPARATORS: Final = re.compile(r"[,，、;；]")
_ABSENT: Final = frozenset(("", "无"))


def catalogue(rows: Sequence[dict[str, Any]]) -> list[Named]:
    """（编码，名称），同名的只有一条，编码就是名称。"""
    return [(name, name) for name in dict.fromkeys(str(row["matter_name"]) for row in rows)]


def called(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """(叫法, 名称)；与名称相同的、太短的不要。"""
    for row in rows:
        for said in _SEPARATORS.split(row.get("matter_daily") or ""):
            bare = said.strip()
            if bare not in _ABSENT and len(bare) >= SHORTEST and bare != row["matter_name"]:
                yield bare, str(row["matter_name"])


def questions(rows: Sequence[dict[str, Any]]) -> tuple[Question, ...]:
    """题目，次序与框子由 SEED 定；一种叫法几个事项都有的，问到哪个都算对。"""
    answers: dict[str, dict[str, None]] = {}
    for said, name in called(rows):
        answers.setdefault(said, {})[name] = None
    dice = random.Random(SEED)
    return tuple(
        Question(text=dice.choice(FRAMES).format(said), scope="in", codes=tuple(names))
        for said, names in answers.items()
    )


def measured(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, dict[str, object]]]:
    """一段：列 → 指标。"""
    way = Way("门户的问法", questions(rows), tuple(needs()))
    names = catalogue(rows)
    return {way.name: {column: chosen(figures(ask(names, way)), KEYS) for column, ask in COLUMNS.items()}}


def main() -> None:
    """命令行入口。"""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    Console().print(table_of(measured(rows)))
    print(f"没见过的目录：{len(catalogue(rows))} 个官方名称；{occasion()}")


if __name__ == "__main__":
    told(main)
