"""一种数据库上的一遍：整份导入、占的盘、检索、打开、整轮、只改一千条的导入。"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import text

from bench.common import ROOT
from bench.everything import MAPPING, trained
from bench.nation.steps import python, size_of
from bench.nation.turning import turns
from bench.postgres import Server, serving
from knowledge.search import open_search
from knowledge.settings import load_settings
from knowledge.storage.engine import open_engine

CHANGED: Final = 1_000
NEW_NAME: Final = "古树名木认养登记"
_SERVER: Final = {"shared_buffers": "256MB", "max_wal_size": "4GB", "fsync": "on"}
_PATIENCE: Final = 30.0


@dataclass(frozen=True, slots=True)
class Home:
    """一份目录：HOME 与数据库地址。"""

    folder: Path
    url: str

    @property
    def environment(self) -> Mapping[str, str]:
        """给命令的环境变量。"""
        return {"BANSHI_HOME": str(self.folder), "BANSHI_DATABASE_URL": self.url}

    def bring(self, *words: str | Path) -> Any:
        """导入。"""
        return python("api.cli.main", "import", *words, "--json", environment=self.environment)

    def size(self) -> int:
        """数据库加索引占的字节。"""
        if self.url.startswith("sqlite"):
            return size_of(self.folder)
        engine = open_engine(self.url)
        with engine.connect() as connection:
            database = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        engine.dispose()
        return int(database) + size_of(self.folder)


@contextmanager
def homes(database: str, folder: Path) -> Iterator[Mapping[str, Home]]:
    """三份空目录：全国、真实的 2,262 条、起步目录。"""
    names = ("nation", "real", "starter")
    if database == "sqlite":
        yield {name: _home(folder / name, f"sqlite:///{folder}/{name}/catalogue.db") for name in names}
        return
    with serving(_SERVER) as server:
        yield {name: _home(folder / name, _url(server)) for name in names}


def _home(folder: Path, url: str) -> Home:
    folder.mkdir(parents=True)
    return Home(folder, url)


def _url(server: Server) -> str:
    return server.new_database()


def measure(database: str, folder: Path, nation: Path, real: Path, questions: Path) -> dict[str, float]:
    """量一遍，返回各项；秒、字节、毫秒。

    Raises:
        Absent: 还没有训练模型（整轮要用），或哪一步没有做成。
    """
    trained(load_settings().home)
    with homes(database, folder) as found:
        whole = found["nation"].bring(nation)
        report = json.loads(whole.out)
        figures = {
            "items": report["added"],
            "import_seconds": whole.seconds,
            "import_cpu": whole.cpu,
            "import_memory": whole.memory,
            "size": found["nation"].size(),
        }
        found["starter"].bring("knowledge/starter")
        if real.exists():
            found["real"].bring(real, "--mapping", MAPPING)
        figures |= _searches(found, questions, real.exists())
        names = ("nation", "real", "starter") if real.exists() else ("nation", "starter")
        figures |= turns({name: (found[name].folder, found[name].environment) for name in names})
        return figures | _incremental(found["nation"], folder, nation)


def _searches(found: Mapping[str, Home], questions: Path, with_real: bool) -> dict[str, float]:
    """全国与 2,262 条轮流各量两遍，取较快的一遍：别人占着机器时也比得公平。"""
    names = ["nation", "starter", *(["real"] if with_real else [])] * 2
    runs: dict[str, list[dict[str, Any]]] = {}
    for name in names:
        done = python("bench.nation.searching", questions, environment=found[name].environment)
        runs.setdefault(name, []).append(json.loads(done.out))
    figures: dict[str, float] = {}
    for name, some in runs.items():
        figures[f"{name}_open_seconds"] = min(one["open"] for one in some)
        for state in ("cold", "warm", "cpu"):
            figures[f"{name}_{state}_p50"] = min(one[state]["p50"] for one in some)
            figures[f"{name}_{state}_p99"] = min(one[state]["p99"] for one in some)
    return figures


def _incremental(home: Home, folder: Path, nation: Path) -> dict[str, float]:
    """改一千条再导入：用了多久；早已打开目录的这个进程多久之后找得到新的名称。"""
    changed = folder / "changed.jsonl"
    _write_changed(nation, changed)
    engine = open_engine(home.url)
    search = open_search(engine, home.folder / "index")
    if NEW_NAME in [hit.name for hit in search.find(NEW_NAME).hits]:
        raise RuntimeError(f"造出的目录里已经有了“{NEW_NAME}”，量不出多久找得到。")
    spent = home.bring(changed)
    began = time.monotonic()
    while NEW_NAME not in [hit.name for hit in search.find(NEW_NAME).hits]:
        if time.monotonic() - began > _PATIENCE:
            raise RuntimeError("导入之后，打开着的进程一直找不到新的名称。")
    seen = time.monotonic() - began
    engine.dispose()
    report = json.loads(spent.out)
    return {
        "incremental_seconds": spent.seconds,
        "incremental_cpu": spent.cpu,
        "incremental_memory": spent.memory,
        "incremental_changed": report["changed"],
        "seen_seconds": seen,
    }


def _write_changed(nation: Path, out: Path) -> None:
    """均匀地取一千条：各改电话，一部分改材料、加别名，一条改名。"""
    with out.open("w", encoding="utf-8") as file:
        for number, line in enumerate(_picked(nation)):
            file.write(json.dumps(_changed(json.loads(line), number), ensure_ascii=False) + "\n")


def _picked(nation: Path) -> list[str]:
    """文件很大，不整个读：跳到一千个等距的地方，各取下一整行。"""
    found = []
    with nation.open("rb") as file:
        for number in range(CHANGED):
            file.seek(nation.stat().st_size * number // CHANGED)
            file.readline()
            found.append(file.readline().decode())
    return [line for line in dict.fromkeys(found) if line]


def _changed(doc: dict[str, Any], number: int) -> dict[str, Any]:
    doc["phone"] = "12345"
    if number % 5 == 1:
        doc["materials"] = [*(doc.get("materials") or ()), {"name": "承诺书"}]
    if number % 5 == 2:
        doc["aliases"] = [*(doc.get("aliases") or ()), f"{doc['name']}（一网通办）"]
    if number == 0:
        doc |= {"name": NEW_NAME, "aliases": [], "short_name": None}
    return doc


def root() -> Path:
    """测量用的目录。"""
    return ROOT / "var" / "bench" / "nation"
