"""提问：地名去掉，说法扩展，动作和对象读出来。"""

from __future__ import annotations

import pytest

from knowledge.search.query import LONGEST, read_query


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("在广州市天河区补办身份证", "在 补办身份证"),
        ("北京朝阳区居住证", "居住证"),
        ("长沙 办 护照", "办 护照"),
        ("內蒙古怎麼辦護照", "怎么办护照"),
        ("广东省身份证", "身份证"),
        ("香港通行证去香港怎么办", "香港通行证去香港怎么办"),
        ("去澳门要办什么", "去澳门要办什么"),
        ("台湾通行证", "台湾通行证"),
        ("和平年代", "和平年代"),
        ("平安保险", "平安保险"),
        ("医保定点医院怎么查", "医保定点医院怎么查"),
        ("节假日照常上班吗", "节假日照常上班吗"),
        ("上海", ""),
        ("ＡＢ", "ab"),
    ],
)
def test_the_place_is_not_the_matter(text: str, plain: str) -> None:
    assert read_query(text).text == plain


def test_what_was_said_and_what_was_meant_do_not_overlap() -> None:
    query = read_query("身份证丢了咋补")
    assert "身份证" in query.said
    assert "居民身份证" in query.official
    assert "居民" in query.meant
    assert not set(query.said) & set(query.meant)
    assert query.operations == {"补领"}


def test_units_are_told_apart() -> None:
    query = read_query("补办身份证补办身份证")
    assert len(set(query.said)) == len(query.said)


@pytest.mark.parametrize(
    ("text", "expected"), [("公司注销要什么", True), ("学校给员工参保", True), ("身份证补办", False), ("我开店", False)]
)
def test_the_side_is_guessed(text: str, expected: bool) -> None:
    assert read_query(text).seems_legal is expected


@pytest.mark.parametrize("text", ["", "？？！！", "  ", "😀"])
def test_nothing_said_is_nothing_asked(text: str) -> None:
    assert read_query(text).said == ()


def test_a_long_letter_is_read_only_so_far() -> None:
    letter = "".join(chr(0x4E00 + place) for place in range(0, 3_000, 7))
    assert len(read_query(letter).said) == LONGEST
