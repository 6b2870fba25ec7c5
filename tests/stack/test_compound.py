"""几样诉求和比较，走完整条路：分开答，接着问其中一样，对着比，一样的不拆。"""

from __future__ import annotations

import pytest

from tests.stack.visitor import ABOUT_AN_ITEM, Conversation, choices_of, shown_aspects, text_of

BOTH = "身份证丢了，护照也过期了，怎么补"


def names_of(turn: dict[str, object]) -> list[str]:
    replies: list[dict[str, dict[str, dict[str, str]]]] = turn["replies"]  # type: ignore[assignment]
    return [reply["data"]["item"]["name"] for reply in replies if reply["kind"] == "item"]  # type: ignore[comparison-overlap]


SEVERAL = {
    BOTH: ["居民身份证补领", "普通护照换发、补发"],
    "我妈去世了，她的社保和公积金怎么取，房子怎么过户": [
        "基本养老保险个人账户余额继承",
        "已故职工住房公积金提取",
        "不动产转移登记（继承、受遗赠）",
    ],
    "刚离婚，要迁户口，孩子还想改姓": ["户口迁移", "姓名变更登记"],
    "结婚证和户口本都丢了": ["补领婚姻登记证", "居民户口簿补领、换领"],
    "外地户口、离职两个月、怀孕，社保怎么办": ["失业登记", "生育津贴申领", "失业保险金申领"],
}


@pytest.mark.parametrize(("text", "names"), SEVERAL.items(), ids=SEVERAL)
def test_several_needs_are_answered_one_by_one(talk: Conversation, text: str, names: list[str]) -> None:
    turn = talk.say(text)
    assert turn["outcome"] == "answered"
    assert turn["replies"][0]["kind"] == "several"
    assert names_of(turn) == names
    assert turn["understanding"]["item"]["name"] == names[0]
    assert all(reply["source"]["checked_on"] for reply in turn["replies"] if reply["kind"] == "item")


@pytest.mark.parametrize(
    "text", ["结婚证丢了，要带户口本和身份证吗", "身份证和户口本上名字不一样怎么改", "怀孕了要办准生证需要结婚证吗"]
)
def test_one_need_stays_one(talk: Conversation, text: str) -> None:
    assert all(reply["kind"] not in ("several", "comparison") for reply in talk.say(text)["replies"])


def test_one_of_them_is_asked_of_next(talk: Conversation) -> None:
    talk.say(BOTH)
    turn = talk.say("第二件要多久")
    assert turn["understanding"]["item"]["name"] == "普通护照换发、补发"
    assert shown_aspects(turn) == ["time_limit"]
    assert talk.say("那身份证呢")["understanding"]["item"]["name"] == "居民身份证补领"
    assert talk.say("先说第二个")["understanding"]["item"]["name"] == "普通护照换发、补发"


def test_every_button_of_several_leads_to_its_item(talk: Conversation) -> None:
    turn = talk.say("外地户口、离职两个月、怀孕，社保怎么办")
    named = {need["code"]: need["name"] for need in turn["replies"][0]["data"]["needs"]}
    for choice in choices_of(turn):
        led = talk.click(choice)
        assert led["outcome"] in ABOUT_AN_ITEM
        assert led["understanding"]["item"]["code"] in named, choice


def test_they_are_answered_in_the_place_that_was_said(talk: Conversation) -> None:
    talk.say(f"在广州，{BOTH}")
    turn = talk.say("第二件要多久")
    assert turn["understanding"]["item"]["region"] == "440100"
    assert "广州" in text_of(turn)


def test_the_item_in_hand_is_compared(talk: Conversation) -> None:
    talk.say("身份证丢了怎么补，要带什么材料")
    (reply,) = talk.say("和换领有什么区别")["replies"]
    assert reply["kind"] == "comparison"
    assert [one["item"]["name"] for one in reply["data"]["columns"]] == ["居民身份证补领", "居民身份证换领"]
    assert {"每证40元", "每证20元"} <= {word for word in ("每证40元", "每证20元") if word in reply["text"]}
    turn = talk.say("第二个要什么材料")
    assert turn["understanding"]["item"]["name"] == "居民身份证换领"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("居住证和暂住证区别", ["居住证申领", "暂住登记（居住登记）"]),
        ("个体户和公司哪个好办", ["个体工商户设立登记", "有限责任公司设立登记"]),
    ],
)
def test_two_that_are_named_are_compared(talk: Conversation, text: str, names: list[str]) -> None:
    (reply,) = talk.say(text)["replies"]
    assert [one["item"]["name"] for one in reply["data"]["columns"]] == names


def test_comparing_again_says_the_same(talk: Conversation) -> None:
    first = talk.say("居住证和暂住证区别")
    assert talk.say("再说一遍")["replies"] == first["replies"]
