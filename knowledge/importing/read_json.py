"""读 JSONL（一行一个对象）与 JSON（一个数组或一个对象），都是边读边给。"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from pydantic_core import from_json

from knowledge.importing.report import ImportFailed, shortened
from knowledge.importing.rows import MAX_LINE, Row, decode, lines, not_encoded, unreadable

_BLOCK: Final = 1 << 18
_DECODER: Final = json.JSONDecoder()
_BLANK = re.compile(r"[\s,]*")


def read_jsonl(path: Path, encoding: str) -> Iterator[Row]:
    """逐行给出；空白行跳过，读不成的行带着原因给出。"""
    with path.open("rb") as source:
        for line, raw in enumerate(lines(source), start=1):
            if len(raw) > MAX_LINE:
                yield unreadable(
                    str(path), line, "", f"这一行超过 {MAX_LINE} 个字节；一个事项没有这么长，请检查是否少了换行。"
                )
            elif raw.strip():
                yield _parsed(str(path), line, decode(raw.rstrip(b"\r\n"), encoding, f"文件“{path}”第 {line} 行"))


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


def read_json(path: Path, encoding: str, within: str | None = None) -> Iterator[Row]:
    """整个文件是一个对象数组或一个对象，边读边给；行号是各对象开始的那一行。

    `within`：数组包在对象里的，写从外到里的键，用点连，如 data.rows；它后面的内容不再读。

    Raises:
        ImportFailed: 不是完整的 JSON，没有那个键，或有一个对象太大。
    """
    with path.open("rb") as source:
        text = _Text(path, source, encoding)
        text.skip()
        for key in within.split(".") if within else ():
            text.enter(key)
        if within is None and not text.take("["):
            yield _object(str(path), text.line, text.one())
            text.finish()
            return
        if within is not None and not text.take("["):
            raise ImportFailed(f"文件“{path}”里的“{within}”不是列表；请核对映射里的 rows。")
        text.skip()
        while not text.take("]"):
            line = text.line
            yield _object(str(path), line, text.one())
            text.skip()
        if within is None:
            text.finish()


class _Text:
    """JSON 文字的一个窗口：读过的丢掉，不够再读。"""

    def __init__(self, path: Path, source: BinaryIO, encoding: str) -> None:
        self._path = path
        self._source = source
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._held = ""
        self._at = 0
        self._bytes = 0
        self._line, self._column = 1, 1
        self._ended = False
        self._more()
        self._held = self._held.removeprefix("\ufeff")

    @property
    def line(self) -> int:
        """现在读到第几行。"""
        return self._line

    def skip(self) -> None:
        """略过空白与逗号。"""
        while True:
            match = _BLANK.match(self._held, self._at)
            self._move(match.end() if match else self._at)
            if self._at < len(self._held) or not self._more():
                return

    def take(self, sign: str) -> bool:
        """正是这个记号就越过它。"""
        if self._held[self._at : self._at + 1] != sign:
            return False
        self._move(self._at + 1)
        return True

    def enter(self, wanted: str) -> None:
        """走进对象里 `wanted` 这个键的值；前面别的键略过。"""
        if not self.take("{"):
            raise ImportFailed(
                f"文件“{self._path}”第 {self._line} 行不是对象，里面没有“{wanted}”；请核对映射里的 rows。"
            )
        self.skip()
        while not self.take("}"):
            key = self.one()
            self.skip()
            if not self.take(":"):
                break
            self.skip()
            if key == wanted:
                return
            self.one()
            self.skip()
        raise ImportFailed(f"文件“{self._path}”里没有“{wanted}”这个键；请核对映射里的 rows。")

    def finish(self) -> None:
        """后面不该再有内容。"""
        self.skip()
        if self._held[self._at :]:
            raise ImportFailed(
                f"文件“{self._path}”第 {self._line} 行起，完整的 JSON 后面还有内容；"
                "若是一行一个对象，请把文件改名为 .jsonl。"
            )

    def one(self) -> Any:
        """读一个值；窗口里不够就再读。"""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
                # 数可能在窗口末尾断开：12 后面还有 34。
                if end < len(self._held) or self._ended:
                    self._move(end)
                    return value
                fault = ""
            except json.JSONDecodeError as error:
                fault = self._where(error)
            except RecursionError:
                raise ImportFailed(f"文件“{self._path}”里括号套得太深，不像是事项；请检查它是否损坏。") from None
            if len(self._held) - self._at > MAX_LINE:
                raise ImportFailed(
                    f"文件“{self._path}”第 {self._line} 行起的一个对象太大，或不是完整的 JSON；"
                    "事项的列表若包在另一个对象里（{“data”: […]}），请在映射里写 rows: data。"
                )
            if not self._more():
                raise ImportFailed(
                    f"文件“{self._path}”{fault}不是完整的 JSON；"
                    "请检查它是否被截断；若是一行一个对象，请把文件改名为 .jsonl。"
                )

    def _where(self, error: json.JSONDecodeError) -> str:
        down = error.lineno - 1 - self._held.count("\n", 0, self._at)
        column = error.pos - self._at + self._column if down == 0 else error.colno
        return f"第 {self._line + down} 行第 {column} 个字起"

    def _move(self, at: int) -> None:
        passed = self._held[self._at : at]
        self._line += (down := passed.count("\n"))
        self._column = len(passed) - passed.rindex("\n") if down else self._column + len(passed)
        self._at = at

    def _more(self) -> bool:
        if self._ended:
            return False
        raw = self._source.read(_BLOCK)
        self._ended = not raw
        try:
            text = self._decoder.decode(raw, final=self._ended)
        except UnicodeDecodeError as error:
            raise not_encoded(f"文件“{self._path}”", self._encoding, self._bytes + error.start + 1) from error
        self._bytes += len(raw)
        self._held = self._held[self._at :] + text
        self._at = 0
        return True
