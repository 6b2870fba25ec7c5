"""训练数据的检查：每种毛病都报得出来。"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.taxonomy.acts import TYPED_ACTS
from knowledge.taxonomy.categories import CATEGORIES
from nlu.check import Placed, check, problems
from nlu.examples import Example

ROOT = Path(__file__).resolve().parents[2]


def group(intent: str, *lines: str, metadata: str = "{}") -> str:
    said = "\n".join(f"    - {line}" for line in lines)
    return f"- intent: {intent}\n  metadata: {metadata}\n  examples: |\n{said}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """一份没有毛病的数据：每个行为一句，每个类目二十句。"""
    acts = [group(act, f"{act} 的一句") for act in TYPED_ACTS]
    asked = [
        group("ask", *(f"{one.key} 第 {n} 句" for n in range(20)), metadata=f"{{categories: [{one.key}]}}")
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
    # 只差标点，也是同一句；标注不同的另说
    (group("greet", "ask，的一句！"), ("more.yml", "标注还不一样", "ask", "greet")),
    (group("ask", "个人/证件办理 第 1 句", metadata="{categories: [个人/户籍办理]}"), ("个人/户籍办理", "还不一样")),
    # 写错的名字，猜一个相近的
    (group("complain", "一句"), ("complain", "是不是“complaint”")),
    (group("ask", "一句", metadata="{aspects: [material]}"), ("是不是“materials”",)),
    (group("ask", "一句", metadata="{catagories: [个人/证件办理]}"), ("catagories", "是不是“categories”")),
    (group("ask", "一句", metadata="{categories: [个人/证件辨理]}"), ("是不是“个人/证件办理”",)),
    (group("ask", "一句", metadata="{aspects: [fee, fee]}"), ("fee、fee", "写了两次")),
    (group("ask", "一句", metadata="[个人/证件办理]"), ("metadata", "应写成")),
    (group("ask", "一句", metadata="{categories: 个人/证件办理}"), ("metadata", "应写成")),
    ("- intent: ask\n  examples: [一句]\n", ("examples 不是文字",)),
    ("- intent: ask\n  meta: {}\n  examples: |\n    - 一句\n", ("键“meta”没有这个", "metadata")),
    ("- 一句\n", ("不是一组样例",)),
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


def test_a_file_that_is_not_yaml_is_reported(data: Path) -> None:
    (data / "more.yml").write_text("nlu: [", encoding="utf-8")
    (data / "worse.yml").write_text("version: '3.1'\n", encoding="utf-8")
    assert [line.split("：")[0] for line in problems(data)] == ["more.yml", "worse.yml"]


def test_a_rather_thin_category_is_only_noted(tmp_path: Path) -> None:
    lines = [f"第 {n} 句" for n in range(15)]
    write(tmp_path / "a.yml", group("ask", *lines, metadata="{categories: [个人/证件办理]}"))
    found = check(tmp_path)
    assert found.notes == ["类目“个人/证件办理”只有 15 条样例。"]
    assert not any("个人/证件办理" in line for line in found.problems)


def asked(*categories: str, text: str = "个人/证件办理 第 1 句？") -> list[Placed]:
    return [("诉求 a/b", Example(text, "ask", categories, ("fee",)))]


def test_what_is_asked_elsewhere_must_agree(data: Path) -> None:
    assert check(data, asked("个人/证件办理", text="没有的一句")).problems == []
    same = check(data, asked("个人/证件办理", "个人/户籍办理"))
    assert same.problems == []
    assert same.notes == ["诉求 a/b：“个人/证件办理 第 1 句？”在 all.yml 里已经有了。"]
    (fault,) = check(data, asked("个人/户籍办理")).problems
    assert "诉求 a/b" in fault
    assert "标注还不一样" in fault


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


def test_the_command_reads_what_is_asked_elsewhere(data: Path) -> None:
    row = {"where": "诉求 a/b", "text": "个人/证件办理 第 1 句", "categories": ["个人/证件办理"], "aspects": ["fee"]}
    command = [sys.executable, "-m", "nlu.check", str(data), "--asked", "-"]
    sent = json.dumps(row, ensure_ascii=False) + "\n"
    done = subprocess.run(command, cwd=ROOT, input=sent, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout.count("提醒：诉求 a/b")) == (0, 1)
