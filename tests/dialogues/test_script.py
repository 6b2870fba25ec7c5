"""对话表读得进来；写错的，说清哪个文件、哪个对话、第几轮、该写什么。"""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.taxonomy import aspects, outcomes
from tests.dialogues.script import ASPECTS, GAPS, OUTCOMES, BadTable, read_table, read_tables

GOOD = """
- 对话: 补身份证
  来客: 老人
  开始: {地方: 440100}
  轮次:
    - 来客说: 身份证丢了
      结局: [答了, 问情形]
      要有: [40, 每证]
    - 来客点: 户籍地
      重复第几轮: 1
"""


def write(folder: Path, text: str, name: str = "证件.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_outcomes_and_aspects_are_the_contracts() -> None:
    assert set(OUTCOMES.values()) == set(outcomes.OUTCOMES)
    assert set(ASPECTS.values()) == set(aspects.ASPECTS)


def test_a_table_is_read(tmp_path: Path) -> None:
    (dialogue,) = read_table(write(tmp_path, GOOD))
    first, second = dialogue.steps
    assert (dialogue.topic, dialogue.opening.region) == ("证件", "440100")
    assert (first.outcomes, first.has) == (("答了", "问情形"), ("40", "每证"))
    assert (second.click, second.repeats) == ("户籍地", 1)


BAD = {
    "结局: [答了, 问情形]": (
        "结果: 答了",
        "证件.yaml 的第1个对话“补身份证”第1轮，不认识“结果”这个键；可以写的有：对话、来客",
    ),
    "结局: [答了, 问情形] ": ("结局: 答了吗", "第1轮，没有“答了吗”；可以写的有：答了、问是哪件事"),
    "来客说: 身份证丢了": ("来客问: 身份证丢了", "第1轮，不认识“来客问”这个键"),
    "来客点: 户籍地": ("方面: [材料]", "第2轮，一轮要写“来客说”或“来客点”，而且只写一个"),
    "重复第几轮: 1": ("地方: 广州市", "第2轮，这一轮什么也没有核对，至少写一个“结局”"),
    "对话: 补身份证": ("名字: 补身份证", "第1个对话“没有名字”，少了“对话”"),
    "来客: 老人": ("缘由: 没做", f"“缘由”只写在 {GAPS} 里"),
    "来客说: 身份证丢了 ": ("来客说: [身份证]", "“来客说”写得不对"),
}


@pytest.mark.parametrize("right", BAD, ids=[wrong for wrong, _ in BAD.values()])
def test_a_mistake_is_told(tmp_path: Path, right: str) -> None:
    wrong, told = BAD[right]
    with pytest.raises(BadTable) as fault:
        read_table(write(tmp_path, GOOD.replace(right.strip(), wrong, 1)))
    assert told in str(fault.value)


@pytest.mark.parametrize(("text", "told"), [("- 对话: [", "不是写得对的 YAML"), ("对话: 一", "应当是一串对话")])
def test_a_file_that_is_no_table_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadTable, match=told):
        read_table(write(tmp_path, text))


def test_a_name_used_twice_is_told(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "户籍.yaml")
    with pytest.raises(BadTable, match="有两个对话都叫“补身份证”"):
        read_tables(tmp_path)


def test_a_known_gap_must_say_why(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="每个对话都要写"):
        read_table(write(tmp_path, GOOD, GAPS))
