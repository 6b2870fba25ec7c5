"""一个事项的答复：抬头、段落、没有写明的、来源，和接着可以问的。"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from actions.rendering.answer import NEXT_ASPECTS, answer
from actions.turn import Reply
from knowledge import clock
from knowledge.freshness import months_before
from knowledge.model import Item
from knowledge.taxonomy.acts import parse_payload
from knowledge.taxonomy.aspects import ASPECTS
from knowledge.words import say
from tests.actions.fakes import make_item

TODAY = clock.today()
YEAR_AGO = months_before(TODAY, 12)
ANSWERABLE: dict[str, Any] = {
    "statutory_limit": {"value": 20, "unit": "工作日"},
    "conditions": "年满16周岁。",
    "materials": [{"name": "户口簿"}],
    "fees": [],
    "steps": [{"name": "申请"}],
    "authority": "公安机关",
}
NATION = make_item(1, "居民身份证换领", **ANSWERABLE)
LOCAL = make_item(1, "居民身份证换领", "440100", materials=[{"name": "居住证"}], phone="020-12345")


def told(
    item: Item, *aspects: str, region: str | None = None, national: Item | None = None, stale_before: date = YEAR_AGO
) -> list[Reply]:
    return answer(item, aspects, asked_region=region, national=national, stale_before=stale_before)


def test_an_answer_has_head_body_and_source() -> None:
    (reply,) = told(NATION, "materials", "fee")
    assert reply.text.splitlines() == [
        "【居民身份证换领】全国统一规定",
        "◆ 要带的材料",
        "1. 户口簿",
        "◆ 费用",
        "不收费",
        f"来源：居民身份证换领的规定（{TODAY}核对） https://example.cn/a",
    ]
    assert reply.kind == "item"
    assert reply.text.splitlines()[-reply.data["source_lines"]].startswith("来源：")
    assert reply.source == {
        "name": "居民身份证换领的规定",
        "url": "https://example.cn/a",
        "checked_on": TODAY.isoformat(),
        "region": "000000",
    }
    assert [part["aspect"] for part in reply.data["sections"]] == ["materials", "fee"]


def test_a_source_without_an_address_is_still_named() -> None:
    item = make_item(1, "居民身份证换领", fees=[], source={"name": "收费公示", "checked_on": TODAY.isoformat()})
    assert told(item, "fee")[0].text.splitlines()[-1] == f"来源：收费公示（{TODAY}核对）"


def test_no_aspect_asked_is_an_overview() -> None:
    (reply,) = told(NATION)
    assert [part["aspect"] for part in reply.data["sections"]] == ["overview"]


@pytest.mark.parametrize("aspect", list(ASPECTS))
def test_what_is_absent_is_said_with_whom_to_ask(aspect: str) -> None:
    what = say(f"aspect.{aspect}.absent")
    (reply,) = told(make_item(1, "居民身份证换领"), aspect)
    assert reply.text.splitlines()[1] == f"目录没有写明{what}。可以拨打12345或向办理部门询问。"
    assert not reply.data["sections"][0]["present"]
    if aspect not in ("phone", "progress", "appointment"):
        (reply,) = told(make_item(1, "居民身份证换领", phone="020-7"), aspect)
        assert reply.text.splitlines()[1] == f"目录没有写明{what}。可以拨打020-7询问。"


def test_the_nation_steps_in_for_a_place_that_has_none() -> None:
    (reply,) = told(NATION, "fee", region="440100")
    assert "目录里没有广州" in reply.text.splitlines()[1]
    assert "以下是全国统一规定" in reply.text.splitlines()[1]
    for region in (None, "000000"):
        assert "目录里没有" not in told(NATION, "fee", region=region)[0].text


def test_a_local_answer_stands_alone() -> None:
    (reply,) = told(LOCAL, "materials", region="440100", national=NATION)
    assert reply.data["item"]["code"] == LOCAL.code
    assert "户口簿" not in reply.text
    assert "全国" not in reply.text


def test_where_the_place_is_silent_the_nation_answers_apart() -> None:
    own, nation = told(LOCAL, "materials", "fee", region="440100", national=NATION)
    assert (own.data["item"]["code"], nation.data["item"]["code"]) == (LOCAL.code, NATION.code)
    assert "居住证" in own.text
    assert "不收费" not in own.text
    assert "不收费" in nation.text
    assert "居住证" not in nation.text
    assert "没有写明的，全国统一规定如下" in nation.text
    assert own.source is not None
    assert nation.source is not None
    assert (own.source["region"], nation.source["region"]) == ("440100", "000000")
    assert own.choices == ()
    assert nation.choices


def test_a_place_silent_on_everything_asked_leaves_only_the_nation() -> None:
    (reply,) = told(LOCAL, "fee", "conditions", region="440100", national=NATION)
    assert reply.data["item"]["code"] == NATION.code


def test_where_both_are_silent_the_place_says_so() -> None:
    (reply,) = told(LOCAL, "appointment", "basis", region="440100", national=NATION)
    assert reply.data["item"]["code"] == LOCAL.code or "020-12345" in reply.text
    assert "目录没有写明办理依据。可以拨打020-12345询问。" in reply.text


def test_an_item_of_elsewhere_says_it_is_of_there() -> None:
    (reply,) = told(make_item(1, "老年优待证", "310000", fees=[]), "fee")
    assert "上海" in reply.text.splitlines()[1]


@pytest.mark.parametrize(("days", "is_stale"), [(-365, False), (0, False), (1, True), (4000, True)])
def test_an_old_check_is_remarked(days: int, is_stale: bool) -> None:
    (reply,) = told(NATION, "fee", stale_before=TODAY + timedelta(days=days))
    assert (f"这条信息核对于{TODAY}，可能有变" in reply.text) is is_stale
    assert bool(reply.data["remarks"]) is is_stale


def test_the_oldest_of_the_sources_in_use_decides() -> None:
    special = {"name": "收费公示", "checked_on": "2020-01-02", "fields": ["fees"]}
    item = make_item(1, "居民身份证换领", fees=[], conditions="年满16周岁。", sources=[special])
    assert "核对于2020-01-02，可能有变" in told(item, "fee")[0].text
    assert "可能有变" not in told(item, "conditions")[0].text


SPECIAL = {"name": "收费公示", "url": "https://example.cn/fee", "checked_on": "2026-01-02", "fields": ["fees"]}


def test_a_source_of_one_field_is_cited_for_that_field_only() -> None:
    item = make_item(1, "居民身份证换领", fees=[], conditions="年满16周岁。", sources=[SPECIAL])
    (fee,) = told(item, "fee")
    (conditions,) = told(item, "conditions")
    assert fee.source is not None
    assert conditions.source is not None
    assert fee.source["name"] == "收费公示"
    assert [source["name"] for source in fee.data["sources"]] == ["收费公示", "居民身份证换领的规定"]
    assert conditions.source["name"] == "居民身份证换领的规定"
    assert [source["name"] for source in conditions.data["sources"]] == ["居民身份证换领的规定"]


def test_what_can_be_asked_next_is_there_and_not_just_said() -> None:
    (reply,) = told(NATION, "materials")
    payloads = [parse_payload(choice.payload) for choice in reply.choices]
    offered = [payload.values["aspect"] for payload in payloads]
    assert {(payload.act, payload.values["item"]) for payload in payloads} == {("follow", NATION.code)}
    assert offered == ["time_limit", "fee", "conditions", "process"]
    assert set(offered) <= set(NEXT_ASPECTS)
    assert all(choice.label for choice in reply.choices)


def test_nothing_is_offered_that_nobody_knows() -> None:
    (reply,) = told(make_item(1, "居民身份证换领", fees=[]), "fee")
    assert reply.choices == ()


def test_to_replace_what_was_lost_is_the_remedy() -> None:
    lost = make_item(2, "居民身份证补领", **ANSWERABLE)
    assert [part["aspect"] for part in told(lost, "remedy")[0].data["sections"]] == ["process", "materials"]
    assert [part["aspect"] for part in told(lost, "remedy", "fee")[0].data["sections"]] == ["fee"]
    assert [part["aspect"] for part in told(NATION, "remedy")[0].data["sections"]] == ["remedy"]
