"""导入的主路：展开文件 → 逐行校验 → 成批写入 → 终止不再出现的 → 建索引 → 清理旧索引 → 提交。

全部在一个事务里：中途出任何错，包括进程被杀，目录与现用的索引都和导入之前一样。
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Engine

from knowledge.catalogue import generation_of
from knowledge.importing.delivery import Delivery
from knowledge.importing.generations import BuildIndex, build, discard, new_generation, sweep
from knowledge.importing.mapping import read_mapping
from knowledge.importing.native import Origin
from knowledge.importing.report import ImportFailed, ImportReport
from knowledge.importing.rows import expand
from knowledge.importing.writing import BATCH, Writer
from knowledge.storage.engine import writing
from knowledge.storage.migrate import upgrade_catalogue

Progress = Callable[[int], None]


def load(
    engine: Engine,
    paths: Sequence[Path],
    *,
    index_root: Path,
    mapping: Path | None = None,
    source: str | None = None,
    checked_on: date | None = None,
    replace: bool = False,
    progress: Progress | None = None,
    build_index: BuildIndex | None = None,
) -> ImportReport:
    """把 `paths` 里的事项导入目录，返回做了什么。

    `mapping` 是来源的映射文件，不给则按本项目格式读；`source` 与 `checked_on` 补上行里没有的来源，
    并盖过映射里的；`replace` 时这次交付就是全部，别的事项终止。
    `progress` 每写完一批收到到此为止读过的行数；`build_index` 收到同一事务的连接与一个新建的空目录。

    Raises:
        ImportFailed: 文件或映射不能用，或替换时没有一行可用；目录没有改动。
        StorageUnavailable: 等不到写锁。
    """
    origin = Origin(read_mapping(mapping) if mapping else None, source, checked_on)
    delivery = Delivery(list(expand(paths)), origin)
    upgrade_catalogue(engine)
    generation = new_generation()
    with ExitStack() as undo:
        undo.callback(discard, index_root, generation)
        with writing(engine) as connection:
            before = generation_of(connection)
            writer = Writer(connection, replace=replace)
            _write_all(writer, delivery, progress)
            if replace:
                _end_others(writer, delivery)
            after = _renew_index(connection, index_root, before, generation, writer, build_index or _write_index)
            # 还占着写锁时清理，才不会删到另一个导入正在建的索引。
            sweep(index_root, keep={before, after})
        undo.pop_all()
    return delivery.report(writer.counts, after)


def _write_all(writer: Writer, delivery: Delivery, progress: Progress | None) -> None:
    accepted = delivery.accepted()
    while batch := list(islice(accepted, BATCH)):
        writer.write(batch)
        if progress is not None:
            progress(delivery.read)


def _end_others(writer: Writer, delivery: Delivery) -> None:
    if not delivery.codes:
        raise ImportFailed("这次交付没有一行可用，不能拿它替换整个目录；请先看被退回的原因，或去掉 --replace。")
    writer.end_others(delivery.codes, date.today())


def _renew_index(
    connection: Connection, root: Path, before: str, generation: str, writer: Writer, build_index: BuildIndex
) -> str:
    """内容没有变、索引也在，就留用原来的世代。"""
    if before and not writer.counts.is_altered and (root / before).is_dir():
        return before
    build(connection, root, generation, build_index)
    return generation


def _write_index(connection: Connection, directory: Path) -> None:
    # 用到时才导入：只读目录的进程不必装载检索库。
    from knowledge.search.index import write_index

    write_index(connection, directory)


def renew_index(engine: Engine, index_root: Path) -> str:
    """目录不动，只把检索索引重建成新的一代；返回新世代的名字。

    Raises:
        ImportFailed: 目录还没有导入过。
        StorageUnavailable: 等不到写锁。
    """
    upgrade_catalogue(engine)
    generation = new_generation()
    with ExitStack() as undo:
        undo.callback(discard, index_root, generation)
        with writing(engine) as connection:
            before = generation_of(connection)
            if not before:
                raise ImportFailed("目录还没有导入过，没有可以建索引的；请先用 banshi import 导入。")
            build(connection, index_root, generation, _write_index)
            sweep(index_root, keep={before, generation})
        undo.pop_all()
    return generation
