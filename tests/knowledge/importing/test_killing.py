"""随时被杀：二十个随机的时刻 kill −9，目录与索引都是旧的或新的，绝不掺半；其间一直查得到；两种数据库都如此。"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.history import history_of
from knowledge.importing import ImportReport, load
from knowledge.search import open_search
from tests.knowledge.importing.test_load import ROOT, address, exported

MakeItem = Callable[..., dict[str, Any]]
KILLS = 20
ITEMS = 200

# 一个进程里先把库都装入，再等信号；这样被杀的时刻都落在导入里，不落在启动里。
# 每次给它的是子进程：杀的是做导入的那个，主的留着再生下一个。
IMPORTING = """
import os, sys
from pathlib import Path
from knowledge.importing import load
from knowledge.search.renewal import renew_index
from knowledge.storage.engine import open_engine
from knowledge.storage.migrate import upgrade_catalogue
from knowledge.text import cut

home, url = Path(sys.argv[1]), sys.argv[2]
cut("装入词典")
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        engine = open_engine(url)
        print(os.getpid(), flush=True)
        load(engine, [home / line.strip()], index_root=home / "index", replace=True)
        os._exit(0)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


def delivery(make_item: MakeItem, path: Path, version: int) -> str:
    """第几版：两百条里一半的电话、五分之一的名称随版次变，另有一条只在这一版里。"""
    rows = [make_item(number, phone=str(version if number % 2 else 0)) for number in range(ITEMS)]
    for number in range(0, ITEMS, 5):
        rows[number]["name"] = f"第{version}版的事项{number}"
    rows.append(make_item(ITEMS + version, name=f"只在第{version}版里"))
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
    return text


def names_indexed(engine: Engine, root: Path) -> set[str]:
    """检索看得见的、随版次变的名称。"""
    search = open_search(engine, root)
    return {hit.name for hit in search.find("只在第一版里").hits if hit.name.startswith("只在第")}


def test_a_kill_at_any_moment_leaves_the_old_or_the_new(engine: Engine, make_item: MakeItem, tmp_path: Path) -> None:
    dice = random.Random(20_261_123)
    versions = [delivery(make_item, tmp_path / f"{number}.jsonl", number) for number in (0, 1)]
    began = time.monotonic()
    load(engine, [tmp_path / "0.jsonl"], index_root=tmp_path / "index", replace=True)
    load(engine, [tmp_path / "1.jsonl"], index_root=tmp_path / "index", replace=True)
    usual = (time.monotonic() - began) / 2
    now, seen = 1, set()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", IMPORTING, str(tmp_path), address(engine)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(KILLS):
            process.stdin.write(f"{1 - now}.jsonl\n")
            process.stdin.flush()
            importing = int(process.stdout.readline())
            until = time.monotonic() + dice.uniform(0, 1.2 * usual)
            while time.monotonic() < until:
                # 导入途中照样查得到，看见的是完整的一版。
                assert exported(engine) in versions
                time.sleep(0.01)
            kill(importing)
            assert process.stdout.readline() == "ended\n"
            after = exported(engine)
            assert after in versions
            now = versions.index(after)
            seen.add(now)
            assert Catalogue(engine).count() == ITEMS + 1
            assert names_indexed(engine, tmp_path / "index") == {f"只在第{now}版里"}
    # 杀过之后照样能导入，历史不多不少：每一件事都属于提交了的一次导入。
    finished: ImportReport = load(engine, [tmp_path / f"{1 - now}.jsonl"], index_root=tmp_path / "index", replace=True)
    assert exported(engine) == versions[1 - now]
    assert len(list((tmp_path / "index").iterdir())) <= 2
    assert (tmp_path / "index" / finished.generation).is_dir()
    history = history_of(engine, make_item(0)["code"])
    assert history is not None
    assert all(event.delivered is not None for event in history.events)
    assert len(history.events) >= 3


def kill(pid: int) -> None:
    """杀掉；已经做完的就不必了。"""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
