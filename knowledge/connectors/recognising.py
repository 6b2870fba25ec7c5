"""认自己的事：查我的办件、预约、取消预约。说法在 signs.yaml；只认说法，怎样答在 actions.connecting。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

LONGEST: Final = 60
"""再长的是来信，里面总有别的事，交给检索。"""
MARK: Final = re.compile(r"【(?:办件编号|身份证号|银行卡号)】")
"""前门遮过的编号：长得像别的号码的，名目也许不同。"""
_FILE: Final = Path(__file__).with_name("signs.yaml")
_OWN_WORDS: Final = re.compile(
    r"【[^】]{1,8}】|办件|进度|进展|状态|申请|业务|审批|受理|审核|批|环节|阶段|程度|地步|步骤?|编号|流水号?|回执|查询|查看|取消|退掉?|撤销|预约|网上|在线"
    r"|约|刚才|之前|号|时间|麻烦|帮"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """要办的是哪一样（progress、slots、cancel）；how：问的是办法；rest：去掉这些说法剩下的，里面也许有事项。"""

    operation: str
    how: bool
    rest: str


def wanted(text: str) -> Wanted | None:
    """话里要办的；没有，None。text 须已归一。"""
    if not text or len(text) > LONGEST:
        return None
    text = MARK.sub("【号】", text)
    for operation, (said, unless, how) in _patterns().items():
        if said.search(text) and not unless.search(text):
            return Wanted(operation, bool(how.search(text)), plain(text))
    return None


def plain(text: str) -> str:
    """去掉办件、进度、预约这些说法，剩下的里面也许有事项。"""
    return _OWN_WORDS.sub(" ", text)


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        operation: (re.compile("|".join(row["said"])), re.compile(row["unless"]), re.compile(row["how"]))
        for operation, row in rows.items()
    }
