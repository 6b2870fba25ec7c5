"""再像也不直接答的：动作相反的、没有问到的、查进度和预约的、只沾一点边的、只说一个话题的。"""

from __future__ import annotations

import json

import pytest

from knowledge.search.candidate import Candidate, read_candidate
from knowledge.search.doubt import ask_first, is_topic
from knowledge.search.query import read_query

EVEN = {
    "said_covered": 0.8,
    "meant_covered": 0.8,
    "name_covered": 0.8,
    "need_first": 0.8,
    "operation": 1.0,
    "contains_name": 0.0,
}


def candidate(name: str) -> Candidate:
    kept = {"names": [name], "aliases": [], "questions": [], "sides": [], "categories": []}
    return read_candidate("1" * 12, json.dumps(kept).encode())


@pytest.mark.parametrize(
    ("said", "name", "first"),
    [
        ("怎么查身份证下办过几张银行卡", "居民身份证办理进度查询", True),
        ("身份证办到哪了怎么查", "居民身份证办理进度查询", False),
        ("我的居住证办得怎么样了", "居住证办理进度查询", False),
        ("护照批下来了没有", "护照办理进度查询", False),
        ("结婚登记要什么", "结婚登记预约", True),
        ("结婚登记怎么预约", "结婚登记预约", False),
        ("护照怎么注销", "普通护照首次申请", True),
        ("营业执照怎么办", "营业执照遗失补领", True),
        ("营业执照丢了", "营业执照遗失补领", False),
        ("身份证丢了怎么补", "居民身份证补领", False),
    ],
)
def test_what_nobody_asked_for_is_asked_about_first(said: str, name: str, first: bool) -> None:
    assert ask_first(read_query(said), candidate(name), EVEN, 0.7, topic=False) is first


def test_what_only_touches_is_asked_about_unless_sure() -> None:
    touching = {
        **EVEN,
        "said_covered": 0.1,
        "meant_covered": 0.1,
        "name_covered": 0.1,
        "need_first": 0.0,
        "operation": 0.0,
    }
    query, found = read_query("话费余额"), candidate("养老保险个人账户余额继承")
    assert ask_first(query, found, touching, 0.7, topic=False)
    assert not ask_first(query, found, touching, 0.95, topic=False)


@pytest.mark.parametrize(
    ("named", "known", "first"),
    [(0.3, 0.5, True), (0.5, 0.5, False), (0.3, 0.7, False)],
)
def test_a_long_name_of_which_little_was_said_is_asked_about(named: float, known: float, first: bool) -> None:
    values = {**EVEN, "name_covered": named, "need_first": known, "operation": 0.0}
    query, found = read_query("公司注册资本要实缴吗"), candidate("融资担保公司减少注册资本审批")
    assert ask_first(query, found, values, 0.7, topic=False) is first
    assert not ask_first(query, found, {**values, "contains_name": 1.0}, 0.7, topic=False)


@pytest.mark.parametrize(
    ("said", "share", "topic"), [("社保", 1.0, True), ("社保怎么交", 1.0, False), ("社保", 0.5, False)]
)
def test_a_bare_word_several_speak_of_is_a_topic(said: str, share: float, topic: bool) -> None:
    rows = [{**EVEN, "said_covered": share, "meant_covered": 0.0}] * 3
    assert is_topic(read_query(said), rows) is topic
