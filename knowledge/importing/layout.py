"""表格的读法：编码、工作表、列名在哪一行、分隔符。"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator


def _known_encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise ValueError(f"没有“{name}”这种编码；请写 utf-8 或 gb18030。") from None


Encoding = Annotated[str, AfterValidator(_known_encoding)]


@dataclass(frozen=True, slots=True)
class Layout:
    """`header` 从 1 起，`None` 是第一个有字的行；`quoted` 是文字前面有防公式的单引号，读入时去掉一个；
    `rows` 是 JSON 里列表所在的键，从外到里用点连。
    """

    encoding: str = "utf-8"
    sheet: str | None = None
    header: int | None = None
    delimiter: str = ","
    quoted: bool = False
    rows: str | None = None
