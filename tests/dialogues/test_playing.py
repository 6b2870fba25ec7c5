"""照表核对一轮，写出聊天记录：不用起服务，答复是手写的。"""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogues.playing import differences, report
from tests.dialogues.rules import next_step
from tests.dialogues.script import Dialogue, Step


def turn(text: str = "【补领】\n◆ 费用\n每证40元", **changed: Any) -> dict[str, Any]:
    reply = {
        "kind": "item",
        "text": text,
        "data": {"sections": [{"aspect": "fee", "present": True, "lines": ["每证40元"]}]},
        "choices": [{"label": "要带什么材料", "payload": "/x{}"}],
        "source": None,
    }
    item = {"code": "1", "name": "居民身份证补领", "region": "440100"}
    seen = {"item": item, "region": "440100"}
    return {"outcome": "answered", "replies": [reply], "understanding": seen} | changed


AS_WRITTEN: dict[str, Any] = {
    "来客说": "多少钱",
    "结局": "答了",
    "事项": ["居民身份证补领", "居民身份证换领"],
    "只答": "费用",
    "要有": "每证40元",
    "不能有": "每证20元",
    "按钮": "要带什么材料",
    "地方": "广州市",
    "哪里的规定": "广州市",
    "重复第几轮": 1,
}
WRONG = {
    "结局": ("问情形", "结局应当是“问情形”，得到“答了”"),
    "事项": ("无", "事项应当是“无”，得到“居民身份证补领”"),
    "方面": ("材料", "没有答到“材料”，答的是：费用"),
    "只答": (["费用", "材料"], "应当只答费用、材料，答的是：费用"),
    "要有": ("每证20元", "答复里要有“每证20元”"),
    "不能有": ("40元", "答复里不能有“40元”"),
    "按钮": ("怎么办", "要有按钮“怎么办”，有的是：要带什么材料"),
    "地方": ("长沙市", "应当理解成在“长沙市”，理解成“广州市”"),
    "哪里的规定": ("全国", "答的应当是“全国”的规定，答的是“广州市”的"),
}


def test_what_is_as_written_has_no_difference() -> None:
    assert list(differences(Step.model_validate(AS_WRITTEN), turn(), [turn()])) == []


@pytest.mark.parametrize("key", WRONG)
def test_each_difference_is_told(key: str) -> None:
    value, told = WRONG[key]
    step = Step.model_validate({**AS_WRITTEN, key: value})
    assert list(differences(step, turn(), [turn()])) == [told]


def test_a_repeat_that_differs_is_told() -> None:
    step = Step.model_validate(AS_WRITTEN)
    assert list(differences(step, turn(), [turn("别的")])) == ["答复应当与第1轮相同"]


def test_the_report_reads_like_a_talk() -> None:
    dialogue = Dialogue.model_validate({"对话": "补证", "轮次": [AS_WRITTEN], "topic": "证件"})
    assert report(dialogue, [turn()], ["结局不对"]).splitlines() == [
        "对话“补证”（证件.yaml）第1轮不对：",
        "  ✗ 结局不对",
        "",
        "1. 来客说：多少钱",
        "   【答了·居民身份证补领（广州市）】",
        "   【补领】",
        "   ◆ 费用",
        "   每证40元",
        "   [要带什么材料]",
    ]


STEPS = {
    "按钮": turn(),
    "问句": turn("您想办什么事？"),
    "电话": turn("可以拨打12345询问。"),
    "地址": turn("网上办理：https://example.cn"),
}


@pytest.mark.parametrize("kind", STEPS)
def test_a_next_step_is_a_button_a_question_a_phone_or_an_address(kind: str) -> None:
    given = STEPS[kind]
    if kind != "按钮":
        given["replies"][0]["choices"] = []
    assert next_step(given) == kind


@pytest.mark.parametrize("text", ["再见，祝您办事顺利。", "来源：某办法（2026-11-23核对） https://example.cn"])
def test_a_source_or_a_farewell_is_no_next_step(text: str) -> None:
    given = turn(text)
    given["replies"][0]["choices"] = []
    assert next_step(given) is None
