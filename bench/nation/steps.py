"""在另一个进程里做一步，量它用了多久、最多占多少内存（连同它起的进程，合用的内存各算一份）。"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.common import ROOT, Absent

_EVERY: Final = 0.25


@dataclass(frozen=True, slots=True)
class Spent:
    """秒数、内存的最大值（字节）、标准输出。"""

    seconds: float
    memory: int
    out: str


def run(*words: str | Path, environment: Mapping[str, str] | None = None) -> Spent:
    """运行一个命令。失败则抛 Absent，带上它最后的话。"""
    began = time.monotonic()
    process = subprocess.Popen(
        [str(word) for word in words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    most = 0
    while process.poll() is None:
        most = max(most, sum(_share(pid) for pid in _family(process.pid)))
        time.sleep(_EVERY)
    seconds = time.monotonic() - began
    out, said = process.communicate()
    if process.returncode:
        raise Absent(f"{' '.join(map(str, words[2:6]))} 没有做成：{said.strip()[-300:]}")
    return Spent(seconds, most, out)


def python(module: str, *words: str | Path, environment: Mapping[str, str] | None = None) -> Spent:
    """用现在的解释器运行一个模块。"""
    return run(sys.executable, "-m", module, *words, environment=environment)


def size_of(path: Path) -> int:
    """目录占的盘，硬链接只算一次。"""
    files = {(one.st_dev, one.st_ino): one.st_blocks * 512 for one in (file.lstat() for file in path.rglob("*"))}
    return sum(files.values())


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _share(pid: int) -> int:
    """按比例分摊的常驻内存（PSS）。"""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
