"""时限和金额：写在办理条件里的日子、额度也答得出；费用不说两遍。"""

from __future__ import annotations

from typing import Any

import pytest

from actions.rendering.answer import relevant
from actions.rendering.sections import section
from tests.actions.fakes import make_item

LIMIT: dict[str, Any] = {"statutory_limit": {"value": 1, "unit": "工作日"}}


@pytest.mark.parametrize(
    ("fields", "conditions", "lines"),
    [
        (LIMIT, "自车辆交付之日起30日内申请。\n2025年5月10日起不限地方。", ["自车辆交付之日起30日内申请。"]),
        ({}, "学习：一般7天。\n要本人来。", ["学习：一般7天。"]),
        ({}, "次年3月1日至6月30日办理。", ["次年3月1日至6月30日办理。"]),
        ({}, "轮候期一般不超过5年。", ["轮候期一般不超过5年。"]),
        ({}, "要本人来。", []),
    ],
)
def test_days_written_in_the_conditions_answer_when(fields: dict[str, Any], conditions: str, lines: list[str]) -> None:
    told = section(make_item(1, "登记", conditions=conditions, **fields), "time_limit")
    assert [line for line in told if "时限" not in line] == lines


@pytest.mark.parametrize("line", ["最高贷款额度由当地确定。", "每满一年领一个月。"])
def test_what_one_may_get_is_an_amount(line: str) -> None:
    assert section(make_item(1, "申领", conditions=f"要本人来。\n{line}"), "amount") == [line]


def test_a_fee_is_not_told_again_as_an_amount() -> None:
    fees = [{"name": "工本费", "standard": "每证40元", "basis": "某某号文"}]
    assert relevant(make_item(1, "身份证补领", fees=fees), ["fee", "amount"]) == ["fee"]
    item = make_item(1, "津贴申领", fees=fees, conditions="每月发200元。")
    assert relevant(item, ["fee", "amount"]) == ["fee", "amount"]


def test_a_lost_card_is_told_how_to_replace_even_when_an_age_adds_its_validity() -> None:
    item = make_item(1, "居民身份证补领")
    assert relevant(item, ["remedy", "validity"]) == ["process", "materials", "validity"]
    assert relevant(item, ["remedy", "fee"]) == ["fee"]
