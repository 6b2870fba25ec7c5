"""导入的结果：各类行数、被退回的行与说明；以及整份都不能用时的错误。"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

_SHOWN = 80


class ImportFailed(ValueError):
    """整个导入做不成，目录没有改动；消息是完整的一句话，带原值与改法。"""


def shortened(value: object) -> str:
    """报告里显示的值：一行之内，最多 80 个字。"""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


@dataclass(frozen=True, slots=True)
class Reject:
    """被退回的一行。`field` 是出错的字段，如 "materials.0.name"；整行不能读时为空。"""

    file: str
    line: int
    field: str
    value: str
    reason: str

    @property
    def place(self) -> str:
        """“文件:行号”。"""
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class RejectReport:
    """全部被退回的行，按读到的次序。"""

    rows: list[Reject] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """写成 JSONL，一行一个被退回的行。"""
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in self.rows)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """一次导入做了什么，单位都是行。

    read = added + changed + unchanged + rejected；`ended` 是整份替换时不再出现、因而终止的事项数。
    `notes` 是不算错误的说明，例如略去了哪些主题；`generation` 是导入之后的索引世代。
    """

    read: int
    added: int
    changed: int
    unchanged: int
    ended: int
    rejects: RejectReport
    notes: tuple[str, ...]
    generation: str

    @property
    def rejected(self) -> int:
        """被退回的行数。"""
        return len(self.rejects.rows)
