"""类目：国家政务服务平台的主题分类，个人 31 类、法人 34 类。

出处：国家政务服务平台（gjzwfw.www.gov.cn）“主题分类”，代码按“办事对象 + 三位码”使用：
设立变更在个人是 035，在法人是 005。人群与生活事件是另外的轴，不是类目。
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

SIDES = ("个人", "法人")


class UnknownCategory(ValueError):
    """不存在的类目；消息是完整的一句话，带原值与改法。"""

    def __init__(self, key: object) -> None:
        super().__init__(
            f"类目“{key}”不在 65 个类目之中；请写成“个人/证件办理”或“个人/090”，全部类目见 banshi 的类目表。"
        )


@dataclass(frozen=True, slots=True)
class Category:
    """一个类目。`code` 是三位码，只在同一办事对象之内唯一；`also_called` 是各地用的别名。"""

    side: str
    code: str
    name: str
    also_called: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """全局唯一的写法，例如“个人/证件办理”。"""
        return f"{self.side}/{self.name}"


def _read() -> tuple[Category, ...]:
    lines = Path(__file__).with_name("categories.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(Category(side, code, name, tuple(also.split())) for side, code, name, also in rows)


CATEGORIES: tuple[Category, ...] = _read()


def _by_key() -> dict[str, Category]:
    return {f"{one.side}/{word}": one for one in CATEGORIES for word in (one.name, one.code, *one.also_called)}


_KEYS = MappingProxyType(_by_key())


def category(key: str) -> Category:
    """按“个人/证件办理”、“个人/090”或别名（“个人/行政缴费”）取类目；没有则抛 `UnknownCategory`。"""
    found = _KEYS.get(key)
    if found is None:
        raise UnknownCategory(key)
    return found
