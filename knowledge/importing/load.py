"""导入的主路：展开文件 → 逐行校验 → 成批写入 → 终止不再出现的 → 换一代索引 → 记账 → 清理旧索引 → 提交。

全部在一个事务里：中途出任何错，包括进程被杀，目录与现用的索引都和导入之前一样。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, delete, select

from knowledge import clock
from knowledge.catalogue import generation_of
from knowledge.importing.delivery import Delivery
from knowledge.importing.generations import BuildIndex, build, discard, new_generation, sweep
from knowledge.importing.judging import judging
from knowledge.importing.ledger import Ledger
from knowledge.importing.mapping import read_mapping
from knowledge.importing.native import Accepted, Origin
from knowledge.importing.report import ImportFailed, ImportReport
from knowledge.importing.rows import expand
from knowledge.importing.writing import BATCH, Writer
from knowledge.storage.engine import tidy, writing
from knowledge.storage.migrate import upgrade_catalogue
from knowledge.storage.schema import items, wordings

Progress = Callable[[int], None]

WORTH_SHARING: Final = 16_000_000
"""文件共有这么多字节，才值得另起进程来校验（起一个要一秒）。"""


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
    indexing: Progress | None = None,
    build_index: BuildIndex | None = None,
    worth_sharing: int = WORTH_SHARING,
) -> ImportReport:
    """把 `paths` 里的事项导入目录，返回做了什么。

    `mapping` 是来源的映射文件，不给则按本项目格式读；`source` 与 `checked_on` 补上行里没有的来源，
    并盖过映射里的；`replace` 时这次交付就是全部，别的事项终止。
    `progress` 每写完一批收到到此为止读过的行数，`indexing` 不时收到建了多少个基本目录的索引；
    `build_index` 收到同一事务的连接与一个新建的空目录，不给则建检索索引。

    Raises:
        ImportFailed: 文件或映射不能用，或替换时没有一行可用；目录没有改动。
        StorageBusy: 另一个导入正在进行；这一个没有开始。
        StorageUnavailable: 数据库连不上，或不能写。
    """
    origin = Origin(read_mapping(mapping) if mapping else None, source, checked_on)
    delivery = Delivery(list(expand(paths)), origin)
    upgrade_catalogue(engine)
    generation = new_generation()
    with ExitStack() as undo:
        undo.callback(discard, index_root, generation)
        with writing(engine, wait=False) as connection:
            before, ledger = generation_of(connection), Ledger(connection)
            writer = Writer(connection, ledger, replace=replace)
            with judging(origin, delivery.size, worth=worth_sharing) as judge:
                _write_all(writer, delivery.accepted(judge), delivery, progress)
            if replace:
                _end_others(writer, delivery)
            writer.finish()
            index = build_index or _renewing(index_root / before if before else None, writer, indexing)
            after = _renew_index(connection, index_root, before, generation, writer, index)
            report = delivery.report(writer.counts, after)
            if writer.counts.is_altered:
                ledger.close(report, source=_named(origin, writer), paths=paths, is_whole=replace)
            # 还占着写锁时清理，才不会删到另一个导入正在建的索引。
            sweep(index_root, keep={before, after})
        undo.pop_all()
    tidy(engine, writer.counts.written)
    return report


def _write_all(writer: Writer, accepted: Iterator[Accepted], delivery: Delivery, progress: Progress | None) -> None:
    while batch := list(islice(accepted, BATCH)):
        writer.write(batch)
        if progress is not None:
            progress(delivery.read)


def _end_others(writer: Writer, delivery: Delivery) -> None:
    if not delivery.codes:
        raise ImportFailed("这次交付没有一行可用，不能拿它替换整个目录；请先看被退回的原因，或去掉 --replace。")
    writer.end_others(delivery.codes, clock.today())


def _renew_index(
    connection: Connection, root: Path, before: str, generation: str, writer: Writer, build_index: BuildIndex
) -> str:
    """内容没有变、索引也在，就留用原来的世代。"""
    if before and not writer.counts.is_altered and (root / before).is_dir():
        return before
    build(connection, root, generation, build_index)
    return generation


def _renewing(before: Path | None, writer: Writer, indexing: Progress | None) -> BuildIndex:
    # 用到时才导入：只读目录的进程不必装载检索库。
    from knowledge.search.renewal import renew_index

    return lambda connection, directory: renew_index(connection, before, directory, writer.entries, indexing)


def _named(origin: Origin, writer: Writer) -> str:
    """这次导入的来源：命令行给的、映射里写的，都没有就看各行自己写的。"""
    stated = origin.name or (origin.mapping.source.name if origin.mapping else None)
    return stated or "、".join(writer.sources)


def renew_index(engine: Engine, index_root: Path, indexing: Progress | None = None) -> str:
    """目录不动，只把检索索引重建成新的一代，清去不再用的文字；返回新世代的名字。

    Raises:
        ImportFailed: 目录还没有导入过。
        StorageBusy: 另一个导入正在进行。
        StorageUnavailable: 数据库连不上，或不能写。
    """
    from knowledge.search.renewal import renew_index as renew

    upgrade_catalogue(engine)
    generation = new_generation()
    with ExitStack() as undo:
        undo.callback(discard, index_root, generation)
        with writing(engine, wait=False) as connection:
            before = generation_of(connection)
            if not before:
                raise ImportFailed("目录还没有导入过，没有可以建索引的；请先用 banshi import 导入。")
            connection.execute(delete(wordings).where(wordings.c.id.not_in(select(items.c.wording))))
            build(connection, index_root, generation, lambda *about: renew(about[0], None, about[1], (), indexing))
            sweep(index_root, keep={before, generation})
        undo.pop_all()
    return generation
