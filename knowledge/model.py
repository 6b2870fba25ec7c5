"""事项的本项目格式（native form）：一行 JSON 一个事项，类型从严，多余的字段不收。

`None` 或缺省表示来源没有说，绝不表示没有：“不收费”写 `[]`，“不知道收不收费”写 `null`。
导出用当初交来的原文；若用模型导出，请带 `exclude_unset=True`。
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

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
Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{31}([0-9A-Za-z]{2})?$")]
EntryCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{12}$")]
Day = Annotated[date, BeforeValidator(_iso_date)]
Count = Annotated[int, Field(ge=0)]
Labels = Annotated[list[Text], BeforeValidator(_none_is_empty)]
Sides = Annotated[list[Literal["个人", "法人"]], BeforeValidator(_none_is_empty)]
CategoryKeys = Annotated[list[Text], BeforeValidator(_none_is_empty), AfterValidator(_each(_category_key))]


FACT_FIELDS: Final = frozenset(
    [
        "authority",
        "statutory_limit",
        "promised_limit",
        "visits",
        "immediate",
        "conditions",
        "materials",
        "fees",
        "steps",
        "places",
        "online",
        "phone",
        "complaint",
        "result",
        "basis",
        "handling_scope",
        "validity",
    ]
)
"""陈述事实的字段；每一个都要有来源。"""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Limit(_Strict):
    """办结时限。`value` 的单位由 `unit` 说明；即办等说明写在 `note`。"""

    value: Annotated[int | float, Field(ge=0)]
    unit: Literal["工作日", "自然日"]
    note: str | None = None


class Material(_Strict):
    """一份材料；`scenarios` 是需要它的情形选项的 id，空表示任何情形都要。

    一份材料写了几个问题的选项时，每个问题都要答中其一：问题之间是“并且”，同一问题之内是“或者”。
    """

    name: Text
    type: str | None = None
    form: str | None = None
    necessity: str | None = None
    channel: str | None = None
    originals: Count | None = None
    copies: Count | None = None
    note: str | None = None
    scenarios: Labels = Field(default_factory=list)


class Fee(_Strict):
    """一项收费；`standard` 是标准原文，例如“每证40元”；`scenarios` 与材料的相同。"""

    name: Text
    standard: Text
    basis: str | None = None
    scenarios: Labels = Field(default_factory=list)


class Step(_Strict):
    """办理流程的一个环节。"""

    name: Text
    limit: str | None = None
    note: str | None = None


class Place(_Strict):
    """一个办理地点。"""

    name: Text
    address: str | None = None
    hours: str | None = None
    phone: str | None = None


class Online(_Strict):
    """网上办理：深度与地址。"""

    depth: str | None = None
    url: str | None = None
    mobile_url: str | None = None


class Basis(_Strict):
    """一条依据：文件名称、条款、地址。"""

    name: Text
    article: str | None = None
    url: str | None = None


class Option(_Strict):
    """情形的一个选项；`note` 是选了它要知道的事，`other` 是其实该办的另一事项的基本编码。"""

    id: Text
    label: Text
    note: str | None = None
    other: EntryCode | None = None


class Scenario(_Strict):
    """情形：一个问题与它的选项，用来缩小材料的范围；`when` 里的选项选了其一才问。"""

    id: Text
    question: Text
    options: Annotated[list[Option], Field(min_length=1)]
    when: Labels = Field(default_factory=list)


class Source(_Strict):
    """来源：名称、地址、核对日期。"""

    name: Text
    url: str | None = None
    checked_on: Day


class FieldSource(Source):
    """只支持部分字段的来源；`fields` 是字段名，例如 ["fees"]。"""

    fields: list[Text]


class Item(_Strict):
    """一个事项（实施清单），或全国层面的一项服务。

    `code` 31 或 33 位，`entry_code` 12 位；`categories` 读入后统一成“个人/证件办理”，`region` 统一成六位代码。
    `left_to_regions` 是法律交给各地规定的字段名，例如 ["fees"]。`kind` 为“便民应用”的是查询一类的应用：
    `online.url` 是地址，`authority` 是运营者，`sides`、`populations` 是使用的人。
    """

    code: Code
    entry_code: EntryCode
    kind: Literal["事项", "便民应用"] = "事项"
    name: Text
    short_name: str | None = None
    aliases: Labels = Field(default_factory=list)
    item_type: str | None = None
    sides: Sides = Field(default_factory=list)
    categories: CategoryKeys = Field(default_factory=list)
    populations: Labels = Field(default_factory=list)
    life_events: Labels = Field(default_factory=list)
    region: Annotated[str, AfterValidator(_region_code)]
    authority: str | None = None
    statutory_limit: Limit | None = None
    promised_limit: Limit | None = None
    visits: Count | None = None
    immediate: bool | None = None
    conditions: str | None = None
    materials: list[Material] | None = None
    fees: list[Fee] | None = None
    steps: list[Step] | None = None
    places: list[Place] | None = None
    online: Online | None = None
    phone: str | None = None
    complaint: str | None = None
    result: str | None = None
    basis: list[Basis] | None = None
    scenarios: list[Scenario] | None = None
    handling_scope: str | None = None
    validity: str | None = None
    left_to_regions: Labels = Field(default_factory=list)
    questions: Labels = Field(default_factory=list)
    valid_from: Day | None = None
    valid_until: Day | None = None
    source: Source
    sources: list[FieldSource] = Field(default_factory=list)

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ValueError(f"生效日期 {self.valid_from} 晚于失效日期 {self.valid_until}；请核对这两个日期。")
        return self

    @model_validator(mode="after")
    def _scenarios_hold(self) -> Self:
        asked = self.scenarios or []
        ids = [option.id for one in asked for option in one.options]
        if len(ids) != len(set(ids)) or len({one.id for one in asked}) != len(asked):
            raise ValueError("同一事项里，情形的 id 与选项的 id 都不能重复。")
        earlier: set[str] = set()
        for one in asked:
            if unknown := set(one.when) - earlier:
                raise ValueError(f"情形“{one.id}”的 when 里有前面没有的选项：{'、'.join(sorted(unknown))}。")
            earlier |= {option.id for option in one.options}
        used = {mark for row in (*(self.materials or ()), *(self.fees or ())) for mark in row.scenarios}
        if asked and (unknown := used - set(ids) - {one.id for one in asked}):
            raise ValueError(f"材料或收费用到了没有列出的情形选项：{'、'.join(sorted(unknown))}。")
        return self

    @model_validator(mode="after")
    def _fields_exist(self) -> Self:
        if unknown := set(self.left_to_regions) - FACT_FIELDS:
            raise ValueError(f"left_to_regions 里有不认识的字段名：{'、'.join(sorted(unknown))}。")
        return self

    @model_validator(mode="after")
    def _applications_can_be_opened(self) -> Self:
        if self.kind == "便民应用" and not (self.authority and self.online and self.online.url):
            raise ValueError("便民应用要写明地址（online.url）和运营者（authority）。")
        return self

    def is_valid_on(self, day: date) -> bool:
        """这一天是否有效；起止两天都算在内。"""
        return (self.valid_from or day) <= day <= (self.valid_until or day)
