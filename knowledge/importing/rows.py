"""读到的一行，与把文件名展开成文件。"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from knowledge.importing.report import ImportFailed, Reject

# 最长的法规原文约三万字；一个事项超过 1 MiB，多半是少了换行或不是事项。
MAX_LINE: Final = 1 << 20
_NATIVE_IN_FOLDER = (".jsonl", ".yaml")


@dataclass(frozen=True, slots=True)
class Row:
    """来源里的一行：`values` 是列名到值；读不成时 `fault` 说明原因，`values` 为空。"""

    file: str
    line: int
    values: dict[str, Any]
    fault: Reject | None = None

    def reject(self, field: str, value: str, reason: str) -> Reject:
        """为这一行写一条退回。"""
        return Reject(self.file, self.line, field, value, reason)


def unreadable(file: str, line: int, value: str, reason: str) -> Row:
    """读不成的一行。"""
    return Row(file, line, {}, Reject(file, line, "", value, reason))


def expand(paths: Sequence[Path]) -> Iterator[Path]:
    """目录换成其中的 *.jsonl 与 *.yaml（含子目录，按名排列），文件原样给出。

    Raises:
        ImportFailed: 路径不存在、是空文件，或目录里没有可读的文件。
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.exists():
            yield _not_empty(path)
        else:
            raise ImportFailed(f"没有“{path}”这个文件或目录；请检查路径。")


def _in_folder(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.suffix in _NATIVE_IN_FOLDER and path.is_file())
    if not found:
        raise ImportFailed(f"目录“{folder}”里没有 *.jsonl 或 *.yaml 文件；请给出含有这类文件的目录，或直接给出文件。")
    return found


def _not_empty(path: Path) -> Path:
    if path.stat().st_size == 0:
        raise ImportFailed(f"文件“{path}”是空的；请检查它是否下载完整。")
    return path


def lines(source: BinaryIO) -> Iterator[bytes]:
    """逐行给出；一行最多读 MAX_LINE + 1 个字节，超出的部分略过，不占内存。"""
    while raw := source.readline(MAX_LINE + 1):
        yield raw
        while len(raw) > MAX_LINE and not raw.endswith(b"\n"):
            raw = source.readline(MAX_LINE + 1)


def decode(raw: bytes, encoding: str, place: str) -> str:
    """按声明的编码解码，去掉 BOM。

    Raises:
        ImportFailed: 字节不合这个编码。
    """
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise not_encoded(place, encoding, error.start + 1) from error


def not_encoded(place: str, encoding: str, byte: int) -> ImportFailed:
    """字节不合编码时的那句话。"""
    return ImportFailed(
        f"{place} 不是 {encoding} 编码（从第 {byte} 个字节起读不通）；"
        "若是 GB18030，请在映射文件里写 encoding: gb18030，或先转成 UTF-8。"
    )
