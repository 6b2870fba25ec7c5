"""词典：四列、不重复、写成归一后的样子；说法能扩展成官方用语。"""

from __future__ import annotations

from collections import Counter

import pytest

from knowledge.search.lexicon import KINDS, Row, expand, rows
from knowledge.text import normalise


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.said)
def test_each_row_is_complete(row: Row) -> None:
    assert row.kind in KINDS
    assert row.reason.strip()
    assert row.official
    assert len(set(row.official)) == len(row.official)
    assert all(part == normalise(part) for part in row.said.split("…"))
    assert all(word == normalise(word) for word in row.official)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.said)
def test_each_saying_can_be_met(row: Row) -> None:
    assert all(row.said.split("…"))
    assert len(row.said) >= 2
    assert set(row.official) <= set(expand(row.said.replace("…", "的")))


def test_no_saying_stands_twice_in_a_file() -> None:
    assert [said for said, count in Counter((row.file, row.said) for row in rows()).items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("身份证丢了咋补", ["居民身份证", "补领"]),
        ("想在广州过户", ["转移登记"]),
        ("社保想从深圳转回老家", ["养老保险关系转移接续"]),
        ("医保要不要转", ["基本医疗保险关系转移接续"]),
        ("请不起律师想要免费律师", ["法律援助"]),
        ("今天天气不错", []),
        ("", []),
    ],
)
def test_sayings_become_official_words(text: str, official: list[str]) -> None:
    found = expand(text)
    assert set(official) <= set(found)
    assert bool(found) is bool(official)
    assert len(set(found)) == len(found)


def test_the_longer_saying_takes_its_characters() -> None:
    assert "会计专业技术资格" in expand("会计证")
    assert expand("无犯罪证明") == ["无犯罪记录证明"]
    assert expand("教师资格证") == ["教师资格认定"]


@pytest.mark.parametrize(("text", "is_met"), [("社保怎么转", True), ("社保。后来我转学", False), ("转学和社保", True)])
def test_a_compound_saying_stays_within_a_sentence(text: str, is_met: bool) -> None:
    assert ("养老保险关系转移接续" in expand(text)) is is_met
