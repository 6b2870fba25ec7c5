"""诉求：数据读得进来，写错的说得清。"""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import needs as room
from knowledge.needs import BadNeed, Need, needs, read_needs
from knowledge.taxonomy.aspects import ASPECTS
from knowledge.taxonomy.categories import CATEGORIES
from knowledge.text import normalise

LEAST_QUESTIONS = 3


@pytest.mark.parametrize("need", needs(), ids=lambda need: need.id)
def test_each_need_is_whole(need: Need) -> None:
    assert need.names
    assert len(set(need.names)) == len(need.names)
    assert set(need.categories) <= {one.key for one in CATEGORIES}
    assert need.categories
    assert len(need.questions) >= LEAST_QUESTIONS
    assert all(set(question.aspects) <= set(ASPECTS) for question in need.questions)


def test_no_question_is_written_twice() -> None:
    seen: dict[str, str] = {}
    twice = []
    for need in needs():
        for question in need.questions:
            text = normalise(question.text)
            if text in seen:
                twice.append((text, seen[text], need.id))
            seen[text] = need.id
    assert twice == []


def test_most_categories_have_needs() -> None:
    covered = {key for need in needs() for key in need.categories}
    assert len(covered) >= len(CATEGORIES) - 5


def write(folder: Path, text: str) -> Path:
    path = folder / "one.yaml"
    path.write_text(text, encoding="utf-8")
    return path


GOOD = """
- id: card.reissue
  names: [居民身份证补领]
  categories: [个人/证件办理]
  questions: |
    materials fee | 补身份证要带啥，收钱不
"""


def test_a_need_is_read(tmp_path: Path) -> None:
    (need,) = read_needs(write(tmp_path, GOOD))
    assert (need.id, need.names, need.categories) == ("one/card.reissue", ("居民身份证补领",), ("个人/证件办理",))
    assert [(one.text, one.aspects) for one in need.questions] == [("补身份证要带啥，收钱不", ("materials", "fee"))]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("materials fee | 补", "补"), "应写成“方面 | 问法”"),
        (("materials fee |", "matter |"), "matter"),
        (("materials fee | 补身份证要带啥，收钱不", "fee | "), "应写成“方面 | 问法”"),
    ],
)
def test_a_wrong_line_is_named(change: tuple[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(BadNeed, match=r"one\.yaml card\.reissue") as caught:
        list(read_needs(write(tmp_path, GOOD.replace(*change))))
    assert said in str(caught.value)


def test_a_need_written_twice_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, GOOD + GOOD)
    monkeypatch.setattr(room, "FOLDER", tmp_path)
    with pytest.raises(BadNeed, match="写了两次"):
        needs.__wrapped__()


def test_a_story_of_no_need_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "more.yaml").write_text("one/none: |\n  fee | 多少钱\n", encoding="utf-8")
    monkeypatch.setattr(room, "FOLDER", tmp_path)
    with pytest.raises(BadNeed, match="没有诉求 one/none"):
        needs.__wrapped__()
