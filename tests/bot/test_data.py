"""训练数据与整套配置：我们自己的检查，和 Rasa 自己的检查。"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from nlu.check import problems

ROOT = Path(__file__).resolve().parents[2]
BOT = ROOT / "bot"
NLU = sorted((BOT / "data" / "nlu").glob("*.yml"))

Rasa = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_training_data_has_no_problem() -> None:
    """标签都在表里；没有一句话出现两次，跨文件也不行；每个行为、每个类目都有样例。"""
    assert list(problems(BOT / "data" / "nlu")) == []


@pytest.mark.parametrize("path", NLU, ids=lambda path: path.stem)
def test_a_training_file_holds_only_examples(path: Path) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(document) == {"version", "nlu"}
    for group in document["nlu"]:
        assert set(group) <= {"intent", "metadata", "examples"}
        assert set(group.get("metadata") or {}) <= {"categories", "aspects"}
        lines = group["examples"].splitlines()
        assert all(line.startswith("- ") and line[2:].strip() for line in lines), lines


def test_no_example_looks_like_a_button() -> None:
    """以斜杠开头的话，Rasa 会当作按钮载荷。"""
    lines = (line.strip() for path in NLU for line in path.read_text(encoding="utf-8").splitlines())
    assert [line for line in lines if line.startswith("- /")] == []


def test_rasa_itself_finds_nothing_wrong(rasa: Rasa) -> None:
    """rasa data validate，警告也算错：没用到的意图和动作、重复的样例、互相矛盾的故事。

    问法只给四个文件，每种意图都有了：全给要多等一分钟，查的却是重复和标签，那些由 nlu.check 对全部文件查。
    """
    lines = [BOT / "data" / "nlu" / f"{name}.yml" for name in ("dialogue", "complaint", "out_of_scope", "army")]
    data = ("--data", BOT / "data" / "rules", BOT / "data" / "stories", *lines)
    places = ("--domain", BOT / "domain", "--config", BOT / "config.yml", *data)
    done = rasa("data", "validate", "--fail-on-warnings", *places)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
