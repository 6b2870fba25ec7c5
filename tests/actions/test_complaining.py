"""投诉举报：给 12345 和管这类事的专门渠道，每条带来源；不替谁受理，也不编电话。"""

from __future__ import annotations

import re

import pytest

from actions.complaining import complaint
from knowledge.channels import channels
from tests.actions.fakes import make_desk, make_item, make_state

ID = make_item(1, "居民身份证补领", complaint="020-110110")


@pytest.mark.parametrize("said", ["健身房跑路不退钱", "举报无证诊所", "我要投诉", "", "窗口的人态度差", "工厂偷排污水"])
def test_a_complaint_gets_channels_with_sources(said: str) -> None:
    turn = complaint(make_desk(), make_state("complaint", said, scope="complaint"))
    (reply,) = turn.replies
    assert turn.outcome == "complaint_taken"
    assert "12345" in reply.text.splitlines()[1]
    assert reply.data["channels"][0]["phone"] == "12345"
    assert all(one["source"]["name"] and one["source"]["checked_on"] for one in reply.data["channels"])
    assert reply.source == reply.data["channels"][-1]["source"]
    assert all(line.startswith("来源：") for line in reply.text.splitlines()[-reply.data["source_lines"] :])


def test_the_special_channel_follows_12345() -> None:
    (reply,) = complaint(make_desk(), make_state("complaint", "健身房跑路不退钱")).replies
    assert [one["phone"] for one in reply.data["channels"]][:2] == ["12345", "12315"]


@pytest.mark.parametrize(
    ("said", "is_urgent"), [("有人持刀打人", True), ("邻居家暴", True), ("着火了没人管", True), ("饭馆不开发票", False)]
)
def test_danger_comes_first(said: str, is_urgent: bool) -> None:
    first = complaint(make_desk(), make_state("complaint", said)).replies[0].text.splitlines()[0]
    assert ("110" in first) is is_urgent


def test_no_phone_is_made_up() -> None:
    listed = " ".join(f"{one.phone} {one.url} {one.takes} {one.name} {one.source}" for one in channels())
    for said in ("健身房跑路", "举报诊所", "欠薪", "偷税", "污染", "诈骗", "物业", "有人打人"):
        text = complaint(make_desk(), make_state("complaint", said)).replies[0].text
        unknown = set(re.findall(r"\d{3,}", text)) - set(re.findall(r"\d{3,}", listed)) - {"110", "119", "120", "12345"}
        assert unknown - set(re.findall(r"\d{4}", " ".join(str(one.source.checked_on) for one in channels()))) == set()


def test_the_items_own_phone_is_given_for_its_button() -> None:
    (reply,) = complaint(make_desk(ID), make_state("complaint", values={"item": ID.code}, item=ID.code)).replies
    assert "020-110110" in reply.text
    (reply,) = complaint(make_desk(ID), make_state("complaint", "健身房跑路", item=ID.code)).replies
    assert "020-110110" not in reply.text


def test_the_likely_category_helps_when_no_word_does() -> None:
    key = next(key for one in channels()[1:] if not one.emergency for key in one.categories)
    side, _, name = key.partition("/")
    likely = ({"side": side, "name": name, "score": 0.9},)
    unlikely = ({"side": side, "name": name, "score": 0.1},)
    for categories, many in ((likely, True), (unlikely, False)):
        (reply,) = complaint(make_desk(), make_state("complaint", "太气人了", categories=categories)).replies
        assert (len(reply.data["channels"]) > 1) is many
