"""特征：字的一至三元组、词、旗标、长度。"""

from __future__ import annotations

import pytest

from knowledge.text import Cutter
from nlu.features import LONGEST, features


def test_grams_words_flags_and_length(cutter: Cutter) -> None:
    names = list(features("补身份证", cutter, ["aspect=process"]))
    assert {"w:补", "w:身份证"} <= set(names)
    assert {"补", "身", "补身", "份证", "补身份"} <= set(names)
    assert names[-2:] == ["!aspect=process", "!length:0"]


def test_a_repeated_piece_counts_twice(cutter: Cutter) -> None:
    assert list(features("谢谢", cutter)).count("谢") == 2


SAME = [
    # 两种写法, 特征相同
    ("身份證", "身份证"),
    ("ＡＰＰ　怎么用", "app 怎么用"),
    ("2023年的证", "1998年的证"),
    ("交了15年", "交了8年"),
    ("身份证\u200b丢了", "身份证丢了"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_writing_does_not_matter(left: str, right: str, cutter: Cutter) -> None:
    assert list(features(left, cutter)) == list(features(right, cutter))


@pytest.mark.parametrize("text", ["", "   ", "。？！", "😀"])
def test_without_words_only_the_length_is_left(text: str, cutter: Cutter) -> None:
    assert list(features(text, cutter)) == ["!length:0"]


def test_a_gram_never_crosses_a_comma(cutter: Cutter) -> None:
    assert "丢要" not in set(features("丢，要", cutter))


def test_a_rare_character_beyond_the_basic_plane_is_one_character(cutter: Cutter) -> None:
    assert {"𠮷", "𠮷字"} <= set(features("𠮷字", cutter))


def test_only_the_head_of_a_long_letter_counts(cutter: Cutter) -> None:
    letter = "证" * LONGEST
    assert list(features(letter + "投诉", cutter)) == list(features(letter, cutter))
