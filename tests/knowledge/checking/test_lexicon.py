"""词典的检查：现在的数据没有问题；每种毛病、每种矛盾各有一句话。"""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.checking import notes_of_lexicon, problems_of_lexicon


def write(folder: Path, *lines: str, name: str = "one") -> Path:
    (folder / f"{name}.tsv").write_text("# 说明\n\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def test_the_present_lexicon_has_no_problem() -> None:
    assert list(problems_of_lexicon()) == []


GOOD = [
    "补办\t补领\top\t口语",
    "孩子落户\t出生登记\tevent\t孩子落户即出生登记",
    "社保…转\t转移接续\top\t口语",
]


def test_good_rows_have_no_problem(tmp_path: Path) -> None:
    assert list(problems_of_lexicon(write(tmp_path, *GOOD))) == []


FAULTS = [
    ("补办 补领 op 口语", "第 3 行有 1 列"),
    ("补办\t补领\tverb\t口语", "类别“verb”"),
    ("补办\t\top\t口语", "缺官方用语或理由"),
    ("补办\t补领\top\t ", "缺官方用语或理由"),
    ("补\t补领\top\t口语", "太短"),
    ("补办…\t补领\top\t口语", "空隙"),
    ("補辦\t补领\top\t繁体", "归一"),
    ("补办ＶＣ\t补领\top\t全角", "归一"),
    ("补办\t补领 补领\top\t口语", "“补领”写了两次"),
    ("补办\t注销登记\top\t动作不对", "说的是补领，官方用语却是注销"),
]


@pytest.mark.parametrize(("line", "said"), FAULTS)
def test_a_bad_row_is_said(tmp_path: Path, line: str, said: str) -> None:
    (found,) = problems_of_lexicon(write(tmp_path, line))
    assert said in found
    assert "词典 one" in found


def test_a_saying_twice_in_a_file_is_said(tmp_path: Path) -> None:
    (found,) = problems_of_lexicon(write(tmp_path, "补办\t补领\top\t口语", "补办\t补发\top\t口语"))
    assert found == "词典 one 里“补办”写了两次。"


def test_two_files_that_contradict_are_said(tmp_path: Path) -> None:
    write(tmp_path, "领本\t居民户口簿换领\tobject\t口语")
    (found,) = problems_of_lexicon(write(tmp_path, "领本\t驾驶证注销\tobject\t口语", name="two"))
    assert "词典 one 的“领本”是“居民户口簿换领”" in found
    assert "词典 two 的“领本”是“驾驶证注销”" in found


@pytest.mark.parametrize("official", ["居民户口簿换领 驾驶证", "机动车驾驶证", "驾驶证换领"])
def test_files_that_only_add_do_not_contradict(tmp_path: Path, official: str) -> None:
    write(tmp_path, "领本\t居民户口簿换领\tobject\t口语")
    write(tmp_path, f"领本\t{official}\tobject\t口语", name="two")
    assert [*problems_of_lexicon(tmp_path), *notes_of_lexicon(tmp_path)] == []


def test_an_official_word_that_is_said_otherwise_elsewhere(tmp_path: Path) -> None:
    write(tmp_path, "丢了证\t重新领证\tobject\t口语")
    write(tmp_path, "重新领证\t首次申请\tevent\t口语", name="two")
    assert list(problems_of_lexicon(tmp_path)) == []
    write(tmp_path, "丢了证\t重新领证 证件补领\tobject\t口语")
    (found,) = problems_of_lexicon(tmp_path)
    assert "证件补领" in found
    assert "首次申请" in found


NOTES = [
    ("小孩落户\t出生登记\tevent\t孩子落户即出生登记", "字面上是迁移，官方用语是出生"),
    ("停交\t停保 补缴\top\t两样都可能", "互相排斥的动作：停保、补缴"),
]


@pytest.mark.parametrize(("line", "said"), NOTES)
def test_what_may_be_right_is_only_noted(tmp_path: Path, line: str, said: str) -> None:
    write(tmp_path, line)
    assert list(problems_of_lexicon(tmp_path)) == []
    (note,) = notes_of_lexicon(tmp_path)
    assert said in note


def test_different_but_not_exclusive_operations_are_noted(tmp_path: Path) -> None:
    write(tmp_path, "增员\t职工参保登记\top\t人事用语")
    write(tmp_path, "增员\t缴费人员增减申报\top\t税务用语", name="two")
    assert list(problems_of_lexicon(tmp_path)) == []
    (note,) = notes_of_lexicon(tmp_path)
    assert note.startswith("两行说法不一")
