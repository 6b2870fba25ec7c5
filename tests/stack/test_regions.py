"""在哪里办：换地方、各地自己的事项、重名的区县。"""

from __future__ import annotations

from tests.stack.visitor import ABOUT_AN_ITEM, Conversation, Visitor, choices_of, shown_aspects, text_of

GUANGZHOU = "440100"


def test_moving_to_guangzhou_answers_with_its_own_item(talk: Conversation) -> None:
    national = talk.say("身份证丢了怎么补，要带什么")["understanding"]["item"]
    turn = talk.say("在广州办")
    item = turn["understanding"]["item"]
    assert turn["outcome"] in ABOUT_AN_ITEM
    assert turn["understanding"]["region"] == GUANGZHOU
    assert (item["name"], item["region"]) == ("居民身份证补领", GUANGZHOU)
    assert item["code"] != national["code"]
    assert "materials" in shown_aspects(turn)
    assert turn["replies"][0]["source"]["region"] == GUANGZHOU


def test_passport_in_guangzhou_after_all_turns_before_it(talk: Conversation) -> None:
    for text in ("身份证丢了咋补，要带什么，几天能拿到", "那要多少钱", "换成护照呢"):
        talk.say(text)
    turn = talk.say("在广州办")
    assert turn["understanding"]["region"] == GUANGZHOU
    assert turn["understanding"]["item"]["region"] == GUANGZHOU
    assert "护照" in turn["understanding"]["item"]["name"]
    assert shown_aspects(turn) == ["fee"]


def test_region_chosen_at_the_door_counts(visitor: Visitor) -> None:
    turn = visitor.begin(region=GUANGZHOU).say("身份证丢了怎么补")
    assert turn["understanding"]["item"]["region"] == GUANGZHOU


def test_region_named_in_the_question_counts(talk: Conversation) -> None:
    turn = talk.say("在广州补办身份证要带什么")
    assert turn["understanding"]["region"] == GUANGZHOU
    assert turn["understanding"]["item"]["region"] == GUANGZHOU


def test_region_lasts_until_the_next_question(talk: Conversation) -> None:
    talk.say("在广州补办身份证要带什么")
    assert talk.say("身份证到期了怎么换")["understanding"]["item"]["region"] == GUANGZHOU


def test_place_without_its_own_item_says_the_rule_is_national(talk: Conversation) -> None:
    talk.say("身份证丢了怎么补，要带什么")
    turn = talk.say("在拉萨办")
    assert turn["outcome"] in ABOUT_AN_ITEM
    assert turn["understanding"]["item"]["region"] == "000000"
    assert "目录里没有拉萨市自己的" in text_of(turn)


def test_same_named_county_is_asked_about(talk: Conversation) -> None:
    talk.say("身份证丢了怎么补，要带什么")
    turn = talk.say("在鼓楼区办")
    assert turn["outcome"] == "clarify_region"
    labels = [choice["label"] for choice in choices_of(turn)]
    assert len(labels) == 4
    assert all(label.endswith("鼓楼区") for label in labels)
    assert turn["understanding"]["region"] is None


def test_same_named_county_chosen_by_a_click(talk: Conversation) -> None:
    talk.say("身份证丢了怎么补，要带什么")
    nanjing = next(choice for choice in choices_of(talk.say("在鼓楼区办")) if "南京" in choice["label"])
    turn = talk.click(nanjing)
    assert turn["outcome"] in ABOUT_AN_ITEM
    assert turn["understanding"]["region"] == "320106"
    assert turn["understanding"]["item"]["name"] == "居民身份证补领"
    assert "materials" in shown_aspects(turn)


def test_same_named_county_chosen_by_its_place_in_the_list(talk: Conversation) -> None:
    talk.say("身份证丢了怎么补，要带什么")
    labels = [choice["label"] for choice in choices_of(talk.say("在鼓楼区办"))]
    turn = talk.say("第二个")
    assert "徐州" in labels[1]
    assert turn["outcome"] in ABOUT_AN_ITEM
    assert turn["understanding"]["region"] == "320302"


def test_question_with_a_same_named_county_is_not_lost(talk: Conversation) -> None:
    asked = talk.say("在鼓楼区身份证丢了怎么补，要带什么")
    assert asked["outcome"] == "clarify_region"
    turn = talk.click(choices_of(asked)[0])
    assert turn["outcome"] in ABOUT_AN_ITEM
    assert turn["understanding"]["item"]["name"] == "居民身份证补领"


def test_same_named_county_is_clear_inside_a_chosen_city(visitor: Visitor) -> None:
    talk = visitor.begin(region="320100")
    talk.say("身份证丢了怎么补，要带什么")
    assert talk.say("在鼓楼区办")["understanding"]["region"] == "320106"


def test_unknown_place_is_asked_back(talk: Conversation) -> None:
    talk.say("身份证丢了怎么补，要带什么")
    turn = talk.say("换到火星市")
    assert turn["outcome"] in ("clarify_region", "clarify_item", "out_of_scope", "no_match", *ABOUT_AN_ITEM)
    assert turn["understanding"]["region"] is None


TWO_PLACES = "户口在湖南，现在广州工作，身份证丢了要带什么"


def test_two_places_are_told_apart_and_the_other_is_a_button(talk: Conversation) -> None:
    turn = talk.say(TWO_PLACES)
    assert turn["outcome"] in ABOUT_AN_ITEM
    assert turn["understanding"]["region"] == GUANGZHOU
    assert turn["understanding"]["region_roles"] == {"registered": "430000", "living": GUANGZHOU}
    assert "现在所在的广州市" in text_of(turn)
    other = next(choice for choice in choices_of(turn) if "湖南" in choice["label"])
    led = talk.click(other)
    assert led["outcome"] in ABOUT_AN_ITEM
    assert led["understanding"]["region"] == "430000"


def test_home_named_before_is_understood_later(talk: Conversation) -> None:
    talk.say(TWO_PLACES)
    turn = talk.say("回老家办呢")
    assert turn["outcome"] in ABOUT_AN_ITEM
    assert turn["understanding"]["region"] == "430000"
