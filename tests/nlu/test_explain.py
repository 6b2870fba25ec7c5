"""说明缘由：撑起一个类目的字词说得出，合起来就是它的分数。"""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from knowledge.text import Cutter
from nlu.examples import Example
from nlu.explain import REASONS, explain, open_model
from nlu.linear import load
from nlu.training import train

CARD, TAX = ("个人/证件办理",), ("个人/纳税缴费",)
EXAMPLES = [
    *(Example(f"身份证{how}了", "ask", CARD, ("process",)) for how in ("丢", "坏", "过期", "到期", "不见")),
    *(Example(f"个税{how}", "ask", TAX, ("fee",)) for how in ("申报", "汇算", "补缴", "退税", "年底交")),
    *(Example(f"你好{tail}", "greet") for tail in ("", "呀", "啊", "哦", "！")),
]


@pytest.fixture(scope="module")
def model(cutter: Cutter, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explained") / "understanding.npz"
    train(EXAMPLES, cutter, path)
    return path


def test_the_words_that_carried_it(model: Path, cutter: Cutter) -> None:
    vocabulary, heads = load(model)
    best, other = explain("身份证掉了", heads["category"], vocabulary, cutter)
    assert best.label == "个人/证件办理"
    assert best.chance > other.chance
    assert "身份" in "".join(reason.name for reason in best.reasons if reason.force > 0)
    assert len(best.reasons) <= REASONS
    assert [abs(reason.force) for reason in best.reasons] == sorted((abs(r.force) for r in best.reasons), reverse=True)


def test_nothing_known_carries_nothing(model: Path, cutter: Cutter) -> None:
    vocabulary, heads = load(model)
    judged = explain("", heads["category"], vocabulary, cutter)
    assert {reason.name for one in judged for reason in one.reasons} <= {"!length:0"}


def test_a_model_file_is_opened(model: Path, tmp_path: Path) -> None:
    archive = tmp_path / "banshi.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(model, "components/train_it/understanding.npz")
    _, heads, _ = open_model(archive)
    assert set(heads) == {"act", "scope", "category", "aspect"}


def test_a_file_without_our_model_is_named(tmp_path: Path) -> None:
    archive = tmp_path / "other.tar.gz"
    with tarfile.open(archive, "w:gz"):
        pass
    with pytest.raises(FileNotFoundError, match=r"other\.tar\.gz 里没有"):
        open_model(archive)
