"""把事项的原文压着存：一个事项约一千字节，压成三分之一，取出来一字不差。

几乎每个事项都有同样的字段名和常用的话，先给压缩器看一遍（packing.txt），短文也压得小。
第一个字节是版次：词表改了就加一版，旧的一版要留着，不然旧的行读不出来。
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

_VERSION: Final = b"\x01"
_RAW: Final = -15
_LEVEL: Final = 6


def pack(text: str) -> bytes:
    """压缩。"""
    squeezer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, 9, zlib.Z_DEFAULT_STRATEGY, _common())
    return _VERSION + squeezer.compress(text.encode()) + squeezer.flush()


def unpack(packed: bytes) -> str:
    """取出 `pack` 压的文字。

    Raises:
        ValueError: 版次不认得，是更新的程序写的。
    """
    if packed[:1] != _VERSION:
        raise ValueError(f"不认得第 {packed[:1].hex()} 版的压缩；数据库是更新的程序写的，请升级程序。")
    return zlib.decompressobj(_RAW, zdict=_common()).decompress(packed[1:]).decode()


class Packed(TypeDecorator[str]):
    """压着存的文字：程序里是 str，库里是字节；写的时候也收已经压好的字节。"""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """压缩。"""
        return pack(value) if isinstance(value, str) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """取出。"""
        return None if value is None else unpack(bytes(value))


@cache
def _common() -> bytes:
    return Path(__file__).with_name("packing.txt").read_bytes()
