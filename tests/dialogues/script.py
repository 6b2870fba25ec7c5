"""对话表：来客一句一句说的、点的，和每一句应当得到的。形状从严，写错的说清在哪个文件、哪个对话、第几轮。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

FOLDER: Final = Path(__file__).parent / "tables"
GAPS: Final = "known_gaps.yaml"

OUTCOMES: Final = {
    "答了": "answered",
    "问是哪件事": "clarify_item",
    "问地方": "clarify_region",
    "问情形": "clarify_scenario",
    "没找到": "no_match",
    "不在范围": "out_of_scope",
    "接投诉": "complaint_taken",
    "转人工": "handed_off",
    "寒暄": "small_talk",
    "连不上": "engine_unavailable",
    "没读到字": "rejected_input",
}
"""表里写的结局 → 契约里的名字。"""

ASPECTS: Final = {
    "总览": "overview",
    "材料": "materials",
    "时限": "time_limit",
    "条件": "conditions",
    "费用": "fee",
    "地点": "place",
    "流程": "process",
    "网办": "online",
    "电话": "phone",
    "办公时间": "office_hours",
    "依据": "basis",
    "进度": "progress",
    "预约": "appointment",
    "代办": "agent",
    "金额": "amount",
    "有效期": "validity",
    "记录": "record",
    "区别": "comparison",
    "补救": "remedy",
    "投诉": "complaint",
}
"""表里写的方面 → 契约里的名字。"""


class BadTable(ValueError):
    """对话表写错了；消息是给人看的中文，说清哪里错、怎么改。"""


def _text(value: Any) -> Any:
    """没有加引号的数目（电话、区划代码）也当作文字。"""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _several(value: Any) -> Any:
    """只写一个的，当作一个的单子。"""
    return value if isinstance(value, list) else [value]


Text = Annotated[str, BeforeValidator(_text)]
Several = Annotated[tuple[Text, ...], BeforeValidator(_several)]


class Strict(BaseModel):
    """多余的键不收，读了不改。"""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Step(Strict):
    """一轮：来客说的或点的，和应当得到的。没写的不核对。

    点：按钮上的字；最近的一轮里没有，就往前找，开场的也算。
    结局、事项：写几个的，得到其中一个就对；事项写“无”，是说不该认定任何事项。
    方面：至少答到这些；只答：恰好这些。要有、不能有：答复里的字。按钮：要有这些按钮。
    地方：理解成哪里；哪里的规定：答的是哪里的那一条（全国的写“全国”）。重复第几轮：答复与那一轮相同。
    """

    say: Text = Field("", alias="来客说", max_length=300)
    click: str = Field("", alias="来客点")
    outcomes: Several = Field((), alias="结局")
    items: Several = Field((), alias="事项")
    aspects: Several = Field((), alias="方面")
    only: Several = Field((), alias="只答")
    has: Several = Field((), alias="要有")
    lacks: Several = Field((), alias="不能有")
    buttons: Several = Field((), alias="按钮")
    region: str = Field("", alias="地方")
    rule_of: str = Field("", alias="哪里的规定")
    repeats: int = Field(0, alias="重复第几轮", ge=0)

    @model_validator(mode="after")
    def _is_one_move(self) -> Step:
        if bool(self.say) == bool(self.click):
            raise ValueError("一轮要写“来客说”或“来客点”，而且只写一个")
        for name, known in ((self.outcomes, OUTCOMES), (self.aspects, ASPECTS), (self.only, ASPECTS)):
            unknown = [one for one in name if one not in known]
            if unknown:
                raise ValueError(f"没有“{unknown[0]}”；可以写的有：{'、'.join(known)}")
        if not any((self.outcomes, self.items, self.aspects, self.only, self.has, self.buttons, self.repeats)):
            raise ValueError("这一轮什么也没有核对，至少写一个“结局”")
        return self


class Opening(Strict):
    """从哪扇门来，选了哪里，是个人还是单位。"""

    channel: str = Field("web", alias="渠道")
    region: Text = Field("", alias="地方")
    side: str = Field("", alias="对象")


class Dialogue(Strict):
    """一个对话。名字在全部对话里不重复；缘由只有已知不足才写，说为什么现在做不到。"""

    name: str = Field(alias="对话", min_length=2)
    person: str = Field("", alias="来客")
    opening: Opening = Field(Opening(), alias="开始")
    steps: tuple[Step, ...] = Field(alias="轮次", min_length=1)
    reason: str = Field("", alias="缘由")
    topic: str = Field("", exclude=True)


def read_tables(folder: Path = FOLDER) -> list[Dialogue]:
    """目录里的全部对话，按文件和先后；名字重复的抛 BadTable。"""
    found = [one for path in sorted(folder.glob("*.yaml")) for one in read_table(path)]
    names = [one.name for one in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadTable(f"有两个对话都叫“{twice[0]}”，请改一个名字。")
    return found


def read_table(path: Path) -> list[Dialogue]:
    """一个文件里的对话。"""
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as fault:
        raise BadTable(f"{path.name} 不是写得对的 YAML：{fault}") from None
    if not isinstance(rows, list):
        raise BadTable(f"{path.name} 应当是一串对话，每个以“- 对话:”开头。")
    return [_dialogue(path, place, row) for place, row in enumerate(rows, 1)]


def _dialogue(path: Path, place: int, row: Any) -> Dialogue:
    given = row if isinstance(row, dict) else {}
    try:
        found = Dialogue.model_validate({**given, "topic": path.stem})
    except ValidationError as fault:
        where = f"{path.name} 的第{place}个对话“{given.get('对话', '没有名字')}”"
        raise BadTable("\n".join(f"{where}{line}" for line in _faults(fault))) from None
    if bool(found.reason) != (path.name == GAPS):
        raise BadTable(f"{path.name} 的“{found.name}”：“缘由”只写在 {GAPS} 里，那里的每个对话都要写。")
    return found


def _faults(fault: ValidationError) -> Iterator[str]:
    """各处错，一处一句。"""
    for one in fault.errors():
        place = [f"第{part + 1}轮" for part in one["loc"] if isinstance(part, int)][:1]
        name = next((part for part in reversed(one["loc"]) if isinstance(part, str)), "")
        yield "，".join([*(place or [""]), _sentence(one["type"], name, one["msg"])])


def _sentence(kind: str, name: str, told: str) -> str:
    if kind == "extra_forbidden":
        known = dict.fromkeys(f.alias or n for one in (Dialogue, Step) for n, f in one.model_fields.items())
        return f"不认识“{name}”这个键；可以写的有：{'、'.join(key for key in known if key != 'topic')}。"
    if kind == "missing":
        return f"少了“{name}”。"
    if kind == "value_error":
        return f"{told.removeprefix('Value error, ')}。"
    return f"“{name}”写得不对（{told}）。"
