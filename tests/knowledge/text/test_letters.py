"""来信：题目、问句、背景分得开；称呼和客套都去掉。例子在 letters.yaml，自己写的。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.text import normalise
from knowledge.text.letters import SHORT, asking, read_letter

LETTERS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("letters.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda one: one["text"][:12])
def test_what_is_asked_is_found_and_the_background_is_not(letter: dict[str, Any]) -> None:
    question = " ".join(asking(normalise(letter["text"])))
    assert [said for said in letter["asks"] if normalise(said) not in question] == []
    assert [said for said in letter.get("not_asked", []) if normalise(said) in question] == []


def test_there_are_letters_enough() -> None:
    assert len(LETTERS) >= 40
    assert all(SHORT < len(letter["text"]) <= 300 for letter in LETTERS)


TITLES = [
    ("关于居住证的问题。我来了两年,没有合同,请问要什么材料?", "居住证"),
    ("咨询公积金提取的问题 我去年买了房,首付三十万,请问怎么提取?", "公积金提取"),
    ("身份证异地补办 我人在外地,身份证异地补办要多久?", "身份证异地补办"),
    ("标题:社保转移咨询 我在外地交了三年,请问怎么转?", ""),
    ("我在外地交了三年,请问怎么转?", ""),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_title_is_told_from_the_body(text: str, title: str) -> None:
    assert read_letter(text).title == title


POLITE = [
    "尊敬的李书记:您好!请问护照怎么办?盼回复",
    "各位领导好,请问护照怎么办?谢谢!",
    "你好,打扰一下,请问护照怎么办?急,在线等",
    "尊敬的市公安局领导:请问护照怎么办?望领导百忙之中给予答复,不胜感激",
    "老师您好!请问护照怎么办?希望尽快给我回复为盼。此致 敬礼",
    "「盼回复」请问护照怎么办?",
]


@pytest.mark.parametrize("text", POLITE)
def test_greetings_and_thanks_are_dropped(text: str) -> None:
    letter = read_letter(text)
    assert (letter.title, letter.asking, letter.background) == ("", ("请问护照怎么办?",), ())


NUMBERED = [
    ("想咨询:1、材料 2、时限 3、收不收费", ("材料", "时限", "收不收费")),
    ("请教两个问题:(1)多久办好(2)在哪办", ("多久办好", "在哪办")),
    ("一、比例是多少;二、能否补缴", ("比例是多少", "能否补缴")),
    ("第一,带什么;第二,几天能拿", ("带什么", "几天能拿")),
]


@pytest.mark.parametrize(("text", "asking"), NUMBERED)
def test_numbered_questions_are_each_asked(text: str, asking: tuple[str, ...]) -> None:
    assert read_letter(text).asking[-len(asking) :] == asking


@pytest.mark.parametrize("text", ["", "身份证丢了怎么补", "我4.5吨的货车要不要办证", "。", "?" * 50, "证" * 300])
def test_whatever_is_said_something_is_left(text: str) -> None:
    assert asking(text)


def test_short_words_stay_as_they_are() -> None:
    text = "你好,身份证丢了,请问怎么补?谢谢"
    assert asking(text) == (text,)
