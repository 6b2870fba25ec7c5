"""对着运行着的服务用命令行：问一句，量一遍。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.stack.service import Service

LOST_CARD = "身份证丢了咋补，要带什么，几天能拿到"

QUESTIONS = (
    {"text": LOST_CARD, "scope": "in", "categories": ["个人/证件办理"], "aspects": ["materials", "time_limit"]},
    {"text": "今天天气怎么样", "scope": "out"},
    {"text": "举报无证诊所", "scope": "complaint"},
)
FIGURES = {
    "questions",
    "category_top1",
    "category_top3",
    "scope_accuracy",
    "false_answer_rate",
    "item_r1",
    "item_r3",
    "wrong_item_rate",
    "no_match_rate",
    "aspect_precision",
    "aspect_recall",
    "p50_ms",
    "p99_ms",
}


def test_ask_prints_the_answer(stack: Service) -> None:
    done = stack.command("ask", LOST_CARD)
    assert done.returncode == 0, done.stderr
    assert "居民身份证补领" in done.stdout
    assert "来源：" in done.stdout


def test_ask_for_machines_in_a_region(stack: Service) -> None:
    done = stack.command("ask", LOST_CARD, "--region", "440100", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["understanding"]["item"]["region"] == "440100"


@pytest.mark.parametrize("text", ["", "办" * 301])
def test_ask_of_no_or_too_much_length_is_wrong_use(stack: Service, text: str) -> None:
    done = stack.command("ask", text)
    assert done.returncode == 2
    assert "300" in done.stderr


def test_evaluate_gives_every_figure(stack: Service, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in QUESTIONS), encoding="utf-8")
    done = stack.command("evaluate", str(file), "--json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert set(figures) >= FIGURES
    assert (figures["questions"], figures["scope_accuracy"], figures["false_answer_rate"]) == (3, 1.0, 0.0)
    assert figures["aspect_recall"] == 1.0


def test_evaluate_prints_a_table(stack: Service, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(QUESTIONS[0], ensure_ascii=False) + "\n", encoding="utf-8")
    done = stack.command("evaluate", str(file), "--url", stack.url)
    assert done.returncode == 0, done.stderr
    assert "1" in done.stdout
