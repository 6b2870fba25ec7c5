"""逐行校验：大的交付分给几个进程做，次序不变；小的就在本进程里做。"""

from __future__ import annotations

import os
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any, Final

from knowledge.importing.native import Accepted, Origin, accept
from knowledge.importing.report import ImportFailed, Reject
from knowledge.importing.rows import Row

Verdict = Accepted | Reject
Judged = tuple[list[Verdict], Counter[str]]
Children = Mapping[str, list[Row]]
Joined = tuple[Row, Children]
Plain = tuple[str, int, dict[str, Any], Reject | None, Children]
Judge = Callable[[Iterable[Joined], Counter[str]], Iterator[tuple[Row, Verdict]]]

PART: Final = 400
_AHEAD: Final = 3
"""每个进程手上与排着的批数；再多只是占内存。"""
_MOST: Final = 4

_origin: Origin | None = None


@contextmanager
def judging(origin: Origin, size: int, *, worth: int) -> Iterator[Judge]:
    """给出校验的人；`size` 是全部文件的字节数，到了 `worth` 又不止一个核，就分给几个进程。"""
    cores = min(os.cpu_count() or 1, _MOST)
    if size < worth or cores < 2:
        yield alone(origin)
        return
    with ProcessPoolExecutor(cores, get_context("spawn"), _begin, (origin,)) as pool:
        try:
            yield lambda rows, notes: _in_order(pool, rows, notes, cores * _AHEAD)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def alone(origin: Origin) -> Judge:
    """就在本进程里校验。"""
    return lambda rows, notes: ((row, accept(row, origin, notes, children)) for row, children in rows)


def _in_order(
    pool: ProcessPoolExecutor, rows: Iterable[Joined], notes: Counter[str], ahead: int
) -> Iterator[tuple[Row, Verdict]]:
    waiting: deque[tuple[list[Joined], Future[Judged]]] = deque()
    rest = iter(rows)
    while part := list(islice(rest, PART)):
        # 拆成元组再传：逐个传对象要慢一倍。
        plain = [(row.file, row.line, row.values, row.fault, children) for row, children in part]
        waiting.append((part, pool.submit(_judge, plain)))
        if len(waiting) >= ahead:
            yield from _done(*waiting.popleft(), notes)
    while waiting:
        yield from _done(*waiting.popleft(), notes)


def _done(part: list[Joined], future: Future[Judged], notes: Counter[str]) -> Iterator[tuple[Row, Verdict]]:
    try:
        verdicts, noted = future.result()
    except BrokenProcessPool as error:
        raise ImportFailed(
            "校验事项的进程被系统终止了，多半是内存不够；目录没有改动，请腾出内存，或把文件分小些再导入。"
        ) from error
    notes.update(noted)
    yield from zip((row for row, _ in part), verdicts, strict=True)


def _begin(origin: Origin) -> None:
    global _origin
    _origin = origin
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """主进程被杀时跟着走，不留下没有人要的进程。"""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _judge(part: list[Plain]) -> Judged:
    if _origin is None:
        raise RuntimeError("进程还没有拿到来源就开始校验。")
    notes: Counter[str] = Counter()
    return [accept(Row(*plain[:-1]), _origin, notes, plain[-1]) for plain in part], notes
