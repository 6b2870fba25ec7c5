"""词表的存取。"""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.components.storage import WORDS_FILE, cutter_for, read_words, write_words

FILES = [
    # 文件内容, 词
    ("身份证\n居住证\n", ("身份证", "居住证")),
    ("\n  身份证  \n\n", ("身份证",)),
    ("", ()),
]


@pytest.mark.parametrize(("content", "words"), FILES)
def test_read_words(content: str, words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "w.txt").write_text(content, encoding="utf-8")
    assert read_words(tmp_path / "w.txt") == words


def test_no_file_is_an_empty_list(tmp_path: Path) -> None:
    assert read_words(None) == read_words(tmp_path / "没有.txt") == ()


@pytest.mark.parametrize("words", [(), ("身份证",), ("身份证", "𠮷", "app")])
def test_what_is_written_comes_back(words: tuple[str, ...], tmp_path: Path) -> None:
    write_words(tmp_path, words)
    assert read_words(tmp_path / WORDS_FILE) == words


def test_one_cutter_for_one_list() -> None:
    assert cutter_for(("一网通办卡",)) is cutter_for(("一网通办卡",))
    assert cutter_for(("一网通办卡",)).words("一网通办卡丢了")[0] == "一网通办卡"
