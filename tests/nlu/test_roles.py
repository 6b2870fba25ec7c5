"""地方的角色：户口所在地、现居地；在哪儿办。句子是自己写的，代码依 GB/T 2260。"""

from __future__ import annotations

import pytest

from knowledge.text import normalise
from nlu.roles import LIVING, REGISTERED, asked_role, handled_in, region_roles

ROLES = [
    # 原话, 户口所在地, 现居地, 办事的地方
    ("户口在湖南，现在广州工作，身份证丢了怎么办", "430000", "440100", "440100"),
    ("户口在湖南，现在广州工作，能在广州补身份证吗", "430000", "440100", "440100"),
    ("户口在湖南，现在广州工作，想回湖南办", "430000", "440100", "430000"),
    ("户口在湖南，现在广州工作，回老家办要什么", "430000", "440100", "430000"),
    ("户口在湖南，现在广州工作，能在这边办吗", "430000", "440100", "440100"),
    ("户口在湖南，在广州上班，必须回老家办吗", "430000", "440100", "440100"),
    ("在广州上班，户口在湖南", "430000", "440100", "440100"),
    ("户籍地湖北，工作地浙江杭州", "420000", "330100", "330100"),
    ("户籍是河南周口，目前居住在苏州工业园区", "411600", "320500", "320500"),
    ("身份证是河南的，人在杭州", "410000", "330100", "330100"),
    ("我是江西上饶的，老婆贵州遵义的，在宁波打工，孩子户口怎么上", "361100", "330200", "330200"),
    ("老家在四川南充，人在广东中山上班，车能在中山审吗", "511300", "442000", "442000"),
    ("在武汉读大学，户口是黄冈的", "421100", "420100", "420100"),
    ("我妈户口在湖北农村，来合肥给我带孩子两年了", "420000", "340100", "340100"),
    ("湖南长沙的户口，在深圳交的社保，能在深圳提公积金吗", "430100", "440300", "440300"),
    ("北京户口的孩子怎么在上海上学", "110000", "310000", "310000"),
    ("深圳户口在惠州", "440300", "441300", "441300"),
    ("我是湖南人，孩子回武汉上学", "430000", "420100", "420100"),
    ("在广州身份证到期了怎么换", None, None, "440100"),
    # 一个字的简称和别称
    ("沪籍在杭州工作", "310000", "330100", "330100"),
    ("我在沪工作，老家安徽", "340000", "310000", "310000"),
    ("来沪人员居住证", None, "310000", "310000"),
    ("京户能办吗", "110000", None, "110000"),
    ("深户小孩医保", "440300", None, "440300"),
    ("非京籍孩子在北京上学", None, "110000", "110000"),
    ("户口在蓉城，在魔都打工", "510100", "310000", "310000"),
    # 只说了一处
    ("外地户口在广州能办护照吗", None, "440100", "440100"),
    ("想落上海户口，我是河南人", "410000", None, "310000"),
    ("户口从湖南迁到广州要什么", "430000", None, "440100"),
    ("户口迁到深圳要什么条件", None, None, "440300"),
    ("粤B车牌在惠州年检", None, None, "441300"),
    ("社保从成都转到重庆", None, None, "500000"),
    ("我在广州，回老家办要什么", None, "440100", None),
    ("孩子在杭州上学，户口在老家", None, "330100", "330100"),
    ("不想回老家，在北京能办吗", None, None, "110000"),
    ("我是在北京出生的，户口河北", "130000", None, "110000"),
    ("身份证丢了", None, None, None),
    ("黑户怎么上户口", None, None, None),
    ("新户口本怎么办", None, None, None),
]


@pytest.mark.parametrize(("text", "registered", "living", "region"), ROLES)
def test_two_places_are_told_apart(text: str, registered: str | None, living: str | None, region: str | None) -> None:
    clean = normalise(text)
    roles = region_roles(clean)
    assert (roles.get(REGISTERED), roles.get(LIVING)) == (registered, living)
    assert handled_in(clean) == (region, ())


ASKED = [
    ("回老家办呢", REGISTERED),
    ("老家的呢", REGISTERED),
    ("我想回户籍地办", REGISTERED),
    ("在户口所在地办要什么", REGISTERED),
    ("能在这边办吗", LIVING),
    ("那在本地能办吗", LIVING),
    ("在当地办可以吗", LIVING),
    ("在外地怎么补身份证", LIVING),
    ("在工作地能领吗", LIVING),
    ("不想回老家，在现居地办行不行", LIVING),
    # 问的是要不要回去，不是要在老家办
    ("必须回老家办吗", None),
    ("一定要回户籍地办吗", None),
    ("在这边办还是回老家办", None),
    ("不用回老家吧", None),
    ("本地户口怎么办居住证", None),
    ("外地户口能办吗", None),
    ("想把户口从老家迁到杭州", None),
    ("身份证丢了怎么办", None),
]


@pytest.mark.parametrize(("text", "role"), ASKED)
def test_a_place_named_only_by_its_role(text: str, role: str | None) -> None:
    assert asked_role(normalise(text)) == role


SAME_NAME = [
    ("鼓楼区怎么办居住证", ("320106", "320302", "350102", "410204")),
    ("朝阳区怎么办", ("110105", "220104")),
    ("我在市中区", ("370103", "370402", "511002", "511102")),
    ("江北区的派出所", ("330205", "500157")),
]


@pytest.mark.parametrize(("text", "codes"), SAME_NAME)
def test_counties_of_one_name_are_left_open(text: str, codes: tuple[str, ...]) -> None:
    assert handled_in(text) == (None, codes)


SETTLED = [
    ("朝阳市怎么办", "211300"),
    ("重庆江北区怎么办", "500157"),
    ("宁波江北区", "330205"),
    ("南京鼓楼区", "320106"),
]


@pytest.mark.parametrize(("text", "code"), SETTLED)
def test_what_is_said_in_full_is_not_left_open(text: str, code: str) -> None:
    assert handled_in(text) == (code, ())


def test_a_county_of_one_name_takes_no_role() -> None:
    assert region_roles("户口在鼓楼区,人在杭州") == {LIVING: "330100"}
