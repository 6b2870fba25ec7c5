"""来信问的是哪几面：看问句，背景只作旁证。信在 tests/knowledge/text/letters.yaml，自己写的，不在训练数据里。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from knowledge.text import normalise
from nlu.aspects import SURE
from nlu.examples import Example
from nlu.understand import WHOLE_WEIGHT, Understander

TABLE = Path(__file__).parents[1] / "knowledge" / "text" / "letters.yaml"
LETTERS: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
ALLOWED = 4
"""四十多封里允许这么多封不全对：分类器是学来的，换了训练数据会有一两封出入。"""


def test_the_aspects_of_a_letter_are_those_it_asks(understander: Understander) -> None:
    wrong = []
    for letter in LETTERS:
        told = set(understander.understand(letter["text"]).aspects)
        if set(letter.get("aspects", [])) - told or set(letter.get("without", [])) & told:
            wrong.append((letter["text"][:20], sorted(told)))
    assert len(wrong) <= ALLOWED, wrong


def test_the_background_alone_asks_nothing() -> None:
    assert WHOLE_WEIGHT < SURE


BACKGROUND = [
    # 背景, 问句, 背景里说到而没有问的方面
    ("我下午跑了一趟窗口，工作人员说要交的材料都齐了，复印件也交了，照片也拍好了。", "请问多久能办好？", "materials"),
    ("我去年交了八百多块钱手续费，今年又涨了，钱不是问题，就是没时间。", "请问需要带什么材料？", "fee"),
    ("我在网上找了半天，手机上也下载了那个小程序，后来还是算了，年纪大了不会弄。", "请问到哪里去办？", "online"),
]


def test_what_is_only_told_is_not_answered(understander: Understander) -> None:
    for background, question, aspect in BACKGROUND:
        assert aspect not in understander.understand(f"您好！{background}{question}谢谢").aspects


def test_the_letters_are_not_in_the_training_data(training_examples: list[Example]) -> None:
    learnt = {normalise(example.text) for example in training_examples}
    assert [letter["text"] for letter in LETTERS if normalise(letter["text"]) in learnt] == []
