"""一件事的几种：没说是哪一种，就不替来客选。"""

from __future__ import annotations

import pytest

from knowledge.search.variants import picks_variant, siblings

FUND = ["住房公积金提取（离休、退休）", "住房公积金提取（支付房租）", "已故职工住房公积金提取"]
DEED = ["不动产转移登记（赠与）", "不动产转移登记（继承、受遗赠）", "机动车转让登记"]


@pytest.mark.parametrize(
    ("said", "names", "picked"),
    [
        ("公积金怎么提取", FUND, True),
        ("退休了公积金怎么取", FUND, False),
        ("房子过户要什么材料", DEED, True),
        ("父母把房子赠给我要什么材料", DEED, False),
        ("怎么办居住证", ["居住证申领", "居住证签注"], False),
        ("公积金怎么提取", FUND[:1], False),
        ("公积金怎么提取", [FUND[0], FUND[2]], False),
        ("什么", [], False),
    ],
)
def test_a_kind_nobody_named_is_not_chosen(said: str, names: list[str], picked: bool) -> None:
    assert picks_variant(said, names) is picked


def test_the_kinds_of_one_thing_are_told() -> None:
    assert siblings(FUND) == [0, 1]
    assert siblings(DEED) == [0, 1]
    assert siblings(["居住证申领", "居住证签注"]) == []
    assert siblings([]) == []
