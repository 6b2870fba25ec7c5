"""随时被杀：二十个时刻 kill −9，目录与索引都是旧的或新的，绝不掺半；其间一直查得到；两种数据库都如此。"""

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.history import history_of
from knowledge.importing import ImportReport, load
from knowledge.search import open_search
from knowledge.storage.engine import StorageBusy
from tests.knowledge.importing.apart import Apart
from tests.knowledge.importing.test_load import Bring, WriteJsonl, address, exported, generations

MakeItem = Callable[..., dict[str, Any]]
KILLS = 20
ITEMS = 60


def delivery(make_item: MakeItem, path: Path, version: int) -> str:
    """第几版：六十条里一半的电话、五分之一的名称随版次变，另有一条只在这一版里。"""
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


def usual_seconds(apart: Apart, url: str, folder: Path) -> float:
    """平常导入一次用多久：空库里先导入一次，再换两次版，取后两次的平均。导完是第 0 版。"""
    spent = []
    for version in (0, 1, 0):
        began = time.monotonic()
        apart.begin(url, folder / f"{version}.jsonl")
        apart.finish()
        spent.append(time.monotonic() - began)
    return sum(spent[1:]) / 2


def moments(usual: float) -> list[float]:
    """杀的时刻：从头到做完之后一点，均匀分成二十段，每段里随机一个，打乱次序。"""
    dice = random.Random(20_261_123)
    found = [1.2 * usual * (number + dice.random()) / KILLS for number in range(KILLS)]
    dice.shuffle(found)
    return found


def once_let_go(work: Callable[[], ImportReport], patience: float = 10.0) -> ImportReport:
    """做这一件；PostgreSQL 的服务端要过一刻才知道那个进程没了，它的写锁到那时才放开，等得到为止。"""
    until = time.monotonic() + patience
    while True:
        try:
            return work()
        except StorageBusy:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def test_a_kill_at_any_moment_leaves_the_old_or_the_new(
    apart: Apart, engine: Engine, make_item: MakeItem, tmp_path: Path
) -> None:
    versions = [delivery(make_item, tmp_path / f"{number}.jsonl", number) for number in (0, 1)]
    usual, now = usual_seconds(apart, address(engine), tmp_path), 0
    for moment in moments(usual):
        apart.begin(address(engine), tmp_path / f"{1 - now}.jsonl")
        until = time.monotonic() + moment
        while time.monotonic() < until:
            # 导入途中照样查得到，看见的是完整的一版。
            assert exported(engine) in versions
            time.sleep(0.005)
        apart.kill()
        after = exported(engine)
        assert after in versions
        now = versions.index(after)
        assert Catalogue(engine).count() == ITEMS + 1
        assert names_indexed(engine, tmp_path / "index") == {f"只在第{now}版里"}
    # 杀过之后照样能导入，历史不多不少：每一件事都属于提交了的一次导入。
    last = tmp_path / f"{1 - now}.jsonl"
    finished: ImportReport = once_let_go(lambda: load(engine, [last], index_root=tmp_path / "index", replace=True))
    assert exported(engine) == versions[1 - now]
    assert len(list((tmp_path / "index").iterdir())) <= 2
    assert (tmp_path / "index" / finished.generation).is_dir()
    history = history_of(engine, make_item(0)["code"])
    assert history is not None
    assert all(event.delivered is not None for event in history.events)
    assert len(history.events) >= 3


@pytest.mark.parametrize("where", ["progress", "build_index"])
def test_a_killed_process_leaves_everything_as_it_was(
    apart: Apart,
    engine: Engine,
    make_item: MakeItem,
    write_jsonl: WriteJsonl,
    bring: Bring,
    tmp_path: Path,
    where: str,
) -> None:
    kept = bring(write_jsonl([make_item(1), make_item(2)]))
    before = exported(engine)
    fresh = write_jsonl([make_item(1, phone="1"), make_item(3)], "new.jsonl")
    apart.begin(address(engine), fresh, stall_at=where)
    apart.stalled()
    apart.kill()
    assert exported(engine) == before
    assert Catalogue(engine).generation() == kept.generation
    assert (tmp_path / "index" / kept.generation / "entries").read_text() == "2"
    # 写锁随进程而去；半个索引由下一次导入清掉。
    after = once_let_go(lambda: bring(fresh))
    assert set(generations(tmp_path)) == {kept.generation, after.generation}
    assert Catalogue(engine).count() == 3
