"""检索索引：一个基本目录一篇文档，tantivy 存盘。切词用 knowledge.text 的同一个函数，写与问一致。"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Final

import tantivy
from sqlalchemy import Connection

from knowledge.catalogue import EntryRow, entries_of
from knowledge.search.letters import FIELD as LETTERS
from knowledge.search.letters import letters
from knowledge.text import cut, normalise

FIELDS: Final[dict[str, float]] = {"name": 3.0, "alias": 2.2, "question": 1.2, "condition": 0.25}
"""检索的字段和它们在 BM25 里的权重。"""

_CONDITIONS: Final = 12
"""各地的条件大同小异，取这么多份就够。"""
_HEAP: Final = 64_000_000
_TOLD: Final = 100

Progress = Callable[[int], None]


def write_index(connection: Connection, directory: Path, progress: Progress | None = None) -> None:
    """按这条连接看见的目录（含未提交的改动）写一代新索引到 directory；目录不存在则建。"""
    directory.mkdir(parents=True, exist_ok=True)
    write_entries(entries_of(connection), directory, progress)


def write_entries(entries: Iterable[EntryRow], directory: Path, progress: Progress | None = None) -> None:
    """把这些基本目录写成索引；`progress` 不时收到写了多少个。"""
    _fill(_with_tokenizer(tantivy.Index(_schema(), path=str(directory))), entries, (), progress)


def amend_entries(entries: Iterable[EntryRow], codes: Collection[str], directory: Path) -> None:
    """在一份现成的索引里换掉 `codes` 这些基本目录：旧的撤去，`entries` 是它们现在的样子（没有事项了的不在其中）。"""
    _fill(open_index(directory), entries, codes, None)


def _fill(
    index: tantivy.Index, entries: Iterable[EntryRow], removed: Collection[str], progress: Progress | None
) -> None:
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for code in removed:
        writer.delete_documents_by_term("entry", code)
    for done, entry in enumerate(entries, start=1):
        writer.add_document(_document(entry))
        if progress is not None and done % _TOLD == 0:
            progress(done)
    writer.commit()
    writer.wait_merging_threads()


def open_index(directory: Path) -> tantivy.Index:
    """打开 write_index 写的一代索引。"""
    return _with_tokenizer(tantivy.Index.open(str(directory)))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("entry", stored=True, tokenizer_name="raw")
    builder.add_text_field("side", tokenizer_name="units")
    builder.add_text_field("category", tokenizer_name="units")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="units")
    builder.add_text_field(LETTERS, tokenizer_name="units")
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def _with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    units = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("units", units)
    return index


def _document(entry: EntryRow) -> tantivy.Document:
    units = [cut(text) for text in (*entry.names, *entry.aliases)]
    names = len(entry.names)
    texts = {
        "name": units[:names],
        "alias": units[names:],
        "question": map(cut, entry.questions),
        "condition": map(cut, entry.conditions[:_CONDITIONS]),
    }
    document = tantivy.Document()
    document.add_text("entry", entry.entry_code)
    document.add_text("side", " ".join(entry.sides))
    document.add_text("category", " ".join(entry.categories))
    for field, values in texts.items():
        document.add_text(field, " ".join(unit for value in values for unit in value))
    every = (normalise(name) for name in entry.names)
    document.add_text(LETTERS, " ".join(unit for name in every for unit in letters(name)))
    document.add_bytes("stored", _stored(entry, units))
    return document


def _stored(entry: EntryRow, units: list[list[str]]) -> bytes:
    kept = {
        "names": entry.names,
        "aliases": entry.aliases,
        "questions": entry.questions,
        "sides": entry.sides,
        "categories": entry.categories,
        "units": units,
    }
    return json.dumps(kept, ensure_ascii=False).encode()
