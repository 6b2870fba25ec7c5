"""目录没有写明的怎么说：一般的，和法律交给各地规定的。"""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.rendering.absent import absent
from actions.rendering.answer import answer
from actions.turn import Reply
from knowledge import clock
from knowledge.model import Item
from tests.actions.fakes import make_item

NATION = make_item(1, "居住证换领", left_to_regions=["fees", "places"], materials=[{"name": "申请表"}])


def local(**fields: Any) -> Item:
    return make_item(1, "居住证换领", "440100", **fields)


def test_what_law_leaves_to_the_regions_is_said_to_differ() -> None:
    assert absent(NATION, "fee").startswith("各地规定不同，全国没有统一写明是否收费。")
    assert "在广州办" in absent(NATION, "fee")
    assert "12345" in absent(NATION, "fee")


def test_what_nobody_left_is_only_absent() -> None:
    assert absent(NATION, "time_limit").startswith("目录没有写明办理时限。")
    assert absent(NATION, "basis").startswith("目录没有写明办理依据。")


def test_a_local_item_says_so_of_itself_and_whom_to_ask() -> None:
    told = absent(local(phone="020-7"), "fee", NATION.left_to_regions)
    assert told.startswith("广州市的目录没有写明。各地规定不同")
    assert "020-7" in told
    assert "在广州办" not in told


def told(item: Item, *aspects: str, national: Item | None = None, region: str | None = None) -> list[Reply]:
    return answer(item, aspects, asked_region=region, national=national, stale_before=date(2020, 1, 1))


def test_the_answer_uses_it() -> None:
    (reply,) = told(NATION, "fee")
    assert "各地规定不同" in reply.text
    assert not reply.data["sections"][0]["present"]
    (reply,) = told(local(materials=[]), "fee", national=NATION, region="440100")
    assert "各地规定不同" in reply.text


WHOLE = make_item(
    2,
    "居民身份证换领",
    conditions="年满16周岁的公民。",
    statutory_limit={"value": 60, "unit": "自然日"},
    steps=[{"name": "申请"}, {"name": "领证"}],
    basis=[{"name": "居民身份证法"}],
    source={"name": "全国的规定", "checked_on": clock.today().isoformat()},
)
HERE = make_item(
    2,
    "居民身份证换领",
    "440100",
    materials=[{"name": "户口簿"}],
    places=[{"name": "广州的窗口"}],
    source={"name": "广州的指南", "checked_on": clock.today().isoformat()},
)


def check_apart(own: Reply, nation: Reply) -> None:
    """两条各带各的来源，全国的注明是全国的，一条里没有两家的话。"""
    assert own.source is not None
    assert nation.source is not None
    assert (own.source["name"], nation.source["name"]) == ("广州的指南", "全国的规定")
    assert (own.source["region"], nation.source["region"]) == ("440100", "000000")
    assert "广州市的目录没有写明的，全国统一规定如下" in nation.text
    assert "全国的规定" not in own.text
    assert "广州的指南" not in nation.text


def test_an_overview_takes_what_the_place_lacks_from_the_nation_apart() -> None:
    own, nation = told(HERE, "overview", national=WHOLE, region="440100")
    check_apart(own, nation)
    assert [part["aspect"] for part in nation.data["sections"]] == ["conditions", "time_limit"]
    assert "年满16周岁" in nation.text
    assert "年满16周岁" not in own.text


def test_steps_the_place_lacks_are_the_nations_and_the_place_is_its_own() -> None:
    own, nation = told(HERE, "process", national=WHOLE, region="440100")
    check_apart(own, nation)
    assert [part["aspect"] for part in own.data["sections"]] == ["place"]
    assert [part["aspect"] for part in nation.data["sections"]] == ["process"]
    assert "广州的窗口" not in nation.text


def test_conditions_and_basis_asked_of_a_place_that_lacks_them() -> None:
    own, nation = told(HERE, "materials", "conditions", "basis", national=WHOLE, region="440100")
    check_apart(own, nation)
    assert [part["aspect"] for part in nation.data["sections"]] == ["conditions", "basis"]
