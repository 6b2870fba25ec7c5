"""认诉求：像哪个说得出，不像的没有把握；类目是旁证。"""

from __future__ import annotations

import pytest

from knowledge.needs import Asked, Need
from knowledge.search.recognise import build, default_recogniser
from knowledge.text import normalise


def need(name: str, *questions: str, category: str = "个人/证件办理") -> Need:
    return Need(name, (name,), (category,), tuple(Asked(question, ("process",)) for question in questions))


TINY = build(
    [
        need("居民身份证补领", "身份证丢了怎么补", "身份证被偷了去哪重办"),
        need("居民身份证换领", "身份证到期了要换", "身份证过期了怎么办"),
        need("内地居民结婚登记", "想和女朋友领证", "扯证带什么", category="个人/婚姻登记"),
    ]
)


@pytest.mark.parametrize(
    ("text", "first"),
    [("我的身份证丢了", "居民身份证补领"), ("身份证快到期", "居民身份证换领"), ("我们去领证", "内地居民结婚登记")],
)
def test_the_likeliest_comes_first(text: str, first: str) -> None:
    found = TINY.recognise(text)
    assert found[0][0].id == first
    assert [chance for _, chance in found] == sorted((chance for _, chance in found), reverse=True)
    assert sum(chance for _, chance in found) <= 1 + 1e-9


@pytest.mark.parametrize("text", ["", "!?", "qwerty"])
def test_nothing_in_common_is_nothing_found(text: str) -> None:
    assert TINY.recognise(text) == []


def test_a_category_is_a_witness() -> None:
    alone = {one.id: chance for one, chance in TINY.recognise("证")}
    helped = {one.id: chance for one, chance in TINY.recognise("证", {"个人/婚姻登记": 1.0})}
    assert helped["内地居民结婚登记"] > alone["内地居民结婚登记"]


def test_commonness_is_a_share() -> None:
    common = default_recogniser().commonness([normalise("企业职工基本养老保险关系转移接续")])
    rare = default_recogniser().commonness([normalise("卫星地球站设置使用许可")])
    assert 0 <= rare < common <= 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("换工作了以前交的养老保险怎么转过来", "转移"),
        ("刚生的宝宝怎么上户口", "出生"),
        ("二手房过户", "不动产"),
        ("想把公积金取出来付房租", "公积金"),
    ],
)
def test_the_whole_set_knows_everyday_needs(text: str, words: str) -> None:
    best = default_recogniser().recognise(text)[:3]
    assert any(words in name for one, _ in best for name in one.names)


def test_needs_vote_for_their_categories() -> None:
    guessed = {"个人/证件办理": 0.5, "个人/婚姻登记": 0.45}
    voted = TINY.categories(normalise("想和女朋友领证"), guessed)
    assert next(iter(voted)) == "个人/婚姻登记"
    assert all(0 <= score <= 1 for score in voted.values())
    assert list(voted.values()) == sorted(voted.values(), reverse=True)


def test_a_known_text_is_not_taken_for_another() -> None:
    first, second = normalise("身份证丢了怎么补"), normalise("想和女朋友领证")
    alone = build(TINY.needs).similar(second)
    TINY.similar(first)
    assert TINY.similar(second) == pytest.approx(alone)
    assert TINY.similar(second) is TINY.similar(second)
