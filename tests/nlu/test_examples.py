"""标注样例：写错了要说清在哪、错在什么。"""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.taxonomy.acts import TYPED_ACTS
from knowledge.taxonomy.categories import UnknownCategory
from nlu.examples import BadExample, Example, make_example, read_derived, read_examples

GOOD = [
    # 意图, 元数据, 样例
    ("greet", None, Example("你好", "greet")),
    ("greet", {}, Example("你好", "greet")),
    ("ask", {"categories": ["个人/证件办理"]}, Example("你好", "ask", ("个人/证件办理",))),
    ("ask", {"aspects": []}, Example("你好", "ask", None, ())),
    (
        "ask",
        {"categories": ["个人/出境入境", "个人/证件办理"], "aspects": ["fee", "materials"]},
        Example("你好", "ask", ("个人/出境入境", "个人/证件办理"), ("fee", "materials")),
    ),
]


@pytest.mark.parametrize(("act", "metadata", "example"), GOOD)
def test_a_good_example(act: str, metadata: dict[str, list[str]] | None, example: Example) -> None:
    assert make_example("你好", act, metadata) == example


@pytest.mark.parametrize("act", TYPED_ACTS)
def test_every_act_is_accepted(act: str) -> None:
    assert make_example("话", act, None).act == act


BAD = [
    # 意图, 元数据, 错误, 话里要说到
    ("asking", None, BadExample, ("身份证丢了", "asking", "对话行为")),
    ("", None, BadExample, ("身份证丢了", "对话行为")),
    ("ask", {"aspects": ["price"]}, BadExample, ("身份证丢了", "price", "咨询方面")),
    ("ask", {"aspects": ["fee", "费用"]}, BadExample, ("费用",)),
    ("ask", {"categories": ["个人/证件"]}, UnknownCategory, ("个人/证件",)),
    ("ask", {"categories": ["个人/证件办理", "法人/证件办理"]}, UnknownCategory, ("法人/证件办理",)),
]


@pytest.mark.parametrize(("act", "metadata", "kind", "words"), BAD)
def test_a_bad_example_says_what_is_wrong(
    act: str, metadata: dict[str, list[str]] | None, kind: type[Exception], words: tuple[str, ...]
) -> None:
    with pytest.raises(kind) as caught:
        make_example("身份证丢了", act, metadata)
    assert all(word in str(caught.value) for word in words)


FILE = """\
version: "3.1"
nlu:
- intent: greet
  examples: |
    - 你好
    -   您好

- intent: ask
  metadata: {categories: [个人/证件办理], aspects: [materials]}
  examples: |
    - 补证要带什么
    - 几点-几点能办
"""


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(FILE, encoding="utf-8")
    labels = (("个人/证件办理",), ("materials",))
    assert list(read_examples([path])) == [
        Example("你好", "greet"),
        Example("您好", "greet"),
        Example("补证要带什么", "ask", *labels),
        Example("几点-几点能办", "ask", *labels),
    ]


def test_files_are_read_one_after_another(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(FILE, encoding="utf-8")
    assert len(list(read_examples(sorted(tmp_path.glob("*.yml"))))) == 8


def test_a_file_without_examples_gives_none(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text('version: "3.1"\nrules: []\n', encoding="utf-8")
    assert list(read_examples([path])) == []


def test_derived_lines_are_questions(tmp_path: Path) -> None:
    path = tmp_path / "examples.jsonl"
    path.write_text('{"text": "补身份证", "categories": ["个人/证件办理"], "aspects": ["fee"]}\n', encoding="utf-8")
    assert read_derived(path) == [Example("补身份证", "ask", ("个人/证件办理",), ("fee",), derived=True)]


@pytest.mark.parametrize("path", [None, Path("没有这个文件.jsonl")])
def test_no_derived_lines(path: Path | None) -> None:
    assert read_derived(path) == []
