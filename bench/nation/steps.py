"""在另一个进程里做一步，量它用了多久、多少 CPU、最多占多少内存（连同它起的进程，合用的内存各算一份）。

别人占着机器时，用了多久要看 CPU：差出来的是在等。给了期限的一步到时就停，不会一直等下去。
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.common import ROOT, Absent

_EVERY: Final = 0.25
_GRACE: Final = 20.0
"""叫它停下之后，等它自己收拾多少秒。"""


@dataclass(frozen=True, slots=True)
class Spent:
    """秒数、其中的 CPU 秒数（不含它连着的数据库服务器）、内存的最大值（字节）、标准输出。"""

    seconds: float
    cpu: float
    memory: int
    out: str


def run(*words: str | Path, environment: Mapping[str, str] | None = None, limit: float | None = None) -> Spent:
    """运行一个命令。失败、到了 `limit` 秒还没有做完，都抛 Absent，带上它最后的话。"""
    began, before = time.monotonic(), _cpu()
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
        if limit is not None and time.monotonic() - began > limit:
            _stop(process)
            raise Absent(f"{' '.join(map(str, words[2:4]))} {limit / 60:.0f} 分钟没有做完，停了。")
        time.sleep(_EVERY)
    seconds = time.monotonic() - began
    out, said = process.communicate()
    cpu = _cpu() - before
    if process.returncode:
        raise Absent(f"{' '.join(map(str, words[2:6]))} 没有做成：{said.strip()[-300:]}")
    return Spent(seconds, cpu, most, out)


def python(
    module: str, *words: str | Path, environment: Mapping[str, str] | None = None, limit: float | None = None
) -> Spent:
    """用现在的解释器运行一个模块。"""
    return run(sys.executable, "-m", module, *words, environment=environment, limit=limit)


def size_of(path: Path) -> int:
    """目录占的盘，硬链接只算一次。"""
    files = {(one.st_dev, one.st_ino): one.st_blocks * 512 for one in (file.lstat() for file in path.rglob("*"))}
    return sum(files.values())


def _cpu() -> float:
    """做完了的各步一共用的 CPU 秒数；一次只做一步，前后一减就是这一步的。"""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _stop(process: subprocess.Popen[str]) -> None:
    """先请它停，好让它收拾自己起的服务器；不听就连同它起的一起杀掉。"""
    process.send_signal(signal.SIGINT)
    try:
        process.communicate(timeout=_GRACE)
    except subprocess.TimeoutExpired:
        for pid in list(_family(process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.communicate()


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
