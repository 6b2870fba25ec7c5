"""中文数字写成阿拉伯数字：只动带量词的，约数不动。"""

from __future__ import annotations

import pytest

from nlu.numbers import arabic_numbers

WRITTEN = [
    # 原话, 改写
    ("社保交了十五年", "社保交了15年"),
    ("三个月没交", "3个月没交"),
    ("三十六个月", "36个月"),
    ("十个工作日", "10个工作日"),
    ("满十八周岁", "满18周岁"),
    ("二十五岁", "25岁"),
    ("一百二十元", "120元"),
    ("一百零五天", "105天"),
    ("三百六十五天", "365天"),
    ("两千块", "2000块"),
    ("两万元", "2万元"),
    ("三十万", "30万"),
    ("俩人", "2人"),
    ("九级伤残", "9级伤残"),
    ("二〇二四年", "2024年"),
    ("二零一九年", "2019年"),
    ("九八年的证", "98年的证"),
    ("交了十五年，断了三个月", "交了15年，断了3个月"),
]
LEFT_ALONE = [
    "一般要多久",
    "户口在三亚",
    "五险一金",
    "第十八条",
    "一二三",
    "一些材料",
    "交了15年",
    "半个月",
    "十几天",
    # 约数
    "两三年",
    "一两天",
    "三五年",
    "七八个月",
    "十七八岁",
    "二三十万",
    "",
]


@pytest.mark.parametrize(("said", "written"), WRITTEN)
def test_a_numeral_before_a_measure_word_is_rewritten(said: str, written: str) -> None:
    assert arabic_numbers(said) == written


@pytest.mark.parametrize("said", LEFT_ALONE)
def test_everything_else_is_left_alone(said: str) -> None:
    assert arabic_numbers(said) == said


@pytest.mark.parametrize(("said", "written"), WRITTEN)
def test_rewriting_twice_changes_nothing(said: str, written: str) -> None:
    assert arabic_numbers(written) == written
