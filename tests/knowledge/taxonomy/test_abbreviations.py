"""一个字的简称都指得到区划；别的俗称也各有所指。"""

from __future__ import annotations

import pytest

from knowledge.taxonomy.abbreviations import ABBREVIATIONS
from knowledge.taxonomy.regions import find, region

LEFT_OUT = "青宁新云贵吉黑蒙藏港澳台"


@pytest.mark.parametrize(("letter", "code"), list(ABBREVIATIONS.items()))
def test_each_letter_is_a_province_or_a_city(letter: str, code: str) -> None:
    assert len(letter) == 1
    assert letter not in LEFT_OUT
    assert region(code).level in ("province", "city")
    assert find(letter) in ([], [region(code)])


NICKNAMES = [
    *[("帝都", "110000"), ("津门", "120000"), ("魔都", "310000"), ("申城", "310000"), ("山城", "500000")],
    *[("羊城", "440100"), ("花城", "440100"), ("鹏城", "440300"), ("莞城", "441900"), ("鹅城", "441300")],
    *[("蓉城", "510100"), ("春城", "530100"), ("冰城", "230100"), ("泉城", "370100"), ("岛城", "370200")],
    *[("江城", "420100"), ("星城", "430100"), ("雁城", "430400"), ("金陵", "320100"), ("石头城", "320100")],
    *[("姑苏", "320500"), ("甬城", "330200"), ("杭城", "330100"), ("榕城", "350100"), ("鹭岛", "350200")],
    *[("沈城", "210100"), ("盛京", "210100"), ("洪城", "360100"), ("庐州", "340100"), ("筑城", "520100")],
    *[("邕城", "450100"), ("椰城", "460100"), ("金城", "620100"), ("锡城", "320200"), ("彭城", "320300")],
]


@pytest.mark.parametrize(("name", "code"), NICKNAMES)
def test_a_nickname_is_its_city(name: str, code: str) -> None:
    assert find(name)[0].code == code


def test_the_old_districts_of_chongqing_are_still_understood() -> None:
    assert [one.code for one in find("渝北区")] == ["500157"]
    assert "500157" in [one.code for one in find("江北区")]
