"""事项的本项目格式（native form）：一行 JSON 一个事项，类型从严，多余的字段不收。

`None` 或缺省表示来源没有说，绝不表示没有：“不收费”写 `[]`，“不知道收不收费”写 `null`。
导出用当初交来的原文；若用模型导出，请带 `exclude_unset=True`。
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from knowledge.eligibility.rules import Rule
from knowledge.parts import (
    Basis,
    CategoryKeys,
    Code,
    Count,
    Day,
    EntryCode,
    Fee,
    FieldSource,
    Labels,
    Limit,
    Material,
    Name,
    Online,
    Option,
    Place,
    RegionCode,
    Scenario,
    Sides,
    Source,
    Step,
    Strict,
)

__all__ = [
    "FACT_FIELDS",
    "Basis",
    "Fee",
    "FieldSource",
    "Item",
    "Limit",
    "Material",
    "Online",
    "Option",
    "Place",
    "Rule",
    "Scenario",
    "Source",
    "Step",
]

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
        "rules",
    ]
)
"""陈述事实的字段；每一个都要有来源。"""


class Item(Strict):
    """一个事项（实施清单），或全国层面的一项服务。

    `code` 31 或 33 位，`entry_code` 12 位；`categories` 读入后统一成“个人/证件办理”，`region` 统一成六位代码。
    `status` 为“取消”的视同失效；“暂停”的找得到，但只说暂停，不拿它作答。
    `left_to_regions` 是法律交给各地规定的字段名，例如 ["fees"]。`kind` 为“便民应用”的是查询一类的应用：
    `online.url` 是地址，`authority` 是运营者，`sides`、`populations` 是使用的人。
    """

    code: Code
    entry_code: EntryCode
    kind: Literal["事项", "便民应用"] = "事项"
    status: Literal["在用", "暂停", "取消"] = "在用"
    name: Name
    short_name: Name | None = None
    aliases: Labels = Field(default_factory=list)
    item_type: str | None = None
    sides: Sides = Field(default_factory=list)
    categories: CategoryKeys = Field(default_factory=list)
    populations: Labels = Field(default_factory=list)
    life_events: Labels = Field(default_factory=list)
    region: RegionCode
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
    rules: list[Rule] | None = None
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
        rows = (*(self.materials or ()), *(self.fees or ()), *(self.rules or ()))
        used = {mark for row in rows for mark in row.scenarios}
        if asked and (unknown := used - set(ids) - {one.id for one in asked}):
            raise ValueError(f"材料、收费或规则用到了没有列出的情形选项：{'、'.join(sorted(unknown))}。")
        return self

    @model_validator(mode="after")
    def _rules_told_apart(self) -> Self:
        ids = [one.id for one in self.rules or ()]
        if len(ids) != len(set(ids)):
            raise ValueError("同一事项里，规则的 id 不能重复。")
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
        """这一天是否有效；起止两天都算在内，取消了的哪天都无效。"""
        return self.status != "取消" and (self.valid_from or day) <= day <= (self.valid_until or day)
