"""存认诉求器：由几千句问法建一次要几秒，建好的留在盘上，数据没变就直接装入。"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from knowledge import needs as room
from knowledge.needs import needs
from knowledge.search import lexicon, recognise
from knowledge.search.recognise import Recogniser, default_recogniser

_ARRAYS: Final = ("idf", "starts", "places", "values")


_HELD: Final[dict[str, Recogniser]] = {}
"""这个进程装入过的；数据是随程序来的，一个进程里不会变。"""


def kept_recogniser(folder: Path) -> Recogniser:
    """全部诉求的认诉求器；folder 里有照现在的数据建的就装入，没有就建了存下。存不下（盘满、只读）也照用。"""
    digest = _digest()
    if digest not in _HELD:
        path = folder / f"needs-{digest}.npz"
        _HELD[digest] = _load(path) if path.exists() else _built(path)
    return _HELD[digest]


def _built(path: Path) -> Recogniser:
    made = default_recogniser()
    with suppress(OSError):
        _save(made, path)
    return made


@cache
def _digest() -> str:
    """数据和算法的内容摘要，不看日期。"""
    sources = [*room.FOLDER.rglob("*.yaml"), *lexicon.FOLDER.glob("*.tsv"), *_code()]
    total = hashlib.sha256()
    for path in sorted(sources):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:20]


def _code() -> list[Path]:
    here = Path(__file__).parent
    beside = room.FOLDER.with_name("text")
    return [
        here / "lexicon.py",
        here / "operations.py",
        here / "qualifiers.py",
        here / "recognise.py",
        here / "refining.py",
        *beside.glob("*.py"),
        *beside.glob("*.txt"),
    ]


def _save(built: Recogniser, path: Path) -> None:
    """先写到旁边再换名，几个进程同时存也不会读到半个；旧的删掉。"""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        names = np.array(list(built.numbers))
        np.savez_compressed(file, names=names, **{name: getattr(built, name) for name in _ARRAYS})
    for old in path.parent.glob("needs-*.npz"):
        old.unlink(missing_ok=True)
    fresh.replace(path)


def _load(path: Path) -> Recogniser:
    known = needs()
    with np.load(path, allow_pickle=False) as arrays:
        numbers = {str(name): number for number, name in enumerate(arrays["names"].tolist())}
        parts = {name: arrays[name] for name in _ARRAYS}
    return Recogniser(needs=known, numbers=numbers, category_of=recognise.category_of(known), **parts)
