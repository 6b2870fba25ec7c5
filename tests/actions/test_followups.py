"""追问的判断：什么也没指明、说的是眼前的事项、还是别的。"""

from __future__ import annotations

import pytest

from actions.followups import Mention, mention
from tests.actions.fakes import make_item


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("那要多少钱", Mention.NOTHING),
        ("周末上班吗", Mention.NOTHING),
        ("可以让我老婆代办吗", Mention.NOTHING),
        ("多少天办下来", Mention.NOTHING),
        ("在广州要多久", Mention.NOTHING),
        ("回老家办要多少钱", Mention.NOTHING),
        ("在户口所在地要什么材料", Mention.NOTHING),
        ("领取凭证丢了怎么办", Mention.THIS),
        ("居民身份证是免费的吗", Mention.THIS),
        ("身份证补领能代办吗", Mention.NAMED),
        ("一本多少钱", Mention.NOTHING),
        ("收钱不", Mention.NOTHING),
        ("去哪补", Mention.NOTHING),
        ("证能用几年", Mention.NOTHING),
        ("多久能转好", Mention.NOTHING),
        ("要是忘了签会怎样", Mention.NOTHING),
        ("能叫我儿子代我去不", Mention.NOTHING),
        ("补卡要带什么", Mention.NOTHING),
        ("换身份证", Mention.THIS),
        ("换证要多少钱", Mention.OTHER),
        ("领证要多久", Mention.OTHER),
        ("狂犬疫苗要多少钱", Mention.OTHER),
        ("驾驶证到期了要带什么", Mention.OTHER),
    ],
)
def test_what_a_question_points_at(said: str, told: Mention) -> None:
    item = make_item(1, "居民身份证补领", conditions="凭领取凭证到受理点领取")
    assert mention(said, item) is told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("买了多少天内必须过户", Mention.NOTHING),
        ("注销要多少钱", Mention.OTHER),
        ("牌照要换吗", Mention.THIS),
        ("房子要多少钱", Mention.OTHER),
    ],
)
def test_people_call_it_by_other_words(said: str, told: Mention) -> None:
    item = make_item(1, "机动车转让登记", short_name="二手车过户", conditions="原号牌收回，换发新号牌")
    assert mention(said, item) is told


def test_a_word_typed_wrong_points_at_nothing_either() -> None:
    item = make_item(1, "居民身份证挂失申报", conditions="挂失之后仍需另行补领新证")
    assert mention("要带什么才料", item) is Mention.NOTHING
    assert mention("补领要多少钱", item) is Mention.THIS
