"""问法的框子：拿掉之后剩下的是哪件事；只有框子的原样留着。"""

from __future__ import annotations

import pytest

from knowledge.text import normalise
from knowledge.text.frames import without_frames


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("请问食品经营许可证需要什么材料？", "食品经营许可证"),
        ("如何办理律师执业证？", "律师执业证"),
        ("排污许可的办理条件是什么", "排污许可"),
        ("我想咨询一下，取水许可去哪里办理", "取水许可"),
        ("护照要多久能办好", "护照"),
        ("身份证补领怎么办理", "身份证补领"),
        ("营业执照变更要准备哪些资料", "营业执照变更"),
    ],
)
def test_what_is_left_is_the_matter(text: str, left: str) -> None:
    kept = "".join(char for char in without_frames(normalise(text)) if char.isalnum())
    assert kept == left


@pytest.mark.parametrize("text", ["需要什么材料", "怎么办理", "请问要多久"])
def test_a_bare_frame_stays(text: str) -> None:
    assert without_frames(normalise(text)) == normalise(text)


@pytest.mark.parametrize("text", ["身份证丢了", "孩子上户口", "科研条件查询", "退休证明丢失补办"])
def test_other_words_stay(text: str) -> None:
    assert without_frames(normalise(text)) == normalise(text)
