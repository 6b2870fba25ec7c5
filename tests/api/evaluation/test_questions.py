"""题目文件：好行读成一样的形状，坏行说清在哪、错在什么、怎么改。"""

from __future__ import annotations

from pathlib import Path

import pytest

from api.evaluation.questions import Question, QuestionsUnreadable, read_questions

GOOD = '{"text":"身份证丢了","scope":"in","categories":["个人/090"],"aspects":["remedy"],"extra":1}'


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_reads_a_line(tmp_path: Path) -> None:
    (asked,) = read_questions(written(tmp_path / "q.jsonl", GOOD, ""))
    assert asked == Question(text="身份证丢了", scope="in", categories=("个人/证件办理",), aspects=("remedy",))


@pytest.mark.parametrize(("given", "codes"), [("", None), (',"codes":[]', ()), (',"codes":["A"]', ("A",))])
def test_unchecked_is_not_the_same_as_none(tmp_path: Path, given: str, codes: object) -> None:
    (asked,) = read_questions(written(tmp_path / "q.jsonl", f'{{"text":"问","scope":"out"{given}}}'))
    assert asked.codes == codes


FAULTS = [
    ('{"text":"问"', "不是一个完整的 JSON 对象"),
    ('["问"]', "不是一个完整的 JSON 对象"),
    ('{"scope":"in"}', "缺少“text”"),
    ('{"text":"问"}', "缺少“scope”"),
    ('{"text":"  ","scope":"in"}', "“text”的值 '  ' 是空的"),
    ('{"text":7,"scope":"in"}', "“text”的值 7 类型不对，应为文字"),
    ('{"text":"问","scope":"maybe"}', "“scope”的值 'maybe' 不对，应为 in、out、complaint 之一"),
    ('{"text":"问","scope":"in","codes":"A"}', "“codes”的值 'A' 类型不对，应为列表"),
    ('{"text":"问","scope":"in","categories":["个人/修仙"]}', "“categories.0”的值 '个人/修仙' 不在 65 个类目之中"),
    ('{"text":"问","scope":"in","aspects":["price"]}', "“aspects.0”的值 'price' 不在 20 个咨询方面之中"),
]


@pytest.mark.parametrize(("line", "said"), FAULTS)
def test_a_bad_line_is_told_with_its_number(tmp_path: Path, line: str, said: str) -> None:
    path = written(tmp_path / "q.jsonl", GOOD, "", line)
    with pytest.raises(QuestionsUnreadable) as caught:
        read_questions(path)
    assert str(caught.value).startswith(f"{path} 第 3 行：{said}")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionsUnreadable, match=r"读不了题目文件 .*没有的\.jsonl"):
        read_questions(tmp_path / "没有的.jsonl")


def test_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(QuestionsUnreadable, match="不是 UTF-8"):
        read_questions(tmp_path / "q.jsonl")


def test_no_question_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionsUnreadable, match="一题也没有"):
        read_questions(written(tmp_path / "q.jsonl", "", " "))


def test_reads_the_shared_questions(shared_data: Path) -> None:
    assert len(read_questions(shared_data / "dev-questions.jsonl")) == 736
