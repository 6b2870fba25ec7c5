"""训练数据的检查：每种毛病都报得出来。"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.taxonomy.acts import TYPED_ACTS
from knowledge.taxonomy.categories import CATEGORIES
from nlu.check import problems

ROOT = Path(__file__).resolve().parents[2]


def group(intent: str, *lines: str, metadata: str = "{}") -> str:
    said = "\n".join(f"    - {line}" for line in lines)
    return f"- intent: {intent}\n  metadata: {metadata}\n  examples: |\n{said}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """一份没有毛病的数据：每个行为一句，每个类目十句。"""
    acts = [group(act, f"{act} 的一句") for act in TYPED_ACTS]
    asked = [
        group("ask", *(f"{one.key} 第 {n} 句" for n in range(10)), metadata=f"{{categories: [{one.key}]}}")
        for one in CATEGORIES
    ]
    write(tmp_path / "all.yml", *acts, *asked)
    return tmp_path


def write(path: Path, *groups: str) -> None:
    path.write_text("nlu:\n" + "".join(groups), encoding="utf-8")


def test_good_data_has_no_problem(data: Path) -> None:
    assert list(problems(data)) == []


FAULTS = [
    # 另加的一份文件, 报告里要说到
    (group("asking", "一句"), ("more.yml", "asking")),
    (group("ask", "一句", metadata="{aspects: [price]}"), ("more.yml", "price")),
    (group("ask", "一句", metadata="{categories: [个人/没有]}"), ("more.yml", "个人/没有")),
    (group("greet", "ask 的一句"), ("more.yml", "ask 的一句", "all.yml")),
    # 归一之后相同，也是同一句
    (group("greet", "ＡＳＫ 的一句"), ("more.yml", "all.yml")),
    (group("greet", "再来一句", "再来一句"), ("more.yml", "再来一句")),
]


@pytest.mark.parametrize(("added", "words"), FAULTS)
def test_a_fault_is_reported_with_its_file(added: str, words: tuple[str, ...], data: Path) -> None:
    write(data / "more.yml", added)
    found = list(problems(data))
    assert len(found) == 1
    assert all(word in found[0] for word in words)


def test_one_bad_file_does_not_hide_another(data: Path) -> None:
    write(data / "more.yml", group("asking", "一句"))
    write(data / "worse.yml", group("answering", "一句"))
    assert [line.split("：")[0] for line in problems(data)] == ["more.yml", "worse.yml"]


def test_missing_acts_and_thin_categories_are_named(tmp_path: Path) -> None:
    write(tmp_path / "a.yml", group("ask", "一句", metadata="{categories: [个人/证件办理]}"))
    found = list(problems(tmp_path))
    assert "类目“个人/证件办理”只有 1 条样例。" in found
    assert "对话行为“greet”没有样例。" in found
    assert len(found) == len(CATEGORIES) + len(TYPED_ACTS) - 1


@pytest.mark.parametrize(("added", "code"), [("", 0), (group("asking", "一句"), 1)])
def test_the_command_ends_with_one_when_there_are_problems(added: str, code: int, data: Path) -> None:
    if added:
        write(data / "more.yml", added)
    done = subprocess.run(
        [sys.executable, "-m", "nlu.check", str(data)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, bool(done.stdout)) == (code, bool(added))
