"""用训练好的现成流水线理解同一批题，变成可以一起数的答案。"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from api.evaluation.answers import Answer
from api.evaluation.figures import Pair
from api.evaluation.questions import Question
from api.evaluation.visitor import fit
from bench.common import ROOT, Absent
from bench.peers_rasa.convert import SCOPES, category_of
from bench.peers_rasa.stock import QUIET, Stock

KEYS: Final = ("category_top1", "category_top3", "scope_accuracy", "p50_ms", "p99_ms", "in_questions", "questions")


def ask_rasa(python: Path, model: Path, questions: Sequence[Question]) -> tuple[str, list[Pair]]:
    """（Rasa 的版本，各题与答案）。计的是进程内理解一句的时间，没有 HTTP。"""
    found = _parsed(python, model, [spoken(asked.text) for asked in questions])
    return found["rasa"], [(asked, answer_of(row)) for asked, row in zip(questions, found["rows"], strict=True)]


def spoken(text: str) -> str:
    """与办事得到的一样：截到字数上限；开头的斜杠换成全角，不然会被当作意图。"""
    cut = fit(text)
    return f"／{cut[1:]}" if cut.startswith("/") else cut


def answer_of(row: dict[str, Any]) -> Answer:
    """最像的意图定范围；类目是排名里除投诉、范围外以外的意图。"""
    intents = row["intents"]
    scope = SCOPES.get(intents[0], "in") if intents else ""
    categories = tuple(key for key in map(category_of, intents) if key is not None)
    return Answer("answered", scope=scope, categories=categories, ms=row["ms"])


def about(version: str, stock: Stock) -> str:
    """一句话说这一列是什么。"""
    return f"Rasa {version} 现成流水线：DIET {stock.epochs} 轮，{stock.lines} 行训练数据，{stock.intents} 个意图"


def _parsed(python: Path, model: Path, texts: list[str]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder, "asked.json"), Path(folder, "told.json")
        asked.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        words: list[str | Path] = [python, "-m", "bench.peers_rasa.parse", model, asked, told]
        done = subprocess.run(words, cwd=ROOT, env=os.environ | QUIET, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Absent(f"现成的 Rasa 流水线没有跑成（退出码 {done.returncode}）：{done.stderr[-500:]}")
        return json.loads(told.read_text(encoding="utf-8"))
