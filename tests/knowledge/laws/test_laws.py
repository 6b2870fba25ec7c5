"""法的废止：名称怎样写都认得；废止当天起才算；同名的新法不算旧的。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from knowledge.laws import ended_grounds, ended_law, has_lost_its_ground, plain_title, repealed_laws
from knowledge.model import Item

TODAY = date(2026, 11, 23)

# 各部代替它的法的附则：民法典第一千二百六十条，市场主体登记管理条例第五十五条，促进个体工商户发展条例第三十九条，
# 出境入境管理法第九十三条，退役军人安置条例第九十三条，学位法第四十五条，增值税法第三十八条，
# 生态环境法典第一千二百四十二条，医师法第六十七条。
ENDED = [
    ("中华人民共和国婚姻法", "2021-01-01"),
    ("继承法", "2021-01-01"),
    ("《收养法》", "2021-01-01"),
    ("物权法", "2021-01-01"),
    ("合同法", "2021-01-01"),
    ("担保法", "2021-01-01"),
    ("民法通则", "2021-01-01"),
    ("民法总则", "2021-01-01"),
    ("侵权责任法", "2021-01-01"),
    ("中华人民共和国公司登记管理条例（2016年修订）", "2022-03-01"),
    ("企业法人登记管理条例", "2022-03-01"),
    ("农民专业合作社登记管理条例", "2022-03-01"),
    ("个体工商户条例", "2022-11-01"),
    ("个体工商户登记管理办法", "2022-03-01"),
    ("中外合资经营企业法", "2020-01-01"),
    ("公民出境入境管理法", "2013-07-01"),
    ("城市房屋拆迁管理条例", "2011-01-21"),
    ("退役士兵安置条例", "2024-09-01"),
    ("学位条例", "2025-01-01"),
    ("中华人民共和国增值税暂行条例", "2026-01-01"),
    ("婚姻登记条例（2003年国务院令第387号）", "2025-05-10"),
    ("企业破产法（试行）", "2007-06-01"),
    ("城市规划法第二十九条", "2008-01-01"),
    ("中华人民共和国环境保护法（2014年修订）", "2026-08-15"),
    ("环境影响评价法第二十二条", "2026-08-15"),
    ("中华人民共和国固体废物污染环境防治法", "2026-08-15"),
    ("中华人民共和国执业医师法", "2022-03-01"),
]


@pytest.mark.parametrize(("name", "day"), ENDED)
def test_an_ended_law_is_known_from_that_day_on(name: str, day: str) -> None:
    ended_on = date.fromisoformat(day)
    found = ended_law(name, TODAY)
    assert found is not None
    assert found.ended_on == ended_on
    assert ended_law(name, ended_on) is not None
    assert ended_law(name, date.fromordinal(ended_on.toordinal() - 1)) is None


@pytest.mark.parametrize(
    "name",
    [
        "民法典",
        "中华人民共和国民法典婚姻家庭编",
        "婚姻登记条例",
        "婚姻登记条例（国务院令第804号）",
        "市场主体登记管理条例",
        "促进个体工商户发展条例",
        "企业破产法",
        "劳动合同法",
        "农村土地承包法",
        "某市物权法实施办法",
    ],
)
def test_a_law_in_force_is_not_ended(name: str) -> None:
    assert ended_law(name, TODAY) is None


def test_each_entry_says_who_took_its_place_and_where() -> None:
    laws = repealed_laws()
    assert len(laws) >= 50
    for key, one in laws.items():
        assert key == plain_title(one.name)
        assert one.by
        assert one.url.startswith("https://")
        assert one.article or one.editions
        assert one.ended_on <= TODAY
        # 代替它的法自己还在。
        assert ended_law(one.by, TODAY) is None


def item(*names: str) -> Item:
    fields: dict[str, Any] = {"basis": [{"name": name} for name in names]} if names else {}
    source = {"name": "示例", "checked_on": "2026-11-23"}
    row = {"code": "0" * 31, "entry_code": "0" * 12, "name": "登记", "region": "000000", "source": source}
    return Item.model_validate(row | fields)


@pytest.mark.parametrize(
    ("names", "ended", "is_lost"),
    [
        ([], 0, False),
        (["民法典"], 0, False),
        (["民法典", "婚姻法"], 1, False),
        (["婚姻法"], 1, True),
        (["《中华人民共和国婚姻法》第八条", "收养法"], 2, True),
    ],
)
def test_an_item_loses_its_ground_when_all_of_it_has_ended(names: list[str], ended: int, is_lost: bool) -> None:
    assert len(ended_grounds(item(*names), TODAY)) == ended
    assert has_lost_its_ground(item(*names), TODAY) is is_lost
