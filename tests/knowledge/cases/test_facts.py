"""从话里听出与情形有关的事实；从选项上认出它说的是什么。"""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.cases.ages import said_age
from knowledge.cases.facts import Facts, from_json, heard, labelled

HEARD: list[tuple[str, dict[str, Any]]] = [
    ("我是给孩子办，孩子六岁，人在外地", {"whom": ["child"], "home": ["away"], "age": [6, 6]}),
    ("我本人去", {"whom": ["self"], "by": ["self"]}),
    ("身份证丢了", {"state": ["lost"]}),
    ("没丢", {}),
    ("护照到期了", {"state": ["expired"]}),
    ("第一次办护照", {"state": ["first"]}),
    ("帮我妈办身份证", {"whom": ["parent"], "by": ["agent"], "age": [30, 150]}),
    ("让我儿子去办", {"by": ["agent"]}),
    ("请问怎么办", {}),
    ("帮我查一下怎么办", {}),
    ("可以代办吗", {}),
    ("必须本人去吗", {}),
    ("我30岁，给孩子办护照", {"whom": ["child"]}),
    ("我35岁", {"age": [35, 35]}),
    ("孩子不到16岁", {"whom": ["child"], "age": [0, 15]}),
    ("女儿快16岁了", {"whom": ["child"], "age": [15, 15]}),
    ("我妈七十多岁去不了", {"whom": ["parent"], "by": ["agent"], "age": [70, 79]}),
    (
        "刚出生的孩子",
        {"whom": ["child"], "age": [0, 0], "measures": {"since.出生": [[0, 0.99, "月"]]}},
    ),
    ("孩子在上小学", {"whom": ["child"], "age": [3, 13]}),
    ("外地户口", {"home": ["away"]}),
    ("回老家办", {"home": ["local"]}),
    ("不在户籍地", {"home": ["away"]}),
    ("离婚登记要带什么", {}),
    ("我离过婚", {"wed": ["divorced"]}),
    ("没领证", {"wed": ["single"]}),
    ("对象是香港人", {"nation": ["hkmotw"]}),
    ("要多少钱", {}),
    ("", {}),
]


@pytest.mark.parametrize(("said", "told"), HEARD)
def test_what_is_heard(said: str, told: dict[str, Any]) -> None:
    assert heard(said)[0].as_json() == told


@pytest.mark.parametrize(
    ("said", "rest"), [("孩子六岁", ""), ("那我爱人呢", "那我呢"), ("身份证丢了要带什么", "身份证了要带什么")]
)
def test_what_is_left_of_the_words(said: str, rest: str) -> None:
    assert heard(said)[1].replace(" ", "") == rest


LABELS: list[tuple[str, str, dict[str, Any]]] = [
    ("给谁办？", "满16周岁的本人", {"whom": ["parent", "self", "spouse"], "age": [16, 150]}),
    ("给谁办？", "未满16周岁的孩子", {"whom": ["child"], "age": [0, 15]}),
    ("给谁办？", "现役军人", {"role": ["soldier"], "age": [17, 150]}),
    ("谁来办？", "本人", {"by": ["self"]}),
    ("谁来办？", "委托他人代办", {"by": ["agent"]}),
    ("在哪里办？", "外省的现居住地", {"home": ["away"]}),
    ("在哪里办？", "户籍地", {"home": ["local"]}),
    ("从哪儿迁过来？", "外省（区、市）", {}),
    ("车的检验过期了吗？", "没过期", {}),
    ("要改民族的人多大？", "满18、不到20周岁", {"age": [18, 19]}),
    ("申请的是哪种人？", "60周岁以上的老人", {"whom": ["parent"], "age": [60, 150]}),
    ("给谁参保？", "新生儿", {"whom": ["child"], "age": [0, 0]}),
    ("护照怎么了？", "丢失、损毁要补", {"state": ["damaged", "lost"]}),
    ("算下来是退还是补？", "要补税", {}),
]


@pytest.mark.parametrize(("question", "label", "told"), LABELS)
def test_what_a_label_says(question: str, label: str, told: dict[str, Any]) -> None:
    assert labelled(question, label).as_json() == told


def facts(said: str) -> Facts:
    return heard(said)[0]


def test_another_person_starts_anew() -> None:
    about_me = facts("我本人去，我35岁，户口在外地")
    assert about_me.is_of_another(facts("那我爱人呢"))
    assert about_me.updated(facts("那孩子呢")).as_json() == {"whom": ["child"]}
    assert not facts("孩子六岁").is_of_another(facts("孩子在外地"))
    assert facts("孩子六岁").updated(facts("人在外地")).as_json() == {
        "age": [6, 6],
        "home": ["away"],
        "whom": ["child"],
    }


def test_a_wider_age_does_not_blur_a_known_one() -> None:
    child = labelled("给谁办？", "未满16周岁的孩子")
    assert facts("孩子六岁").updated(child).age == (6, 6)
    assert facts("我35岁").updated(Facts({}, (40, 40))).age == (40, 40)


def test_only_what_is_of_the_person_lasts() -> None:
    assert facts("我本人去补，身份证丢了").lasting().as_json() == {"by": ["self"], "whom": ["self"]}
    assert facts("孩子的和我自己的").lasting().as_json() == {}


@pytest.mark.parametrize("kept", [None, {}, {"没有的": ["x"]}, {"whom": []}])
def test_an_unknown_slot_is_nothing(kept: dict[str, Any] | None) -> None:
    assert not from_json(kept)


def test_the_slot_is_read_as_written() -> None:
    told = facts("给孩子办，六岁，外地户口")
    assert from_json(told.as_json()) == told


@pytest.mark.parametrize(
    ("said", "span"),
    [("成年人", (18, 150)), ("给大人办", (18, 150)), ("未成年", (0, 17)), ("他还没成年", (0, 17))],
)
def test_grown_up_or_not_is_an_age(said: str, span: tuple[int, int]) -> None:
    told = said_age(said, of_self=True)
    assert told is not None
    assert told[0] == span
