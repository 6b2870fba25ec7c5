"""事项里的各个部分：时限、材料、收费、环节、地点、依据、情形、来源，与它们用的字段类型。"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from knowledge.taxonomy.categories import category
from knowledge.taxonomy.regions import region

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def _iso_date(value: object) -> object:
    """日期只收“2026-11-23”这种文字；别的写法一律不猜。"""
    if not isinstance(value, str) or _ISO_DATE.fullmatch(value) is None:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"日历上没有“{value}”这一天；请写真实的日期，例如 2026-11-23。") from None


def _none_is_empty(value: object) -> object:
    """标签类的列表没有“不知道”与“没有”之别，`null` 当作空。"""
    return [] if value is None else value


def _category_key(value: str) -> str:
    return category(value).key


def _region_code(value: str) -> str:
    return region(value).code


def _each(check: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    return lambda values: [check(value) for value in values]


Text = Annotated[str, StringConstraints(pattern=r"\S")]
Name = Annotated[str, StringConstraints(pattern=r"\S", max_length=500)]
Label = Annotated[str, StringConstraints(pattern=r"\S", max_length=1000)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=4000)]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{31}([0-9A-Za-z]{2})?$")]
EntryCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{12}$")]
Day = Annotated[date, BeforeValidator(_iso_date)]
Count = Annotated[int, Field(ge=0)]
Labels = Annotated[list[Label], BeforeValidator(_none_is_empty)]
Sides = Annotated[list[Literal["个人", "法人"]], BeforeValidator(_none_is_empty)]
RegionCode = Annotated[str, AfterValidator(_region_code)]
CategoryKeys = Annotated[list[Text], BeforeValidator(_none_is_empty), AfterValidator(_each(_category_key))]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Limit(Strict):
    """办结时限。`value` 的单位由 `unit` 说明；即办等说明写在 `note`。"""

    value: Annotated[int | float, Field(ge=0)]
    unit: Literal["工作日", "自然日"]
    note: str | None = None


class Material(Strict):
    """一份材料；`scenarios` 是需要它的情形选项的 id，空表示任何情形都要。

    一份材料写了几个问题的选项时，每个问题都要答中其一：问题之间是“并且”，同一问题之内是“或者”。
    """

    name: Label
    type: str | None = None
    form: str | None = None
    necessity: str | None = None
    channel: str | None = None
    originals: Count | None = None
    copies: Count | None = None
    note: str | None = None
    scenarios: Labels = Field(default_factory=list)


class Fee(Strict):
    """一项收费；`standard` 是标准原文，例如“每证40元”；`scenarios` 与材料的相同。"""

    name: Text
    standard: Text
    basis: str | None = None
    scenarios: Labels = Field(default_factory=list)


class Step(Strict):
    """办理流程的一个环节。"""

    name: Text
    limit: str | None = None
    note: str | None = None


class Place(Strict):
    """一个办理地点。"""

    name: Text
    address: str | None = None
    hours: str | None = None
    phone: str | None = None


class Online(Strict):
    """网上办理：深度与地址。"""

    depth: str | None = None
    url: Url | None = None
    mobile_url: Url | None = None


class Basis(Strict):
    """一条依据：文件名称、条款、地址。"""

    name: Text
    article: str | None = None
    url: Url | None = None


class Option(Strict):
    """情形的一个选项；`note` 是选了它要知道的事，`other` 是其实该办的另一事项的基本编码。"""

    id: Text
    label: Text
    note: str | None = None
    other: EntryCode | None = None


class Scenario(Strict):
    """情形：一个问题与它的选项，用来缩小材料的范围；`when` 里的选项选了其一才问。"""

    id: Text
    question: Text
    options: Annotated[list[Option], Field(min_length=1)]
    when: Labels = Field(default_factory=list)


class Source(Strict):
    """来源：名称、地址、核对日期。"""

    name: Text
    url: Url | None = None
    checked_on: Day


class FieldSource(Source):
    """只支持部分字段的来源；`fields` 是字段名，例如 ["fees"]。"""

    fields: list[Text]
