"""诉求的检查：现在的数据没有问题；每种毛病各有一句话。"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.checking import notes_of_needs, problems_of_needs

QUESTIONS = "process | 怎么办甲\nfee | 甲要多少钱\nplace | 去哪办甲\n"
NEED = {"id": "a", "names": ["甲登记"], "categories": ["个人/证件办理"], "questions": QUESTIONS}
OTHER = {
    "id": "b",
    "names": ["乙登记"],
    "categories": ["个人/户籍办理"],
    "questions": QUESTIONS.replace("甲", "乙"),
}


def write(folder: Path, *rows: object, name: str = "one.yaml") -> Path:
    (folder / name).write_text(yaml.safe_dump(list(rows), allow_unicode=True), encoding="utf-8")
    return folder


def test_the_present_needs_have_no_problem() -> None:
    assert list(problems_of_needs()) == []


def test_good_needs_have_no_problem(tmp_path: Path) -> None:
    assert list(problems_of_needs(write(tmp_path, NEED, OTHER))) == []


FAULTS = [
    # 第二个诉求改动的地方, 报告里要说到
    ({"questions": "process | 怎么办乙\nfee | 乙要钱吗"}, ("one/b", "只有 2 种问法")),
    ({"questions": OTHER["questions"] + "process | 怎么办甲？"}, ("one/b", "怎么办甲", "one/a", "标注还不一样")),
    ({"categories": NEED["categories"], "questions": OTHER["questions"] + "process | 怎么办甲"}, ("已经有了。",)),
    ({"questions": OTHER["questions"] + "process | 甲登记"}, ("甲登记", "one/a", "的名称")),
    ({"questions": OTHER["questions"] + "price | 多少钱"}, ("price", "one.yaml b")),
    ({"questions": OTHER["questions"] + "多少钱"}, ("方面 | 问法",)),
    ({"categories": ["个人/没有"]}, ("one.yaml b", "个人/没有")),
    ({"categories": ["个人/户籍办理", "个人/户籍办理"]}, ("个人/户籍办理", "写了两次")),
    ({"categories": []}, ("没有类目",)),
    ({"names": []}, ("没有名称",)),
    ({"names": ["乙登记", "乙登记"]}, ("乙登记", "写了两次")),
    ({"names": "乙登记"}, ("应有且只有 id",)),
    ({"alias": []}, ("应有且只有",)),
    ({"id": "a"}, ("one/a", "写了两次")),
]


@pytest.mark.parametrize(("changed", "words"), FAULTS, ids=[words[-1] for _, words in FAULTS])
def test_a_fault_is_said(tmp_path: Path, changed: dict[str, object], words: tuple[str, ...]) -> None:
    (found,) = problems_of_needs(write(tmp_path, NEED, OTHER | changed))
    assert all(word in found for word in words), found


def test_one_bad_file_does_not_hide_another(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("- [", encoding="utf-8")
    write(tmp_path, "一句话", name="words.yaml")
    found = list(problems_of_needs(write(tmp_path, NEED, OTHER | {"names": []})))
    assert [line.split(" ")[0] for line in found[:1]] == ["bad.yaml"]
    assert found[1].startswith("words.yaml")
    assert "没有名称" in found[2]


STORIES = [
    # 长信的文件, 报告里要说到
    ({"one/a": "process | 我是外地的，想办甲，听说很麻烦"}, ""),
    ({"one/c": "process | 想办丙"}, "没有诉求 one/c"),
    ({"one/a": "price | 想办甲"}, "price"),
    ({"one/a": ["process | 想办甲"]}, "应写成"),
    ({"one/a": "fee | 怎么办乙"}, "已经有了，标注还不一样"),
]


@pytest.mark.parametrize(("told", "said"), STORIES)
def test_stories_are_checked_with_their_needs(tmp_path: Path, told: dict[str, object], said: str) -> None:
    write(tmp_path, NEED, OTHER)
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "one.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    found = list(problems_of_needs(tmp_path))
    assert len(found) == bool(said)
    assert all(said in line for line in found)


def test_needs_with_one_name_are_noted_not_faulted(tmp_path: Path) -> None:
    write(tmp_path, NEED, OTHER | {"names": ["乙登记", "甲登记"]})
    assert list(problems_of_needs(tmp_path)) == []
    (note,) = (line for line in notes_of_needs(tmp_path) if "都有名称" in line)
    assert note.startswith("诉求 one/a、one/b 都有名称“甲登记”")


def test_a_thin_category_is_noted(tmp_path: Path) -> None:
    notes = list(notes_of_needs(write(tmp_path, NEED, *({**NEED, "id": f"n{n}"} for n in range(2)))))
    assert "类目“个人/户籍办理”只有 0 个诉求。" in notes
    assert not any("个人/证件办理" in note for note in notes)
