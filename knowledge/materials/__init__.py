"""材料的通称：“申请人身份证原件及复印件”“居民身份证”是同一份东西，是谁的另记。

数据在 canonical.yaml，人工编写、逐条看过。
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FILE: Final = Path(__file__).with_name("canonical.yaml")

_BRACKETS: Final = re.compile(r"[(（](?!推断)[^()（）]*[)）]|[《》“”]")
_INFERRED: Final = re.compile(r"[(（]推断[)）]")
_COPIES: Final = re.compile(r"(?:的)?(?:原件|复印件|影印件|原件及复印件)(?:[和及与、或/]*(?:原件|复印件|影印件))*$")
_EMPTY: Final = re.compile(r"^(?:有效的?|本人有效的?)(?=居民身份证$|身份证$|居民户口簿$|户口簿$)")
_WHOSE: Final = re.compile(
    r"^(?:(?P<self>申请人|办理人|本人|当事人|参保人|参保人员|申领人|内地居民本人)|(?P<other>死亡人员|死者|逝者|监护人|配偶|夫妻双方|"
    r"父母双方|父母一方|父母|新生儿父母|收养人|送养人|孩子|未成年人|代理人|代办人|经办人|受托人|委托人|领证人|房东|经营者|负责人|"
    r"法定代表人))的?"
)
_SAME_PERSON: Final = {"死者": "死亡人员", "逝者": "死亡人员", "代办人": "代理人", "受托人": "代理人"}


class BadMaterials(ValueError):
    """材料通称的数据写错了；消息说明哪个写法。"""


@dataclass(frozen=True, slots=True)
class Canonical:
    """一份材料的通称。

    whose：是谁的，None 是办事的人自己的（或说不上是谁的）；known：通称表里有；
    apart：字面一样也不是同一份东西（各事项自己的“申请书”）。
    """

    name: str
    whose: str | None = None
    known: bool = True
    apart: bool = False

    @property
    def label(self) -> str:
        """说给人听的：连同是谁的。"""
        return f"{self.whose}的{self.name}" if self.whose else self.name


@cache
def canonical(name: str) -> Canonical:
    """一个材料名称的通称；通称表里没有的，去掉原件、复印件的字样，就用它自己。"""
    plain = _COPIES.sub("", _BRACKETS.sub("", _INFERRED.sub("推断", name)).strip()).strip(" 、，")
    found = _WHOSE.match(plain)
    rest = _EMPTY.sub("", plain[found.end() :] if found else plain)
    if rest not in _names():
        whole = _EMPTY.sub("", plain)
        apart = plain in _loaded()["apart"]
        return Canonical(_names()[whole]) if whole in _names() else Canonical(name.strip(), None, False, apart)
    other = found["other"] if found else None
    return Canonical(_names()[rest], _SAME_PERSON.get(other, other) if other else None)


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _loaded()["same"]:
        for name in row["names"]:
            if name in found:
                raise BadMaterials(f"材料写法“{name}”既归到“{found[name]}”又归到“{row['name']}”，请只留一处。")
            found[name] = row["name"]
    return found


@cache
def _loaded() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded
