"""模型里存取词表的两个小函数。"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowledge.text import Cutter, use_cutter

WORDS_FILE = "words.txt"


def read_words(path: Path | None) -> tuple[str, ...]:
    """读词表，一行一个；没有文件就是空表。"""
    if path is None or not path.is_file():
        return ()
    return tuple(line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def write_words(directory: Path, words: tuple[str, ...]) -> None:
    """写进模型目录。"""
    (directory / WORDS_FILE).write_text("\n".join(words), encoding="utf-8")


@lru_cache(maxsize=2)
def cutter_for(words: tuple[str, ...]) -> Cutter:
    """同一份词表只建一个切词器，整个进程合用。"""
    return use_cutter(Cutter(words))
