"""在别的进程里导入，好在半路杀掉它。

起一个解释器，先把库和词典都装入；每次导入是它生出的一个子进程，所以不必每次从头启动，
杀的时刻也都落在导入里，不落在启动里。杀的是做导入的那个，主的留着再生下一个。
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[3]
BEGUN, STALLED, ENDED = "begun", "stalled", "ended"


class Apart:
    """主进程的一头；同一时刻只有一个导入。"""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._child = 0

    def begin(self, url: str, path: Path, *, stall_at: str = "") -> None:
        """开始把 `path` 整份导入 `url`，索引在它旁边的 index 里；马上返回。

        `stall_at` 是 "progress"（写完一批）或 "build_index"（建索引）时，做到那里就停着，等人来杀。
        """
        assert self._process.stdin is not None
        line = json.dumps({"url": url, "path": str(path), "stall_at": stall_at})
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        self._child = int(self._told(BEGUN))

    def stalled(self) -> None:
        """等它停下来。"""
        self._told(STALLED)

    def kill(self) -> None:
        """杀掉，等它真的没了；已经做完的就不必了。"""
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)
        self._told(ENDED)

    def finish(self) -> None:
        """等它自己做完。"""
        assert self._told(ENDED) == "0", "导入没有做成"

    def _told(self, expected: str) -> str:
        assert self._process.stdout is not None
        word, about = self._process.stdout.readline().split()
        assert word == expected
        return str(about)


@contextmanager
def importing_apart() -> Iterator[Apart]:
    """起这个进程；退出时它也走。"""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.knowledge.importing.apart"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Apart(process)


def _serve() -> None:
    _warm()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _tell(BEGUN, os.getpid())
            _import(**json.loads(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        _tell(ENDED, status)


def _warm() -> None:
    """导入要用的都先装入；这些进程里不能起线程，不然生不出子进程。"""
    import knowledge.importing
    import knowledge.search.renewal
    import knowledge.storage.migrate  # noqa: F401
    from knowledge.storage.engine import open_engine
    from knowledge.taxonomy.regions import children
    from knowledge.text import cut

    cut("装入词典")
    children("000000")
    for address in ("sqlite://", "postgresql+psycopg://"):
        open_engine(address)


def _import(url: str, path: str, stall_at: str) -> None:
    from knowledge.importing import load
    from knowledge.storage.engine import open_engine

    folder = Path(path).parent
    hooks: dict[str, Callable[..., Any]] = {"progress": _stall} if stall_at == "progress" else {}
    if stall_at:
        hooks["build_index"] = _half
    load(open_engine(url), [Path(path)], index_root=folder / "index", replace=True, **hooks)


def _half(_connection: Any, directory: Path) -> None:
    """建了一半的索引。"""
    (directory / "half").write_text("x")
    _stall()


def _stall(*_: Any) -> None:
    _tell(STALLED, os.getpid())
    time.sleep(60)


def _tell(word: str, about: int) -> None:
    sys.stdout.write(f"{word} {about}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _serve()
