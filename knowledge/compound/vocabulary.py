"""拆句子要认的字样，由 words.yaml 读成正则；写错了就停。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FILE: Final = Path(__file__).with_name("words.yaml")
_TWOFOLD: Final = (
    r"(?P<how>怎么|如何|咋)?(?P<one>{acts})(?:和|与|跟|及|以及|、|还有|,还有)(?:怎么|如何|咋)?(?P<other>{acts})"
)
RECENT: Final = 64
"""同一句话一轮里要看几遍，刚看过的记着。"""
_REACH: Final = 10
"""“想”“要”到“办”“补”之间最多隔这么多字。"""


class BadCompound(ValueError):
    """拆句子的数据写错了；消息说明在哪个文件、哪一条、错在什么。"""


@dataclass(frozen=True, slots=True)
class Thing:
    """话里的一样东西：通称，字位。"""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """words.yaml 里的各样，读好的。"""

    thing: re.Pattern[str]
    between: re.Pattern[str]
    joiner: re.Pattern[str]
    also: re.Pattern[str]
    asks: re.Pattern[str]
    yesno: re.Pattern[str]
    wish: re.Pattern[str]
    problem: re.Pattern[str]
    verb: re.Pattern[str]
    material_before: re.Pattern[str]
    material_after: re.Pattern[str]
    never: re.Pattern[str]
    directly: re.Pattern[str]
    condition: re.Pattern[str]
    twofold: re.Pattern[str]
    kin: tuple[frozenset[str], ...]

    def things(self, text: str) -> list[Thing]:
        """话里的东西，按出现的先后。text 须已归一。"""
        return [Thing(str(one.lastgroup), *one.span()) for one in self.thing.finditer(text)]


@cache
def vocabulary() -> Vocabulary:
    """全部字样；第一次调用时读。

    Raises:
        BadCompound: 数据写错了。
    """
    rows: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    material = rows["material"]
    verbs = rows["verbs"]
    return Vocabulary(
        thing=pattern("things", "|".join(f"(?P<{name}>{said})" for name, said in rows["things"].items())),
        between=pattern(
            "between", rf"(?:{rows['enumerators']})+(?:的)?(?:要|想)?(?:{verbs}|交){{0,2}}(?:一下|个|下)?的?"
        ),
        joiner=pattern("joiners", rows["joiners"]),
        also=pattern("also", rows["also"]),
        asks=pattern("asks", rows["asks"]),
        yesno=pattern("yesno", rows["yesno"]),
        wish=pattern("wish", rf"(?:{rows['wish']}).{{0,{_REACH}}}?(?:{verbs})"),
        problem=pattern("problems", rows["problems"]),
        verb=pattern("verbs", verbs),
        material_before=pattern("material.before", rf"(?:{material['before']})$"),
        material_after=pattern("material.after", material["after"]),
        never=pattern("material.anyhow", material["anyhow"]),
        directly=pattern("directly", rf"(?:{rows['directly']})(?:{verbs})"),
        condition=pattern("condition", rows["condition"]),
        twofold=pattern("acts", _TWOFOLD.format(acts=rows["acts"])),
        kin=_kin(rows),
    )


def _kin(rows: dict[str, Any]) -> tuple[frozenset[str], ...]:
    if unknown := {name for group in rows["kin"] for name in group} - set(rows["things"]):
        raise BadCompound(f"words.yaml 的 kin 里有 things 没有的：{'、'.join(sorted(unknown))}。")
    return tuple(frozenset(group) for group in rows["kin"])


def pattern(where: str, said: str) -> re.Pattern[str]:
    """编好的正则；写错了，BadCompound 说明在哪里。"""
    try:
        return re.compile(said)
    except re.error as error:
        raise BadCompound(f"拆句子的数据里，{where} 不是正确的正则：{error}。") from None
