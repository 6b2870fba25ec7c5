"""是不是在比较两样，比的是哪两样。"""

from __future__ import annotations

import pytest

from knowledge.compound.comparison import Sides, named, sides
from knowledge.text import normalise

COMPARED = {
    "和换领有什么区别": Sides("", "换领", better=False),
    "跟护照比有什么不同": Sides("", "护照", better=False),
    "补领和换领有什么不同": Sides("补领", "换领", better=False),
    "身份证补领和换领有什么不一样": Sides("身份证补领", "换领", better=False),
    "居住证和暂住证区别": Sides("居住证", "暂住证", better=False),
    "居住登记跟居住证一样吗": Sides("居住登记", "居住证", better=False),
    "个体户和公司哪个好办": Sides("个体户", "公司", better=True),
    "开个体户好还是开公司好": Sides("开个体户", "开公司", better=True),
    "我在广州，居住证和暂住证有什么不一样": Sides("居住证", "暂住证", better=False),
    "对比一下居住证和居住登记": Sides("居住证", "居住登记", better=False),
}


@pytest.mark.parametrize(("said", "pair"), COMPARED.items(), ids=COMPARED)
def test_two_sides_are_found(said: str, pair: Sides) -> None:
    assert sides(normalise(said)) == pair


@pytest.mark.parametrize(
    "said",
    [
        "身份证和户口本上名字不一样怎么改",
        "临时身份证和正式身份证一样能坐火车吗",
        "这两个有什么区别",
        "交养老保险是好还是不好呢",
        "这是怎样一回事",
        "结婚证和户口本都丢了",
    ],
)
def test_other_questions_are_no_comparison(said: str) -> None:
    assert sides(normalise(said)) is None


def test_a_bare_word_stands_for_an_item() -> None:
    assert named("个体户") == "个体工商户设立登记"
    assert named("居住证") == "居住证"
