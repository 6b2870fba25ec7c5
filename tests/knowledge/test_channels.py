"""投诉举报的渠道：每条有来源，12345 打头，说的事送到管它的地方。"""

from __future__ import annotations

import re

import pytest

from knowledge import clock
from knowledge.channels import Channel, channels, channels_for
from knowledge.taxonomy.categories import category
from knowledge.text import normalise

ALL = channels()


@pytest.mark.parametrize("channel", ALL, ids=lambda one: one.id)
def test_each_channel_is_complete_and_sourced(channel: Channel) -> None:
    assert channel.name.strip()
    assert channel.authority.strip()
    assert channel.takes.strip()
    assert channel.phone is None or re.fullmatch(r"[0-9][0-9-]{2,14}", channel.phone)
    assert channel.url is None or re.match(r"https?://\S+$", channel.url)
    assert channel.source.name.strip()
    assert channel.source.url is None or re.match(r"https?://\S+$", channel.source.url)
    assert channel.source.checked_on <= clock.today()
    assert all(category(key).key == key for key in channel.categories)
    assert all(sign == normalise(sign) for sign in channel.signs)


def test_ids_are_told_apart() -> None:
    assert len({one.id for one in ALL}) == len(ALL)


def test_the_first_channel_is_12345() -> None:
    assert ALL[0].phone == "12345"
    assert not ALL[0].emergency


def test_emergencies_are_not_offered_as_special_channels() -> None:
    for text in ("打人了", "着火了", "救命", "我要举报110不出警"):
        assert not [one for one in channels_for(text, []) if one.emergency or one is ALL[0]]


# 各热线的受理范围见 knowledge/channels/channels.yaml 每条的来源。
SENT_TO = [
    ("举报无证诊所", "卫生健康"),
    ("小区楼下黑诊所给人打针", "卫生健康"),
    ("健身房跑路不退钱", "市场监督"),
    ("买到假货商家不退款", "市场监督"),
    ("餐馆吃出虫子", "市场监督"),
    ("老板拖欠工资不给", "人力资源"),
    ("公司不给我交社保", "人力资源"),
    ("工厂半夜偷排污水", "生态环境"),
    ("接到诈骗电话被骗了钱", "公安"),
    ("商家不给开发票偷税漏税", "税务"),
]


@pytest.mark.parametrize(("text", "authority"), SENT_TO)
def test_a_complaint_is_sent_to_who_takes_it(text: str, authority: str) -> None:
    found = channels_for(normalise(text), [])
    assert found, "没有一个专门渠道"
    assert authority in found[0].authority + found[0].name


def test_the_gym_that_ran_away_is_for_12315() -> None:
    assert channels_for("健身房跑路不退钱", [])[0].phone == "12315"


def test_without_a_word_the_likely_category_decides() -> None:
    key = next(key for one in ALL[1:] if not one.emergency for key in one.categories)
    assert all(key in one.categories for one in channels_for("没有一个词", [key]))
    assert channels_for("没有一个词", []) == []


def test_no_more_channels_than_asked() -> None:
    text = "".join(sign for one in ALL for sign in one.signs)
    assert len(channels_for(text, [])) == 2
    assert len(channels_for(text, [], most=1)) == 1


def test_the_same_words_give_the_same_order() -> None:
    text = "".join(sign for one in ALL for sign in one.signs[:1])
    assert channels_for(text, []) == channels_for(text, [])
