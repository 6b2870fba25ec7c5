"""两部分的分法不许变：变了，留出的题就混进开发里了。"""

from __future__ import annotations

from pathlib import Path

import pytest

from api.evaluation.answers import Answer
from api.evaluation.questions import Question
from bench.common import QUESTIONS, Absent, add_url, is_developed, options, parts_of, per_second, questions_at, told


def question(name: str | None) -> Question:
    return Question(text="问", scope="in", id=name)


# 余数由另一个工具核对过：echo "ibase=16; $(printf dev0000 | sha256sum | cut -c-64 | tr a-f A-F) % A" | bc
SPLIT = [("dev0000", 3), ("dev0002", 6), ("dev0003", 6), ("dev0004", 0)]


@pytest.mark.parametrize(("name", "rest"), SPLIT)
def test_the_split_is_fixed(name: str, rest: int) -> None:
    assert is_developed(question(name)) is (rest < 6)


def test_without_an_id_the_text_decides() -> None:
    assert is_developed(Question(text="dev0000", scope="in")) is is_developed(question("dev0000"))


def test_the_parts_make_the_whole() -> None:
    pairs = [(question(name), Answer("answered")) for name, _ in SPLIT]
    parts = parts_of(pairs)
    assert [len(some) for some in parts.values()] == [4, 2, 2]
    assert parts["全部"] == pairs


@pytest.mark.parametrize(("times", "found"), [([], None), ([100, 300], 5)])
def test_messages_a_second(times: list[float], found: float | None) -> None:
    assert per_second([(question(None), Answer("answered", ms=ms)) for ms in times]) == found


def test_the_shared_questions_are_skipped_where_absent() -> None:
    if QUESTIONS.exists():
        assert questions_at(QUESTIONS)
    else:
        with pytest.raises(Absent, match="--questions"):
            questions_at(QUESTIONS)


def test_the_url_comes_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANSHI_PORT", "8123")
    parser = options("")
    add_url(parser)
    assert parser.parse_args([]).url == "http://127.0.0.1:8123"


def test_faults_are_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def main() -> None:
        questions_at(tmp_path / "无.jsonl")

    with pytest.raises(SystemExit) as left:
        told(main)
    assert left.value.code == 2
    assert "读不了题目文件" in capsys.readouterr().err
