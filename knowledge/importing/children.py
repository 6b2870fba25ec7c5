"""子表：材料、收费、环节、地点、常见问题另在别的文件或工作表里，按编码并到事项。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BaseModel, Field, model_validator

from knowledge.importing.layout import Encoding, Layout
from knowledge.importing.report import shortened
from knowledge.importing.rows import Row
from knowledge.importing.rule import BadValue, StrictModel
from knowledge.importing.take_object import AnyRule, made_object
from knowledge.model import Basis, Fee, Limit, Material, Online, Place, Source, Step

QUESTION: Final = "question"
PARTS: Final[dict[str, type[BaseModel]]] = {
    "materials": Material,
    "fees": Fee,
    "steps": Step,
    "places": Place,
    "basis": Basis,
    "online": Online,
    "statutory_limit": Limit,
    "promised_limit": Limit,
    "source": Source,
}
"""事项的字段 → 它里面的对象。"""
_LISTS: Final = ("materials", "fees", "steps", "places", "basis", "questions")


class FieldFault(ValueError):
    """某个字段转换不成；带字段名、原值与原因。"""

    def __init__(self, field: str, cause: BadValue) -> None:
        super().__init__(str(cause))
        self.field = field
        self.value = cause.value


class Child(StrictModel):
    """一张子表。在另一个文件里写 `file`（可用 * 代替任意文字），在同一个 XLSX 里写 `sheet`。"""

    file: str | None = Field(default=None, description="文件名；可用 * 代替任意文字")
    sheet: str | None = Field(default=None, description="同一个 XLSX 里的工作表")
    encoding: Encoding = "utf-8"
    header: int | None = Field(default=None, ge=1)
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    quoted: bool = False
    key: str = Field(description="子表里写事项编码的列")
    to: str | None = Field(default=None, description="主表里与它相同的列；不写则同名")
    order: str | None = Field(default=None, description="子表里写次序的列；不写则按读到的次序")
    fields: dict[str, AnyRule] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_one_place(self) -> Self:
        if not self.file and not self.sheet:
            raise ValueError("没有写这张子表在哪里；另一个文件写 file，同一个 XLSX 里写 sheet。")
        return self

    @property
    def layout(self) -> Layout:
        """子表的读法。"""
        return Layout(self.encoding, self.sheet, self.header, self.delimiter, self.quoted)

    def place_of(self, row: Row, number: int) -> float:
        """这一行排在第几；次序列里不是数的，按读到的次序。"""
        try:
            return float(str(row.values.get(self.order)).strip()) if self.order else number
        except ValueError:
            return number

    def taken(self, field: str, rows: Sequence[Row], absent: frozenset[str]) -> list[Any]:
        """这个事项的各行 → 它的材料、收费……；一行转换不成，整个事项退回，免得清单缺了一条还照样作答。

        Raises:
            FieldFault: 某一行转换不成；消息带那一行的位置。
        """
        found = [self._one(f"{field}.{place}", row, absent) for place, row in enumerate(rows)]
        kept = [one for one in found if one is not None]
        return [one[QUESTION] for one in kept if QUESTION in one] if field == "questions" else kept

    def _one(self, field: str, row: Row, absent: frozenset[str]) -> dict[str, Any] | None:
        try:
            return made_object(self.fields, row.values, absent)
        except BadValue as error:
            told = BadValue(shortened(error.value), f"{error}（在 {row.file} 第 {row.line} 行）")
            raise FieldFault(field, told) from error


def check_parts(field: str, fields: Mapping[str, Any]) -> None:
    """对象里写的字段名都是有的。"""
    known = {QUESTION} if field == "questions" else set(PARTS[field].model_fields) if field in PARTS else None
    if known is not None and (unknown := [name for name in fields if name not in known]):
        raise ValueError(f"{field} 里没有“{unknown[0]}”这个字段；可以写的有 {'、'.join(sorted(known))}。")


def _known_children(children: dict[str, Child]) -> dict[str, Child]:
    for field, child in children.items():
        if field not in _LISTS:
            raise ValueError(f"children 里不能写“{field}”；可以写的有 {'、'.join(_LISTS)}。")
        check_parts(field, child.fields)
    return children


Children = Annotated[dict[str, Child], AfterValidator(_known_children)]
