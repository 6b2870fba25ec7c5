"""没见过的目录：名称分两半，问过的认诉求器没有见过。"""

from __future__ import annotations

from bench.peers_bm25 import KEYS
from bench.unseen import COLUMNS, ask_search, catalogue, listed, measured, table_of, ways
from knowledge.needs import Asked, Need, needs
from knowledge.search.recognise import build

CARD = Need(
    "a/card",
    ("身份证补办", "居民身份证补领", "身份证遗失补领"),
    ("个人/证件办理",),
    tuple(Asked(f"身份证丢了怎么办{n}", ("process",)) for n in "一二三四五六七八九十"),
)
MARRY = Need(
    "a/marry",
    ("结婚证办理", "内地居民结婚登记"),
    ("个人/婚姻登记",),
    tuple(Asked(f"领结婚证要带啥{n}", ("materials",)) for n in "一二三四五六七八九十"),
)
SHARED = Need("a/shared", ("结婚证办理", "居民身份证补领"), ("个人/证件办理",), (Asked("两样一起办", ("process",)),))
SINGLE = Need("a/single", ("护照签发",), ("个人/出境入境",), (Asked("办护照", ("process",)),))
KNOWN = [CARD, MARRY, SHARED, SINGLE]


def test_half_of_the_names_make_the_catalogue() -> None:
    assert [code for code, _ in catalogue(KNOWN)] == ["居民身份证补领", "内地居民结婚登记"]
    assert listed(SINGLE) == ()


def test_what_is_asked_was_not_seen() -> None:
    entries = {code for code, _ in catalogue(KNOWN)}
    unseen_question, unseen_need = ways(KNOWN)
    for one in (unseen_question, unseen_need):
        assert not {name for need in one.known for name in need.names} & entries
        seen = {asked.text for need in one.known for asked in need.questions}
        assert not seen & {asked.text for asked in one.questions}
    assert unseen_question.questions
    assert {need.id for need in unseen_question.known} == {need.id for need in KNOWN}


def test_every_need_of_ours_can_be_found() -> None:
    entries = {code for code, _ in catalogue(needs())}
    asked = [asked for one in ways(needs()) for asked in one.questions]
    assert len(asked) > 2000
    assert all(set(one.codes or ()) <= entries and one.codes for one in asked)


def test_the_search_finds_a_name_it_never_saw() -> None:
    unseen_question, _ = ways(KNOWN)
    pairs = ask_search(catalogue(KNOWN), unseen_question.questions, build(unseen_question.known))
    assert all(answer.candidates[0] in (asked.codes or ()) for asked, answer in pairs)


def test_the_table_has_every_peer() -> None:
    found = measured(KNOWN)
    assert [list(columns) for columns in found.values()] == [list(COLUMNS)] * 2
    assert [column.header for column in table_of(found).columns] == ["没见过的目录", *COLUMNS]
    assert all(set(one) == set(KEYS) for columns in found.values() for one in columns.values())
