"""读“一件事”的数据：形状从严，先后、来源、编号都查，写错了就停。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge.parts import Day, EntryCode, Labels, Sides, Text

FOLDER: Final = Path(__file__).parent
MOST_STEPS: Final = 9
"""再多，“第几个”就说不清了。"""
_TERMS: Final = FOLDER / "terms.yaml"
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TERM: Final = re.compile(r"\{(\D\w*)\}")


class BadBundle(ValueError):
    """“一件事”的数据写错了；消息说明在哪个文件、哪一件、错在什么。"""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cited(_Strict):
    """来源；地址和核对日期都要有。"""

    name: Text
    url: Annotated[str, Field(pattern=r"^https?://")]
    checked_on: Day


class Official(_Strict):
    """国家清单里的名称，和列出它的文件。"""

    name: Text
    document: Text


class Step(_Strict):
    """一步：一个基本目录。

    after：要先办的基本目录；either：after 里办好一样就行（个体户或者公司）；
    because：这一步（或它前面那一步）的事项自己写着的字，说明为什么要先办；source：另有来源证明先后的；
    when：什么人、什么情形才办这一步，没有就是都要办。
    """

    entry_code: EntryCode
    note: Text | None = None
    after: Labels = Field(default_factory=list)
    either: bool = False
    because: Labels = Field(default_factory=list)
    when: Text | None = None
    source: Cited | None = None

    @property
    def optional(self) -> bool:
        """不是人人都要办的。"""
        return self.when is not None

    @model_validator(mode="after")
    def _order_is_proved(self) -> Self:
        if self.after and not (self.because or self.source):
            raise ValueError(f"{self.entry_code} 写了 after，要用 because 或 source 说明为什么要先办。")
        if self.because and not self.after:
            raise ValueError(f"{self.entry_code} 写了 because，却没有 after。")
        if self.either and len(self.after) < 2:
            raise ValueError(f"{self.entry_code} 写了 either，after 里要有两样以上。")
        return self


def _lines(value: str) -> str:
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    if len(set(lines)) != len(lines):
        raise ValueError("questions 里有重复的问法。")
    return "\n".join(lines)


class Bundle(_Strict):
    """一件事。

    said：说这件事的样子（正则，{亲人} 之类的词组见 terms.yaml）；own：说这件事时难免带出来、不算另有所指的词；
    tone：glad 是喜事，grave 是伤心事，plain 不喜不悲；source：这件事包含哪些事项的来源，没有查到的不写。
    """

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    name: Text
    official: Official | None = None
    tone: Literal["plain", "glad", "grave"]
    sides: Sides
    life_events: Labels = Field(default_factory=list)
    said: Annotated[list[Text], Field(min_length=1)]
    own: Labels = Field(default_factory=list)
    questions: Annotated[str, AfterValidator(_lines)]
    steps: Annotated[list[Step], Field(min_length=2, max_length=MOST_STEPS)]
    source: Cited | None = None

    @model_validator(mode="after")
    def _steps_in_order(self) -> Self:
        seen: set[str] = set()
        for step in self.steps:
            if step.entry_code in seen:
                raise ValueError(f"{step.entry_code} 写了两次。")
            if late := set(step.after) - seen:
                raise ValueError(f"{step.entry_code} 的 after 里有前面没有的：{'、'.join(sorted(late))}。")
            seen.add(step.entry_code)
        return self

    @model_validator(mode="after")
    def _official_is_sourced(self) -> Self:
        if self.official and not self.source:
            raise ValueError("写了 official，要有 source。")
        return self


@cache
def bundles() -> tuple[Bundle, ...]:
    """全部“一件事”，按文件名和文件里的次序。

    Raises:
        BadBundle: 数据写错了。
    """
    found: dict[str, Bundle] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path == _TERMS:
            continue
        for bundle in read_bundles(path):
            if bundle.id in found:
                raise BadBundle(f"{path.name}：{bundle.id} 写了两次。")
            found[bundle.id] = bundle
    return tuple(found.values())


def read_bundles(path: Path) -> Iterator[Bundle]:
    """读一个文件。"""
    for row in _loaded(path) or ():
        name = row.get("id") if isinstance(row, dict) else str(row)[:40]
        try:
            yield Bundle.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise BadBundle(f"{path.name} {name} {place}：{first['msg']}") from None


@cache
def patterns(bundle_id: str) -> tuple[re.Pattern[str], ...]:
    """这件事的说法，词组已经代入。"""
    bundle = next(one for one in bundles() if one.id == bundle_id)
    return tuple(re.compile(filled(said, f"{bundle_id} 的 said")) for said in bundle.said)


def filled(said: str, where: str) -> str:
    """把 {亲人} 换成词组的正则；{0,4} 这样的次数不动。"""

    def term(match: re.Match[str]) -> str:
        if match[1] not in _terms():
            raise BadBundle(f"{where}：terms.yaml 里没有词组“{match[1]}”。")
        return _terms()[match[1]]

    return _TERM.sub(term, said)


@cache
def _terms() -> dict[str, str]:
    return {name: str(words) for name, words in _loaded(_TERMS).items()}


def _loaded(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.YAMLError as error:
        raise BadBundle(f"{path.name} 不是正确的 YAML：{error}") from None
