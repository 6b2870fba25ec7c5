"""办理动作：补领不是换领，结婚不是离婚。"""

from __future__ import annotations

import pytest

from knowledge.search.operations import CLASHING, CORE, agreement, assumes, only_a_paper, operations
from knowledge.text import normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("身份证丢了", {"补领"}),
        ("身份证被偷了咋补", {"补领"}),
        ("居民身份证补领", {"补领"}),
        ("身份证快到期了", {"换领"}),
        ("居民身份证换领", {"换领"}),
        ("居民户口簿补领、换领", {"补领", "换领"}),
        ("第一次办身份证", {"首次"}),
        ("房子过户给儿子", {"转移"}),
        ("注销公司", {"注销"}),
        ("公司不干了", {"注销"}),
        ("户口迁到深圳", {"迁移"}),
        ("社保断缴了怎么补缴", {"补缴"}),
        ("想开个小饭店", {"设立"}),
        ("车要年检了", {"检验"}),
        ("扯证要带啥", {"结婚"}),
        ("协议离婚", {"离婚"}),
        ("宝宝上户口", {"出生"}),
        ("租房提取公积金", {"提取"}),
        ("身份证", set()),
        ("", set()),
    ],
)
def test_the_operation_is_read(text: str, expected: set[str]) -> None:
    assert operations(text) == expected


@pytest.mark.parametrize(
    ("asked", "named", "expected"),
    [
        ("身份证丢了", "居民身份证补领", 1.0),
        ("身份证丢了", "居民身份证换领", -1.0),
        ("身份证到期", "居民身份证补领", -1.0),
        ("第一次办身份证", "居民身份证换领", -1.0),
        ("身份证丢了", "居民户口簿补领、换领", 1.0),
        ("结婚", "离婚登记", -1.0),
        ("宝宝上户口", "户口迁移", -1.0),
        ("公积金贷款", "公积金提取", -1.0),
        ("查社保缴费", "社会保险关系转移接续", 0.0),
        ("身份证", "居民身份证补领", 0.0),
        ("身份证丢了", "身份证明", 0.0),
        ("身份证丢了", "内地居民离婚登记", -1.0),
        ("办结婚证", "补领结婚证预约", -1.0),
        ("离婚证丢了", "补领离婚证预约", 1.0),
        ("领结婚证", "结婚登记预约", 1.0),
    ],
)
def test_operations_agree_or_clash(asked: str, named: str, expected: float) -> None:
    assert agreement(operations(asked), operations(named)) == expected
    assert agreement(operations(named), operations(asked)) == expected


def test_core_operations_are_known() -> None:
    known = operations("补领换领首次注销变更转移迁移查询补缴退费延续停保预约")
    assert known >= CORE
    assert all(len(group) > 1 for group in CLASHING)


def test_ending_and_resuming_exclude_each_other() -> None:
    asked = operations("养老金怎么停")
    assert agreement(asked, operations("养老保险待遇暂停、终止申报")) == 1
    assert agreement(asked, operations("恢复养老保险待遇申请")) == -1
    assert agreement(operations("养老金停了怎么办"), operations("恢复养老保险待遇申请")) == 1


@pytest.mark.parametrize(
    ("asked", "named", "more"),
    [
        ("营业执照怎么办", "营业执照遗失补领", True),
        ("营业执照丢了怎么办", "营业执照遗失补领", False),
        ("我是给孩子补身份证", "居民身份证补领", False),
        ("补充材料交到哪", "居民身份证补领", True),
        ("换了工作居住证怎么办", "居住证换领、补领", True),
        ("换驾照要带啥", "机动车驾驶证期满换证", False),
        ("户口迁移", "户口迁移证件补领、换领", True),
        ("护照到期了", "普通护照换发、补发", False),
        ("居住证怎么办", "居住证申领", False),
        ("护照怎么办", "普通护照首次申请", False),
        ("社保交了几年", "社会保险参保缴费信息查询", False),
    ],
)
def test_a_later_step_that_nobody_asked_for(asked: str, named: str, more: bool) -> None:
    assert assumes(operations(asked), operations(named)) is more


@pytest.mark.parametrize(
    ("said", "only"),
    [
        ("结婚证", True),
        ("不是，我说的是结婚证", True),
        ("我要的是身份证", True),
        ("往来港澳通行证", True),
        ("办结婚证", False),
        ("结婚证丢了", False),
        ("身份证怎么办", False),
        ("身份证多少钱", False),
        ("公积金", False),
        ("", False),
    ],
)
def test_a_paper_and_nothing_else(said: str, only: bool) -> None:
    text = normalise(said)
    assert only_a_paper(text, operations(text)) is only


@pytest.mark.parametrize(
    ("text", "there"), [("结婚证", False), ("领结婚证", True), ("结婚登记", True), ("离婚证", False)]
)
def test_the_paper_of_a_marriage_is_no_marriage(text: str, there: bool) -> None:
    assert bool(operations(text) & {"结婚", "离婚"}) is there
