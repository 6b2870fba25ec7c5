"""限定：给谁办、办哪一种。"""

from __future__ import annotations

import pytest

from knowledge.search.qualifiers import NEUTRAL, SPECIAL, qualifiers


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("公务员调到企业养老怎么转", {"机关事业单位", "企业"}, {"退役军人"}),
        ("我爸去世了公积金怎么取", {"死亡"}, {"残疾"}),
        ("老外在中国续签证", {"外国"}, {"港澳"}),
        ("港澳居民申领残疾人证", {"港澳", "残疾"}, {"台湾"}),
        ("复员以后社保怎么接", {"退役军人"}, {"机关事业单位"}),
        ("小孩办护照", {"未成年"}, {"死亡"}),
        ("住房公积金提取（离休、退休）", {"离退休"}, {"死亡"}),
        ("离职了公积金怎么取", set(), {"离退休"}),
        ("身份证丢了", set(), {"未成年", "临时"}),
        ("", set(), set()),
    ],
)
def test_qualifiers_are_read(text: str, wanted: set[str], unwanted: set[str]) -> None:
    found = qualifiers(text)
    assert wanted <= found
    assert not unwanted & found


def test_special_and_neutral_are_known_and_apart() -> None:
    assert not SPECIAL & NEUTRAL
    assert all(name in qualifiers(name) for name in SPECIAL | NEUTRAL)
