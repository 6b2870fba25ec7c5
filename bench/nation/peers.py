"""同行：在同样的事项的名称上建索引、问同样的话。SQLite FTS5（trigram）、PostgreSQL pg_trgm、bm25s（逐字）。

它们检索的是一条条事项，不分区划，也不管对不对；只比建多久、占多大、问一句多久。单独一个进程跑一家，结果印成一个 JSON。
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import psycopg

from api.evaluation.visitor import fit
from bench.common import Absent
from bench.nation.searching import summed
from bench.nation.steps import size_of
from bench.postgres import serving

ASKED: Final = 60
"""问多少句；这几家一句要几百毫秒。"""
TOP: Final = 10

Ask = Callable[[str], object]
Peer = Callable[[Path, Sequence[str]], dict[str, Any]]


def names_in(path: Path) -> Iterator[str]:
    """各事项的名称。"""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["name"]


def fts5(path: Path, texts: Sequence[str]) -> dict[str, Any]:
    """SQLite FTS5，三字一组，BM25 排序，各组取“或”。"""
    with tempfile.TemporaryDirectory() as folder:
        base = sqlite3.connect(f"{folder}/names.db")
        began = time.monotonic()
        base.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
        base.executemany("INSERT INTO names VALUES (?)", ((name,) for name in names_in(path)))
        base.commit()
        seconds = time.monotonic() - began
        query = f"SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT {TOP}"
        found = _asked(lambda text: base.execute(query, (_trigrams(text),)).fetchall(), texts)
        base.close()
        return {"build": seconds, "size": size_of(Path(folder)), **found}


def _trigrams(text: str) -> str:
    signs = text.replace('"', " ")
    groups = dict.fromkeys(signs[start : start + 3] for start in range(max(len(signs) - 2, 1)))
    return " OR ".join(f'"{group}"' for group in groups)


def pg_trgm(path: Path, texts: Sequence[str]) -> dict[str, Any]:
    """PostgreSQL pg_trgm：GIN 索引，word_similarity 排序。"""
    with serving({"shared_buffers": "256MB", "maintenance_work_mem": "256MB"}) as server:
        place = server.new_database().replace("+psycopg", "")
        with psycopg.connect(place, autocommit=True) as base:
            try:
                base.execute("CREATE EXTENSION pg_trgm")
            except psycopg.Error as fault:
                raise Absent(f"这个 PostgreSQL 没有 pg_trgm：{fault}") from fault
            began = time.monotonic()
            base.execute("CREATE TABLE names (id bigserial, name text)")
            with base.cursor() as cursor, cursor.copy("COPY names (name) FROM STDIN") as copy:
                for name in names_in(path):
                    copy.write_row((name,))
            base.execute("CREATE INDEX names_trgm ON names USING gin (name gin_trgm_ops)")
            base.execute("ANALYZE names")
            seconds = time.monotonic() - began
            query = f"SELECT id FROM names WHERE name <%% %(q)s ORDER BY word_similarity(name, %(q)s) DESC LIMIT {TOP}"
            found = _asked(lambda text: base.execute(query, {"q": text}).fetchall(), texts)
            size = base.execute("SELECT pg_total_relation_size('names')").fetchone()
            return {"build": seconds, "size": size[0] if size else 0, **found}


def bm25(path: Path, texts: Sequence[str]) -> dict[str, Any]:
    """bm25s 默认参数，一个字一个单元，全部事项在内存里。"""
    try:
        import bm25s  # type: ignore[import-untyped]
    except ImportError:
        raise Absent("没有装 bm25s；它在 dev 依赖里（make setup）。") from None

    began = time.monotonic()
    index = bm25s.BM25()
    index.index([list(name) for name in names_in(path)], show_progress=False)
    seconds = time.monotonic() - began
    with tempfile.TemporaryDirectory() as folder:
        index.save(folder)
        size = size_of(Path(folder))
    ask = lambda text: index.retrieve([list(text)], k=TOP, show_progress=False)  # noqa: E731
    return {"build": seconds, "size": size, **_asked(ask, texts)}


PEERS: Final[dict[str, tuple[str, Peer]]] = {
    "fts5": ("SQLite FTS5 trigram", fts5),
    "pg_trgm": ("PostgreSQL pg_trgm", pg_trgm),
    "bm25": ("bm25s 逐字", bm25),
}
"""名字 → (列名, 怎样量)。"""


def _asked(ask: Ask, texts: Sequence[str]) -> dict[str, float]:
    times = []
    for text in texts[:ASKED]:
        began = time.perf_counter()
        ask(fit(text))
        times.append((time.perf_counter() - began) * 1000)
    return summed(times)


def main() -> None:
    name, nation, questions = sys.argv[1:4]
    texts = json.loads(Path(questions).read_text(encoding="utf-8"))
    try:
        print(json.dumps(PEERS[name][1](Path(nation), texts)))
    except Absent as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
