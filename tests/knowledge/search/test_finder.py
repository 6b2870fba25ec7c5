"""检索的主路：找到、要问、没找到；区划的次序；失效和终止的不给；目录更新后自动换代。"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from knowledge import clock
from knowledge.search import Found, Search

CHAIN = ["440106", "440100", "440000", "000000"]
"""县（天河区）→ 市（广州市）→ 省（广东省）→ 全国。"""


def names(found: Found) -> list[str]:
    return [hit.name for hit in found.hits]


def first(search: Search, text: str, **options: Any) -> tuple[str, str, bool]:
    hit = search.find(text, **options).hits[0]
    return hit.name, hit.region, hit.elsewhere


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("居民身份证补领", "居民身份证补领"),
        ("身份证丢了怎么补办", "居民身份证补领"),
        ("身份证到期换证", "居民身份证换领"),
        ("領結婚證要帶什麼", "内地居民结婚登记"),
        ("老人免费坐车的卡怎么办", "老年优待证申领"),
        ("注册公司", "有限责任公司设立登记"),
    ],
)
def test_a_clear_question_is_found(small: Any, text: str, name: str) -> None:
    found = small.search.find(text)
    assert (found.outcome, names(found)[0]) == ("found", name)


def test_two_entries_alike_are_asked_about(small: Any) -> None:
    found = small.search.find("渔业捕捞许可证核发")
    assert found.outcome == "ambiguous"
    assert names(found)[:2] == ["渔业捕捞许可证核发"] * 2


@pytest.mark.parametrize("text", ["今天天气怎么样", "给我写一首诗", "xyz", "宇宙飞船驾驶舱装潢"])
def test_what_the_catalogue_lacks_is_not_found(small: Any, text: str) -> None:
    assert small.search.find(text).outcome == "not_found"


@pytest.mark.parametrize("text", ["", "   ", "？！。", "😀😀", "\u200b", "广州"])
def test_a_question_that_asks_nothing_finds_nothing(small: Any, text: str) -> None:
    assert small.search.find(text) == Found("not_found", [])


def test_equal_scores_stand_in_the_order_of_codes(small: Any) -> None:
    hits = small.search.find("渔业捕捞许可证核发").hits[:2]
    assert hits[0].score == hits[1].score
    assert [int(hit.entry_code) for hit in hits] == [9, 10]


def test_the_same_question_gets_the_same_answer(small: Any) -> None:
    for text in ("身份证", "登记", "许可证", "办证要什么材料"):
        assert small.search.find(text) == small.search.find(text)


@pytest.mark.parametrize("text", ["身份证", "登记", "证", "渔业捕捞许可证核发", "居民身份证补领"])
def test_scores_are_chances(small: Any, text: str) -> None:
    scores = [hit.score for hit in small.search.find(text).hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert sum(scores) <= 1.0 + 1e-3


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("居住证申领", "440106", ("居住证申领", "440106", False)),
        ("居住证申领", "440100", ("居住证申领", "440000", False)),
        ("居住证申领", "440300", ("居住证申领", "440000", False)),
        ("居住证申领", None, ("居住证申领", "440000", False)),
        ("居民身份证补领", "440106", ("居民身份证补领", "440100", False)),
        ("居民身份证补领", "440300", ("居民身份证补领", "000000", False)),
        ("居民身份证补领", "310000", ("居民身份证补领", "000000", False)),
        ("居民身份证补领", "000000", ("居民身份证补领", "000000", False)),
        ("居民身份证补领", None, ("居民身份证补领", "000000", False)),
        ("老年优待证申领", "310000", ("老年优待证申领", "310000", False)),
        ("老年优待证申领", "440100", ("老年优待证申领", "310000", True)),
        ("居住证申领", "310000", ("居住证申领", "440000", True)),
    ],
)
def test_the_nearest_level_answers(small: Any, text: str, region: str | None, expected: tuple[str, str, bool]) -> None:
    assert first(small.search, text, region=region) == expected


def test_every_level_steps_in_when_the_nearer_is_missing(shelf: Any, make_row: Callable[..., Any]) -> None:
    for place in range(len(CHAIN)):
        shelf.bring([make_row(1, "居住证申领", region) for region in CHAIN[place:]], replace=True)
        assert first(shelf.search, "居住证申领", region=CHAIN[0]) == ("居住证申领", CHAIN[place], False)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "is_given"),
    [
        (None, -1, False),
        (-10, -1, False),
        (1, None, False),
        (0, 0, True),
        (-1, 1, True),
        (None, None, True),
    ],
)
def test_only_what_is_valid_today_is_given(
    shelf: Any, make_row: Callable[..., Any], valid_from: int | None, valid_until: int | None, is_given: bool
) -> None:
    def day(offset: int | None) -> str | None:
        return None if offset is None else (clock.today() + timedelta(days=offset)).isoformat()

    shelf.bring([make_row(1, "居住证申领", valid_from=day(valid_from), valid_until=day(valid_until))])
    assert bool(shelf.search.find("居住证申领").hits) is is_given


def test_the_expired_never_answers(small: Any) -> None:
    for text in ("电动自行车登记", "电动车上牌"):
        assert "电动自行车登记" not in names(small.search.find(text))


def test_an_expired_local_item_gives_way_to_the_nation(shelf: Any, make_row: Callable[..., Any]) -> None:
    shelf.bring([make_row(1, "居住证申领"), make_row(1, "居住证申领", "440100", valid_until="2021-01-01")])
    assert first(shelf.search, "居住证申领", region="440100") == ("居住证申领", "000000", False)


def test_a_running_search_follows_the_catalogue(shelf: Any, make_row: Callable[..., Any]) -> None:
    assert shelf.bring([make_row(1, "居住证申领")]).generation
    assert names(shelf.search.find("居住证申领")) == ["居住证申领"]
    shelf.bring([make_row(2, "普通护照首次申请")], replace=True)
    assert names(shelf.search.find("普通护照首次申请")) == ["普通护照首次申请"]
    assert shelf.search.find("居住证申领").hits == []


def test_the_ended_never_comes_back(shelf: Any, make_row: Callable[..., Any]) -> None:
    rows = [make_row(1, "居住证申领"), make_row(1, "居住证申领", "440100"), make_row(2, "普通护照首次申请")]
    shelf.bring(rows)
    shelf.bring([rows[0], rows[2]], replace=True)
    assert first(shelf.search, "居住证申领", region="440100") == ("居住证申领", "000000", False)


def test_a_catalogue_never_filled_finds_nothing(shelf: Any, make_row: Callable[..., Any]) -> None:
    assert shelf.search.find("居住证申领") == Found("not_found", [])
    shelf.bring([make_row(1, "居住证申领")])
    assert shelf.search.find("居住证申领").outcome == "found"


def test_a_lost_index_finds_nothing(shelf: Any, make_row: Callable[..., Any]) -> None:
    shelf.bring([make_row(1, "居住证申领")])
    shutil.rmtree(shelf.folder / "index")
    assert shelf.search.find("居住证申领") == Found("not_found", [])


def test_only_the_wanted_category_is_given(small: Any) -> None:
    found = small.search.find("登记证件申领", category="个人/婚姻登记")
    assert names(found)
    assert set(names(found)) <= {"内地居民结婚登记", "内地居民离婚登记"}
    assert small.search.find("登记证件申领", category="个人/死亡殡葬").hits == []


def test_a_likely_category_lifts_its_items(small: Any) -> None:
    def score(name: str, **options: Any) -> float:
        return next(hit.score for hit in small.search.find("证申领", **options).hits if hit.name == name)

    assert score("居住证申领", categories={"个人/证件办理": 0.9}) > score("居住证申领")


def test_the_side_is_heard(shelf: Any, make_row: Callable[..., Any]) -> None:
    shelf.bring([make_row(1, "印章刻制备案", sides=["个人"]), make_row(2, "印章刻制备案", sides=["法人"])])
    for side, number in (("个人", 1), ("法人", 2)):
        assert int(shelf.search.find("印章刻制备案", side=side).hits[0].entry_code) == number


@pytest.mark.parametrize("limit", [1, 3])
def test_no_more_hits_than_asked(small: Any, limit: int) -> None:
    assert len(small.search.find("证", limit=limit).hits) <= limit


def test_a_hit_says_where_and_why(small: Any) -> None:
    hit = small.search.find("居民身份证补领", region="440100").hits[0]
    assert (hit.entry_code, hit.region, hit.authority, hit.matched_by) == ("000000000001", "440100", None, "名称")
    assert hit.code.endswith(hit.entry_code)
