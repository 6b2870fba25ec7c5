"""资格走整条路：说了多久就比，缺的问一样，答了再比，从不许诺。"""

from __future__ import annotations

import re

import pytest

from tests.stack.visitor import Conversation, choices_of, text_of


def test_months_paid_are_compared_with_the_rule(talk: Conversation) -> None:
    turn = talk.say("能不能领失业金，我失业保险交了14个月")
    assert turn["understanding"]["item"]["name"] == "失业保险金申领"
    assert "✓ 符合：失业前用人单位和本人已经缴纳失业保险费满一年（您说失业保险交了14个月）" in text_of(turn)
    assert "看这一行：累计缴费满一年不足五年，最长十二个月" in text_of(turn)
    assert "审核为准" in text_of(turn)
    turn = talk.say("不对，失业保险交了8个月")
    assert "先前您说14个月，这次说8个月，按这次的比。" in text_of(turn)
    assert "起决定作用的是" in text_of(turn)
    assert not re.search("可以领失业金|您能领", text_of(turn))


def test_what_is_missing_is_asked_and_the_answer_is_taken(talk: Conversation) -> None:
    turn = talk.say("保安员证要什么条件")
    assert "还缺一样：多大年纪？" in text_of(turn)
    turn = talk.say("19")
    assert "✓ 符合：年满18周岁（您说19岁）" in text_of(turn)
    assert "还缺一样：什么学历？" in text_of(turn)
    button = next(one for one in choices_of(turn) if one["label"] == "初中以上")
    turn = talk.click(button)
    assert "能比的几条，照您说的都够了" in text_of(turn)
    assert "能不能办，以设区的市级人民政府公安机关审核为准。" in text_of(turn)


@pytest.mark.parametrize("said", ["居住证要什么条件，我住了四个月", "我住了四个月，能办居住证吗"])
def test_half_a_year_of_residence(talk: Conversation, said: str) -> None:
    turn = talk.say(said)
    assert "✗ 还差：离开常住户口所在地，到其他城市居住半年以上（您说在当地住了4个月）" in text_of(turn)
