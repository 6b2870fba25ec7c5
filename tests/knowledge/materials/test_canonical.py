"""材料通称：同一份东西归到一处，不是同一份的不归。"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.materials import FILE, canonical

SAME = [
    ("申请人身份证原件及复印件", "居民身份证", None),
    ("居民身份证", "居民身份证", None),
    ("有效身份证件", "居民身份证", None),
    ("本人有效身份证件", "居民身份证", None),
    ("身份证复印件", "居民身份证", None),
    ("身份证（原件）", "居民身份证", None),
    ("参保人有效身份证件", "居民身份证", None),
    ("户口簿", "居民户口簿", None),
    ("户口本", "居民户口簿", None),
    ("居民户口簿", "居民户口簿", None),
    ("结婚证", "结婚证", None),
    ("婚姻登记证", "结婚证", None),
    ("婴幼儿的出生医学证明", "出生医学证明", None),
    ("《死亡医学证明（推断）书》", "居民死亡医学证明（推断）书", None),
    ("不动产权属证书", "不动产权证书", None),
    ("税务部门出具的清税证明", "清税证明", None),
    ("医疗机构的收费票据", "收费票据", None),
    ("死亡人员的居民身份证", "居民身份证", "死亡人员"),
    ("死者的身份证", "居民身份证", "死亡人员"),
    ("监护人身份证", "居民身份证", "监护人"),
    ("父母双方身份证原件、复印件", "居民身份证", "父母双方"),
    ("父母一方的居民户口簿", "居民户口簿", "父母一方"),
]

OWN = [
    "居民身份证或者居民户口簿",
    "居民身份证异地受理登记表",
    "身份证正反面照片、电子制证照片、手写签名照片",
    "机动车所有人身份证明",
    "收养人的居民户口簿和居民身份证",
    "有效通行证或者港澳台居民居住证、身份证",
    "原居民身份证",
    "居民身份证领取凭证",
]
"""任选其一的、名称里带着证件名的、证件的单子，都只是它自己。"""


@pytest.mark.parametrize(("name", "wanted", "whose"), SAME)
def test_the_same_thing_has_one_name(name: str, wanted: str, whose: str | None) -> None:
    found = canonical(name)
    assert (found.name, found.whose, found.known) == (wanted, whose, True)


@pytest.mark.parametrize("name", OWN)
def test_another_thing_keeps_its_own_name(name: str) -> None:
    found = canonical(name)
    assert (found.name, found.whose, found.known) == (name, None, False)


def test_whose_it_is_is_said() -> None:
    assert canonical("死者的身份证").label == "死亡人员的居民身份证"
    assert canonical("身份证").label == "居民身份证"


@pytest.mark.parametrize("name", ["申请书", "申请表", "委托书"])
def test_forms_of_the_same_name_are_not_one_thing(name: str) -> None:
    assert canonical(name).apart
    assert not canonical("火化确认书").apart


def test_every_way_of_writing_is_listed_once_and_leads_to_its_name() -> None:
    """每一行的通称自己也在写法里，每种写法都认得回来。"""
    rows = yaml.safe_load(Path(FILE).read_text(encoding="utf-8"))["same"]
    written = [name for row in rows for name in row["names"]]
    assert len(written) == len(set(written))
    for row in rows:
        assert {canonical(name).name for name in row["names"]} == {row["name"]}
