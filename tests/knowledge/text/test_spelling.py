"""错字：改过来恰是领域词才改；写得对的、写成别的词的不动。"""

from __future__ import annotations

import pytest

from knowledge.text import normalise
from knowledge.text.cutting import terms
from knowledge.text.spelling import SHAPES_FILE, correct

MENDED = [
    ("户藉怎么迁", "户籍"),
    ("社宝卡丢了", "社保卡"),
    ("护找过期", "护照"),
    ("身份正掉了咋补", "身份证"),
    ("户口部丢了", "户口簿"),
    ("公机金怎么取", "公积金"),
    ("港奥通行证办理", "港澳通行证"),
    ("养老宝险断了", "养老保险"),
    ("驾使证换证", "驾驶证"),
    ("失业宝险金能领几个月", "失业保险金"),
    ("生育金贴多久到账", "生育津贴"),
    ("医寮保险能报多少", "医疗保险"),
]


@pytest.mark.parametrize(("text", "right"), MENDED)
def test_a_misspelt_term_is_mended(text: str, right: str) -> None:
    mended, found = correct(text)
    assert [one.right for one in found] == [right]
    assert mended == text[: found[0].start] + right + text[found[0].start + len(found[0].wrong) :]
    assert len(mended) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "户口不在本地",
        "你身份正确吗",
        "我的居住正好到期",
        "99年保的大病险",
        "本人非沪籍在上海工作",
        "补交社保",
        "今天天气怎么样",
        "我要报名",
        "在报社上班",
        "𠮷野家㙍",
        "hello world 123",
        "",
    ],
)
def test_what_is_right_or_something_else_is_left_alone(text: str) -> None:
    assert correct(normalise(text)) == (normalise(text), ())


@pytest.mark.parametrize("term", terms())
def test_terms_themselves_are_never_changed(term: str) -> None:
    assert correct(normalise(term))[1] == ()


def test_several_faults_in_one_sentence() -> None:
    mended, found = correct("户藉和社宝卡")
    assert mended == "户籍和社保卡"
    assert [one.wrong for one in found] == ["户藉", "社宝卡"]


def test_shapes_are_single_characters_written_once() -> None:
    lines = [line for line in SHAPES_FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert all(len(line) > 1 and len(set(line)) == len(line) for line in lines)
    assert len("".join(lines)) == len(set("".join(lines)))
