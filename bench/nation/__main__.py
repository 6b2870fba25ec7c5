"""全国那么大的目录，一个命令量完：python -m bench.nation [--items N] [--database sqlite|postgresql|both]。

造一份全国的目录（造好的留着，下次不再造），在 SQLite 与 PostgreSQL 上各走一遍，再在同样的名称上量同行，印成一张表。
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.common import QUESTIONS, Absent, occasion, questions_at, told
from bench.everything import GUANGDONG
from bench.nation.making import write_nation
from bench.nation.measuring import measure, root
from bench.nation.peers import PEERS
from bench.nation.steps import python
from knowledge.needs import needs

ITEMS: Final = 1_710_000
MOST_QUESTIONS: Final = 500

Figures = Mapping[str, float]


def _ratio(over: str, under: str) -> Any:
    return lambda figures: figures[over] / figures[under] if figures.get(under) else None


ROWS: Final[list[tuple[str, str, str, Any]]] = [
    ("事项", "", "{:,.0f}", lambda figures: figures["items"]),
    ("整份导入连索引，分", "≤ 5", "{:.1f}", lambda figures: figures["import_seconds"] / 60),
    ("其中 CPU，分", "", "{:.1f}", lambda figures: figures["import_cpu"] / 60),
    ("导入时内存，GiB", "≤ 1.5", "{:.2f}", lambda figures: figures["import_memory"] / 2**30),
    ("占盘，GiB", "≤ 3", "{:.2f}", lambda figures: figures["size"] / 2**30),
    ("改一千条的导入，秒", "≤ 5", "{:.1f}", lambda figures: figures["incremental_seconds"]),
    ("其中 CPU，秒", "", "{:.1f}", lambda figures: figures["incremental_cpu"]),
    ("之后多久找得到，秒", "", "{:.2f}", lambda figures: figures["seen_seconds"]),
    ("检索 p50，毫秒", "≤ 2", "{:.2f}", lambda figures: figures["nation_warm_p50"]),
    ("检索 p99，毫秒", "≤ 6", "{:.2f}", lambda figures: figures["nation_warm_p99"]),
    ("其中 CPU p50，毫秒", "", "{:.2f}", lambda figures: figures["nation_cpu_p50"]),
    ("其中 CPU p99，毫秒", "", "{:.2f}", lambda figures: figures["nation_cpu_p99"]),
    ("CPU p50 与 2,262 条之比", "≤ 1.3", "{:.2f}", _ratio("nation_cpu_p50", "real_cpu_p50")),
    ("CPU p99 与 2,262 条之比", "≤ 1.3", "{:.2f}", _ratio("nation_cpu_p99", "real_cpu_p99")),
    ("头一遍问 p50，毫秒", "", "{:.2f}", lambda figures: figures["nation_cold_p50"]),
    ("头一遍问 p99，毫秒", "", "{:.2f}", lambda figures: figures["nation_cold_p99"]),
    ("整轮 p50，毫秒", "", "{:.1f}", lambda figures: figures["nation_turn_p50"]),
    ("整轮 p50 与 2,262 条之比", "≤ 1.2", "{:.2f}", _ratio("nation_turn_p50", "real_turn_p50")),
    ("整轮 p50 与起步目录之比", "", "{:.2f}", _ratio("nation_turn_p50", "starter_turn_p50")),
    (
        "打开比起步目录多，秒",
        "≤ 3",
        "{:.2f}",
        lambda figures: figures["nation_open_seconds"] - figures["starter_open_seconds"],
    ),
]
"""(名称, 目标, 写法, 怎样由各项得出)。"""


def table_of(found: Mapping[str, Figures]) -> Table:
    """办事的表：一列一种数据库。"""
    table = Table("指标", "目标", title="全国的目录")
    for name in found:
        table.add_column(name, justify="right")
    for title, target, form, value in ROWS:
        cells = [value(figures) for figures in found.values()]
        table.add_row(title, target, *("—" if cell is None else form.format(cell) for cell in cells))
    return table


def peers_table(found: Mapping[str, Figures]) -> Table:
    """同行的表：一行一家。"""
    table = Table("同行（只有名称）", "建索引，秒", "全程 CPU，秒", "占盘，GiB", "内存，GiB", "p50，毫秒", "p99，毫秒")
    for name, one in found.items():
        sizes = (f"{one['size'] / 2**30:.2f}", f"{one['memory'] / 2**30:.2f}")
        table.add_row(
            name, f"{one['build']:.0f}", f"{one['cpu']:.0f}", *sizes, f"{one['p50']:.1f}", f"{one['p99']:.1f}"
        )
    return table


def made(folder: Path, items: int, real: Path) -> Path:
    """造好的全国目录；没有就造。"""
    path = folder / f"items-{items}{'' if real.exists() else '-unreal'}.jsonl"
    if not path.exists():
        print(f"造 {items:,} 个事项……", flush=True)
        write_nation(path, items, real)
    return path


def asked(folder: Path, file: Path) -> Path:
    """问的话，写成一个 JSON 列表；没有真实的题目就用诉求的问法。"""
    try:
        texts = [one.text for one in questions_at(file)]
    except Absent:
        texts = [question.text for need in needs() for question in need.questions]
    path = folder / "questions.json"
    step = max(1, len(texts) // MOST_QUESTIONS)
    path.write_text(json.dumps(texts[::step][:MOST_QUESTIONS], ensure_ascii=False), encoding="utf-8")
    return path


def measured(
    databases: list[str], folder: Path, nation: Path, real: Path, questions: Path
) -> Iterator[tuple[str, Figures]]:
    """逐个给出各种数据库与它的各项；缺的说一句、跳过。"""
    for database in databases:
        shutil.rmtree(folder / database, ignore_errors=True)
        try:
            print(f"{database}：导入、检索、增量……", flush=True)
            yield database, measure(database, folder / database, nation, real, questions)
        except Absent as fault:
            print(f"跳过 {database}：{fault}")
        finally:
            shutil.rmtree(folder / database, ignore_errors=True)


def compared(nation: Path, questions: Path, minutes: float) -> Iterator[tuple[str, Figures]]:
    """逐家给出同行与它的各项；缺的、`minutes` 分钟没有做完的说一句、跳过。"""
    for key, (title, _) in PEERS.items():
        print(f"同行 {title}……", flush=True)
        try:
            done = python("bench.nation.peers", key, nation, questions, limit=minutes * 60)
        except Absent as fault:
            print(f"跳过 {title}：{fault}")
        else:
            yield title, json.loads(done.out) | {"memory": done.memory, "cpu": done.cpu}


def write_json(path: Path | None, found: Mapping[str, Figures], peers: Mapping[str, Figures]) -> None:
    """写成 JSON；没有说写到哪里就不写。"""
    if path is not None:
        about = {"databases": found, "peers": peers, "load": os.getloadavg(), "occasion": occasion()}
        path.write_text(json.dumps(about, ensure_ascii=False, indent=2), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=ITEMS, help="造多少个事项")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both", help="量哪种数据库")
    parser.add_argument("--real", type=Path, default=GUANGDONG, help="真实的 2,262 条；不在就少一列")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="问的话；不在就用诉求的问法")
    parser.add_argument("--folder", type=Path, default=root(), help="放造好的目录的地方，要几个 GiB")
    parser.add_argument("--peer-minutes", type=float, default=20, help="一家同行至多等多少分钟")
    parser.add_argument("--no-peers", action="store_true", help="不量同行")
    parser.add_argument("--json", type=Path, help="另外写成 JSON 的文件")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    nation, questions = made(given.folder, given.items, given.real), asked(given.folder, given.questions)
    databases = ["sqlite", "postgresql"] if given.database == "both" else [given.database]
    found: dict[str, Figures] = {}
    peers: dict[str, Figures] = {}
    # 量完一样写一样：半路停了，量过的还在。
    for database, figures in measured(databases, given.folder, nation, given.real, questions):
        found[database] = figures
        write_json(given.json, found, peers)
    for title, figures in () if given.no_peers else compared(nation, questions, given.peer_minutes):
        peers[title] = figures
        write_json(given.json, found, peers)
    console = Console()
    if found:
        console.print(table_of(found))
    if peers:
        console.print(peers_table(peers))
    console.print(f"{os.cpu_count()} 个核，跑完时负载 {os.getloadavg()[0]:.1f}；{occasion()}", highlight=False)


if __name__ == "__main__":
    told(main)
