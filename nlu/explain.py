"""说明判断的缘由：一句话的各个类目是哪些字词撑起来的。`python -m nlu.explain 模型.tar.gz 一句话`。"""

from __future__ import annotations

import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge.text import Cutter, use_cutter
from nlu.features import features
from nlu.linear import Head, Vocabulary, load
from nlu.reading import read
from nlu.signs import message_signs

SHOWN: Final = 3
REASONS: Final = 8
_MODEL: Final = "understanding.npz"
_WORDS: Final = "words.txt"


@dataclass(frozen=True, slots=True)
class Reason:
    """一个字词（或旗标）出的力：正的是支持，负的是反对；单位是对数几率。"""

    name: str
    force: float


@dataclass(frozen=True, slots=True)
class Judged:
    """一个标签、它的概率、出力最大的几个字词（按大小）。"""

    label: str
    chance: float
    reasons: tuple[Reason, ...]


def explain(text: str, head: Head, vocabulary: Vocabulary, cutter: Cutter, shown: int = SHOWN) -> list[Judged]:
    """一头里最像的 shown 个标签，各带缘由。text：任意文本。"""
    clean, _ = read(text)
    columns, values = vocabulary.vector(features(clean, cutter, message_signs(clean)))
    names = {column: name for name, column in vocabulary.columns.items()}
    judged = []
    for label, chance in head.scores(columns, values)[:shown]:
        forces = values * head.weights[columns, head.labels.index(label)]
        order = sorted(range(len(columns)), key=lambda place: -abs(float(forces[place])))[:REASONS]
        reasons = tuple(Reason(names[int(columns[place])], round(float(forces[place]), 3)) for place in order)
        judged.append(Judged(label, round(chance, 4), reasons))
    return judged


def open_model(path: Path) -> tuple[Vocabulary, dict[str, Head], Cutter]:
    """打开 banshi train 写的模型（.tar.gz）里的分类器。

    Raises:
        FileNotFoundError: 没有这个文件，或里面没有我们的分类器。
    """
    with tarfile.open(path) as archive, tempfile.TemporaryDirectory() as folder:
        wanted = [one for one in archive.getmembers() if Path(one.name).name in (_MODEL, _WORDS)]
        archive.extractall(folder, members=wanted)
        models = sorted(Path(folder).rglob(_MODEL))
        if not models:
            raise FileNotFoundError(f"{path} 里没有 {_MODEL}，请重新训练（banshi train）。")
        words = models[0].with_name(_WORDS)
        lines = words.read_text(encoding="utf-8").splitlines() if words.exists() else []
        vocabulary, heads = load(models[0])
    return vocabulary, heads, use_cutter(Cutter(line for line in lines if line))


def main() -> None:
    """命令行入口。"""
    vocabulary, heads, cutter = open_model(Path(sys.argv[1]))
    for name in ("scope", "category", "aspect"):
        sys.stdout.write(f"{name}\n")
        for one in explain(sys.argv[2], heads[name], vocabulary, cutter):
            reasons = "  ".join(f"{reason.name} {reason.force:+.2f}" for reason in one.reasons)
            sys.stdout.write(f"  {one.label} {one.chance:.3f}：{reasons}\n")


if __name__ == "__main__":
    main()
