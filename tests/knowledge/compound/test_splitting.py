"""拆句子：几样的拆开，一样的不拆。整句各半的样本在 tests/actions/compound，这里是一条一条的道理。"""

from __future__ import annotations

import pytest

from knowledge.compound.splitting import LONGEST, split
from knowledge.needs import needs
from knowledge.text import normalise

APART = {
    "身份证丢了，护照也过期了，怎么补": ["身份证丢了怎么补", "护照也过期了怎么补"],
    "结婚证和户口本都丢了": ["结婚证丢了", "户口本丢了"],
    "我身份证、户口本、结婚证全被偷了": ["我身份证被偷了", "我户口本被偷了", "我结婚证被偷了"],
    "营业执照要变更地址，另外发票怎么申请": ["营业执照要变更地址", "发票怎么申请"],
    "新车上牌和交购置税怎么办": ["新车上牌怎么办", "交购置税怎么办"],
    "补办户口本以及补办身份证分别要什么材料": ["补办户口本要什么材料", "补办身份证要什么材料"],
    "公积金怎么提取和怎么贷款": ["公积金怎么提取", "公积金怎么贷款"],
    "身份证挂失和补办怎么办": ["身份证挂失怎么办", "身份证补办怎么办"],
    "毕业证丢了能补吗？教师资格证怎么认定？": ["毕业证丢了能补吗", "教师资格证怎么认定"],
}
"""原话 → 拆出的各样。"""


@pytest.mark.parametrize(("said", "parts"), APART.items(), ids=APART)
def test_several_are_told_apart(said: str, parts: list[str]) -> None:
    assert [one.text for one in split(normalise(said))] == parts


TOGETHER = {
    "问的是材料": "结婚证丢了，要带户口本和身份证吗",
    "没有的是条件": "孩子六岁了，没有身份证，怎么办身份证",
    "两份证件对不上": "身份证和户口本上名字不一样怎么改",
    "丢了是背景，问的是后一件": "结婚证丢了，现在要离婚怎么办",
    "出了事还能不能": "孩子上户口，出生证明丢了行不行",
    "先办哪样才能办哪样": "开店要办健康证和食品经营许可证才能办营业执照吗",
    "同一样的两问": "身份证丢了，怎么补办，要带什么材料",
    "选一样": "补办身份证要户口本还是居住证",
    "说的是一回事": "社保断了两个月，医保还能用吗",
    "只有一样东西": "在广州上班，想办居住证，去哪办",
    "太短": "社保",
}
"""道理 → 只有一样诉求的话。"""


@pytest.mark.parametrize("said", TOGETHER.values(), ids=TOGETHER)
def test_one_need_stays_whole(said: str) -> None:
    assert split(normalise(said)) == ()


def test_what_comes_before_is_the_context_of_each() -> None:
    parts = split(normalise("我妈去世了，她的社保和公积金怎么取，房子怎么过户"))
    assert {one.context for one in parts} == {"我妈去世了"}


def test_joined_and_apart_are_heard() -> None:
    first, second = split(normalise("想提取公积金付房租，另外居住证要签注了"))
    assert (first.apart, second.apart) == (False, True)


def test_letters_are_not_split() -> None:
    said = "身份证丢了，护照也过期了，怎么补"
    assert split(normalise(said + "，" + "我" * LONGEST)) == ()


def test_single_needs_are_hardly_ever_split() -> None:
    """诉求的问法都只问一样：照字面拆开的不到千分之二。"""
    asked = [normalise(question.text) for need in needs() for question in need.questions]
    assert sum(bool(split(text)) for text in asked) / len(asked) < 0.002
