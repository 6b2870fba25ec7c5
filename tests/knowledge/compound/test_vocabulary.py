"""拆句子的字样：每样东西的通称自己认得出来；写错了说在哪里。"""

from __future__ import annotations

import pytest

from knowledge.compound.vocabulary import BadCompound, pattern, vocabulary

THINGS = {
    "临时身份证丢了": ["临时身份证"],
    "居民身份证": ["身份证"],
    "身份证号": [],
    "农村户口": [],
    "户口本": ["户口本"],
    "养老保险和养老金": ["养老保险", "养老金"],
    "车子怎么过户": ["车辆过户"],
    "房子怎么过户": ["房产过户"],
    "老年优待证": ["老年证"],
    "退役军人优待证": ["优待证"],
}
"""话 → 认出的东西。"""


@pytest.mark.parametrize(("said", "names"), THINGS.items(), ids=THINGS)
def test_things_are_found(said: str, names: list[str]) -> None:
    assert [one.name for one in vocabulary().things(said)] == names


def test_kin_are_things() -> None:
    names = set(vocabulary().thing.groupindex)
    assert all(kin <= names and len(kin) > 1 for kin in vocabulary().kin)


def test_a_bad_pattern_is_named() -> None:
    with pytest.raises(BadCompound, match=r"拆句子的数据里，asks 不是正确的正则"):
        pattern("asks", "(怎么")
