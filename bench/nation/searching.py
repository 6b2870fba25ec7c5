"""在一份目录上检索：打开用多久，问这些话各用多久。单独一个进程，不受别的步骤影响；结果印成一个 JSON。

头一遍是没有问过的；之后问三遍，一句取最快的一遍：别人占着机器时，慢的多半是在等。另记 CPU，最不受别人影响。
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from api.evaluation.figures import percentile
from api.evaluation.visitor import fit
from knowledge.search import open_search
from knowledge.settings import load_settings
from knowledge.storage.engine import open_engine
from knowledge.storage.migrate import upgrade_catalogue

PLACES: Final = (None, "440106", "330100", "110105", "510000", "650100")
"""轮流用的区划：不说、县、市、省。"""
ROUNDS: Final = 3
OPENING: Final = "身份证丢了怎么补办"


def opened() -> tuple[Callable[[str, str | None], Any], float]:
    """打开 BANSHI_ 设置所指的目录，答出第一句；返回检索与用的秒数。"""
    began = time.perf_counter()
    settings = load_settings()
    engine = open_engine(settings.catalogue_url)
    upgrade_catalogue(engine)
    search = open_search(engine, settings.index_root)
    search.find(OPENING)
    return lambda text, region: search.find(text, region=region), time.perf_counter() - began


def timed(ask: Callable[[str, str | None], Any], texts: Sequence[str]) -> list[tuple[float, float]]:
    """各句的毫秒数：(过了多久, 其中的 CPU)。"""
    found = []
    for text, region in zip(texts, cycle(PLACES), strict=False):
        began, before = time.perf_counter(), time.thread_time()
        ask(text, region)
        found.append(((time.perf_counter() - began) * 1000, (time.thread_time() - before) * 1000))
    return found


def quickest(rounds: Sequence[Sequence[tuple[float, float]]]) -> tuple[list[float], list[float]]:
    """几遍里各句最快的一遍：(过了多久, CPU)。"""
    times, cpu = ([min(one[part] for one in same) for same in zip(*rounds, strict=True)] for part in (0, 1))
    return times, cpu


def summed(times: Sequence[float]) -> dict[str, float]:
    """p50 与 p99，毫秒。"""
    return {"p50": percentile(times, 50) or 0.0, "p99": percentile(times, 99) or 0.0}


def main() -> None:
    texts = [fit(text) for text in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))]
    ask, seconds = opened()
    cold = [passed for passed, _ in timed(ask, texts)]
    warm, cpu = quickest([timed(ask, texts) for _ in range(ROUNDS)])
    figures = {"cold": summed(cold), "warm": summed(warm), "cpu": summed(cpu)}
    print(json.dumps({"open": seconds, "questions": len(texts), **figures}))


if __name__ == "__main__":
    main()
