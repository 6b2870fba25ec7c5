"""条件逐条对照：只比这一行自己写明的岁数，合不合由受理部门定。"""

from __future__ import annotations

from datetime import date

import pytest

from actions.rendering.answer import answer
from actions.rendering.checklist import checklist, checklist_lines
from knowledge.cases.ages import Span
from knowledge.words import say
from tests.actions.fakes import make_item

FITS: list[tuple[str, Span | None, bool | None]] = [
    ("年满16周岁的公民。", (35, 35), True),
    ("年满16周岁。", (6, 6), False),
    ("未满16周岁", (6, 6), True),
    ("申请人应当年满18周岁。", (17, 17), False),
    ("60周岁以上", (60, 69), True),
    ("年满16周岁。", (0, 150), None),
    ("年满16周岁。", (10, 20), None),
    ("年满16周岁。", None, None),
    ("未满16周岁的，由监护人代为办理。", (6, 6), None),
    ("男年满60周岁，缴费满20年。", (70, 70), None),
    ("在本地连续居住半年以上。", (35, 35), None),
]


@pytest.mark.parametrize(("line", "age", "fits"), FITS)
def test_only_a_plain_rule_of_age_is_compared(line: str, age: Span | None, fits: bool | None) -> None:
    assert checklist([line], age) == [{"text": line, "fits": fits}]


def test_nothing_is_promised() -> None:
    lines = checklist_lines(checklist(["年满16周岁。", "遗失的补领。"], (35, 35)))
    assert lines[0].startswith("□ 年满16周岁。")
    assert lines[0].endswith(say("checklist.fits"))
    assert lines[1] == "□ 遗失的补领。"
    assert lines[-1] == say("checklist.decides")
    assert "以受理部门审核为准" in lines[-1]


def test_the_answer_carries_the_checklist() -> None:
    item = make_item(1, "居民身份证补领", conditions="年满16周岁。\n遗失的补领。")
    (reply,) = answer(item, ["conditions"], asked_region=None, national=None, stale_before=date(2020, 1, 1), age=(6, 6))
    (part,) = reply.data["sections"]
    assert part["checklist"] == [{"text": "年满16周岁。", "fits": False}, {"text": "遗失的补领。", "fits": None}]
    assert say("checklist.misfits") in reply.text
    assert reply.text.splitlines()[-2] == say("checklist.decides")
