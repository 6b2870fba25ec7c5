"""认件事：说一件事的认得出，问具体一样的不抢。"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.bundles import Bundle, bundles, told
from knowledge.needs import needs

HELD_OUT: dict[str, str] = yaml.safe_load(Path(__file__).with_name("told.yaml").read_text(encoding="utf-8"))
SENTENCES = [(key, line) for key, lines in HELD_OUT.items() for line in lines.strip().splitlines()]

SPECIFIC = [
    "孩子出生证明丢了怎么补",
    "刚生了孩子，户口怎么上",
    "我爸去世了，他的公积金能取吗",
    "开饭馆的食品许可证要多少钱",
    "退休以后医保还要交吗",
    "被裁员了，失业金能领几个月",
    "买二手房契税交多少",
    "结婚证丢了",
    "护照到期了怎么换",
    "我们公司社保怎么交",
    "残疾证过期了",
    "营业执照注销要几天",
    "我是给孩子补身份证，孩子六岁，人在外地，要带什么材料",
    "孩子的疫苗本找不着了，孩子明年上小学",
]

ORDINARY = [
    "",
    "你好",
    "谢谢",
    "身份证丢了怎么补办",
    "今天天气怎么样",
    "？？？",
    "再说一遍",
    "还没找到新工作",
    "碰到个合适的工作",
    "在广州办",
    "要带什么材料",
]


def name_of(text: str) -> str | None:
    found = told(text)
    return found.bundle.id if found else None


@pytest.mark.parametrize("bundle", bundles(), ids=lambda one: one.id)
def test_its_own_questions_open_it(bundle: Bundle) -> None:
    assert {line: name_of(line) for line in bundle.questions.splitlines() if name_of(line) != bundle.id} == {}


@pytest.mark.parametrize("text", SPECIFIC)
def test_a_specific_question_is_left_to_the_search(text: str) -> None:
    assert name_of(text) is None


@pytest.mark.parametrize("text", ORDINARY)
def test_other_talk_opens_nothing(text: str) -> None:
    assert name_of(text) is None


def test_the_words_that_told_it_are_given() -> None:
    found = told("我爸去世了，接下来怎么办")
    assert found is not None
    assert "去世" in found.words


def test_what_is_held_out_is_held_out() -> None:
    own = {line for bundle in bundles() for line in bundle.questions.splitlines()}
    assert len(SENTENCES) >= 100
    assert {key for key, _ in SENTENCES} == {bundle.id for bundle in bundles()}
    assert own.isdisjoint(text for _, text in SENTENCES)


def test_sentences_not_in_the_data_open_the_right_one() -> None:
    """十句里至少认得出八句半；认错的也算没认出。"""
    wrong = [(key, name_of(text), text) for key, text in SENTENCES if name_of(text) != key]
    assert len(wrong) / len(SENTENCES) <= 0.15, wrong


def test_ordinary_questions_are_hardly_ever_taken() -> None:
    """诉求的九千多句问法，问的都是具体的事项：打开一件事的不到百分之一。"""
    questions = [question.text for need in needs() for question in need.questions]
    opened = [text for text in questions if told(text)]
    assert len(opened) / len(questions) <= 0.01, opened


def test_long_letters_are_left_to_the_search() -> None:
    assert name_of("我刚生了孩子，要办哪些手续" + "，家里人都很高兴" * 10) is None


def test_traditional_characters_and_full_width_are_read() -> None:
    assert name_of("我剛生了孩子，要辦哪些手續") == "birth"
