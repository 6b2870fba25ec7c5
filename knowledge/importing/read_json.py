"""读 JSONL（一行一个对象，边读边给）与 JSON（一个数组或一个对象，整个读入）。"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pydantic_core import from_json

from knowledge.importing.report import ImportFailed, shortened
from knowledge.importing.rows import Row, decode, unreadable

# 最长的法规原文约三万字；一个事项超过 1 MiB，多半是少了换行或不是事项。
MAX_LINE = 1 << 20
_BLANK = re.compile(r"[\s,]*")


def read_jsonl(path: Path, encoding: str) -> Iterator[Row]:
    """逐行给出；空白行跳过，读不成的行带着原因给出。"""
    with path.open("rb") as source:
        for line, raw in enumerate(_lines(source), start=1):
            if len(raw) > MAX_LINE:
                yield unreadable(
                    str(path), line, "", f"这一行超过 {MAX_LINE} 个字节；一个事项没有这么长，请检查是否少了换行。"
                )
            elif raw.strip():
                yield _parsed(str(path), line, decode(raw.rstrip(b"\r\n"), encoding, f"文件“{path}”第 {line} 行"))


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """一行最多读 MAX_LINE + 1 个字节，超出的部分略过，不占内存。"""
    while raw := source.readline(MAX_LINE + 1):
        yield raw
        while len(raw) > MAX_LINE and not raw.endswith(b"\n"):
            raw = source.readline(MAX_LINE + 1)


def _parsed(file: str, line: int, text: str) -> Row:
    try:
        values = from_json(text, allow_inf_nan=False)
    except ValueError as error:
        return unreadable(file, line, shortened(text), _json_fault(text, str(error)))
    return _object(file, line, values)


def _json_fault(text: str, message: str) -> str:
    if "\0" in text:
        return "这一行含有 NUL 字节；请删去它，文件可能已经损坏。"
    if message.startswith("EOF"):
        return "这一行的 JSON 没有写完；请检查文件是否被截断。"
    column = re.search(r"column (\d+)", message)
    where = f"（第 {column[1]} 个字节处）" if column else ""
    return f"这一行不是完整的 JSON{where}；请检查引号、逗号与括号。"


def _object(file: str, line: int, values: Any) -> Row:
    if isinstance(values, dict):
        return Row(file, line, values)
    return unreadable(file, line, shortened(values), "这一行不是 JSON 对象；请写成 {“字段”: 值}。")


def read_json(path: Path, encoding: str) -> Iterator[Row]:
    """整个文件是一个对象数组或一个对象；行号是各对象开始的那一行。

    Raises:
        ImportFailed: 不是完整的 JSON。
    """
    text = decode(path.read_bytes(), encoding, f"文件“{path}”")
    start = _skip(text, 0)
    if text[start : start + 1] != "[":
        yield _object(str(path), 1 + text.count("\n", 0, start), _whole(path, text))
        return
    yield from _elements(path, text, start)


def _elements(path: Path, text: str, start: int) -> Iterator[Row]:
    line, counted, at = 1, 0, _skip(text, start + 1)
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        values, end = _one(path, text, at)
        yield _object(str(path), line, values)
        at = _skip(text, end)


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _one(path: Path, text: str, at: int) -> tuple[Any, int]:
    try:
        return json.JSONDecoder().raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise _broken(path, error) from error


def _whole(path: Path, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _broken(path, error) from error


def _broken(path: Path, error: json.JSONDecodeError) -> ImportFailed:
    return ImportFailed(
        f"文件“{path}”第 {error.lineno} 行第 {error.colno} 个字起不是完整的 JSON；"
        "请检查它是否被截断；若是一行一个对象，请把文件改名为 .jsonl。"
    )
