"""找到了也不拿来作答：暂停的、依据废止了的。说明缘由，带着来源，不说出别的事实。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.answering import answer_found, answer_item
from actions.desk import Desk
from knowledge import clock
from knowledge.freshness import months_before
from knowledge.model import Item
from tests.actions.fakes import found, make_desk, make_item, make_state

FACTS: dict[str, Any] = {
    "fees": [{"name": "工本费", "standard": "每证40元"}],
    "conditions": "年满16周岁。",
    "phone": "020-12345",
}
PAUSED = make_item(1, "居住证申领", "440100", status="暂停", **FACTS)
ENDED = make_item(2, "收养登记", basis=[{"name": "中华人民共和国收养法", "article": "第十五条"}], **FACTS)
HALF = make_item(3, "离婚登记", basis=[{"name": "婚姻法"}, {"name": "民法典"}], **FACTS)


def test_a_paused_item_is_said_to_be_paused_and_nothing_else() -> None:
    turn = answer_found(make_desk(PAUSED), make_state("ask", region="440100"), found(PAUSED), ("fee",))
    (reply,) = turn.replies
    assert turn.outcome == "answered"
    assert turn.item == {"code": PAUSED.code, "name": PAUSED.name, "region": PAUSED.region}
    assert reply.text.splitlines() == [
        "“居住证申领”目前暂停办理，什么时候恢复目录没有写明。可以拨打020-12345询问。",
        f"来源：居住证申领的规定（{PAUSED.source.checked_on}核对） https://example.cn/a",
    ]
    assert reply.source is not None
    assert (reply.source["region"], reply.data["sections"]) == ("440100", [])


def test_an_item_without_ground_is_withheld_and_says_why() -> None:
    turn = answer_found(make_desk(ENDED), make_state("ask"), found(ENDED), ("fee",))
    (reply,) = turn.replies
    assert (turn.outcome, turn.item) == ("no_match", None)
    assert "《收养法》已于2021-01-01废止，由《民法典》代替" in reply.text
    assert "020-12345" in reply.text
    assert "40元" not in reply.text
    assert turn.remember["item"] is None


def test_an_item_with_some_ground_left_is_answered() -> None:
    turn = answer_item(make_desk(HALF), make_state("ask"), HALF, ("fee",))
    assert (turn.outcome, "40元" in turn.replies[0].text) == ("answered", True)


def test_without_a_phone_the_hotline_is_named() -> None:
    turn = answer_item(make_desk(), make_state("ask"), make_item(1, "居住证申领", status="暂停"), ())
    assert "12345" in turn.replies[0].text


@pytest.mark.parametrize("fields", [{"status": "暂停"}, {"basis": [{"name": "物权法"}]}])
def test_what_is_withheld_does_not_fill_in_for_others(fields: dict[str, Any]) -> None:
    local = make_item(1, "居住证申领", "440100", conditions="在本市居住半年。")
    nation = make_item(1, "居住证申领", **(FACTS | fields))
    turn = answer_item(make_desk(local, nation), make_state("ask", region="440100"), local, ("fee", "conditions"))
    text = "\n".join(reply.text for reply in turn.replies)
    assert "在本市居住半年" in text
    assert "40元" not in text


@pytest.mark.parametrize(("months", "is_marked"), [(1, True), (3, False)])
def test_the_setting_decides_what_is_old(months: int, is_marked: bool) -> None:
    checked = months_before(clock.today(), 2)
    item: Item = make_item(1, "居住证申领", fees=[], source={"name": "某局", "checked_on": checked.isoformat()})
    desk: Desk = replace(make_desk(item), stale_months=months)
    (reply,) = answer_item(desk, make_state("ask"), item, ("fee",)).replies
    assert (f"核对于{checked}，可能有变" in reply.text) is is_marked
