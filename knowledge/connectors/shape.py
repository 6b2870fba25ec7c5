"""连接文件的形状，从严：多一项、少一项、写错的地方，启动时就说出来。"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from knowledge.connectors.templates import SECRET, blanks
from knowledge.taxonomy.regions import UnknownRegion, region

Outcome = Literal["found", "not_found", "refused", "unreachable"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("found", "not_found", "refused", "unreachable")
"""问外面的系统的结果：问到了；那里没有；号码与姓名对不上之类，不给；没有问到（到时、出错、读不懂）。"""

OPERATIONS: Final = ("progress", "slots", "book", "cancel")
"""查进度；列空的时间、约、取消。"""

ASKED: Final = ("number", "booking", "place", "day", "holder", "phone")
"""要来客给的，按问的次序。"""

_OF_ITEM: Final = frozenset({"region", "item", "entry", "item_name"})
_MAY_USE: Final[Mapping[str, frozenset[str]]] = {
    "progress": _OF_ITEM | {"number", "holder", "phone"},
    "slots": _OF_ITEM | {"place", "day"},
    "book": _OF_ITEM | {"place", "day", "slot", "holder", "phone"},
    "cancel": _OF_ITEM | {"booking", "holder", "phone"},
}
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "progress": ("state", "step", "when", "where", "note"),
    "slots": ("id", "day", "begin", "end", "place", "left"),
    "book": ("booking", "when", "where", "note"),
    "cancel": ("note",),
}
"""操作 → 从答复里读哪些项。"""
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "progress": ("state",),
    "slots": ("id", "begin"),
    "book": ("booking",),
    "cancel": (),
}
"""操作 → 没有就算答复读不懂的项。"""
_MUST_SEND: Final[Mapping[str, str]] = {"progress": "number", "book": "slot", "cancel": "booking"}

_OWN_HEADERS: Final = frozenset({"host", "content-length", "transfer-encoding", "connection", "accept-encoding"})
_HEADER: Final = re.compile(r"^[A-Za-z0-9-]{1,60}$")
_ITEM: Final = r"^(?:[0-9A-Za-z]{12}|[0-9A-Za-z]{31}|[0-9A-Za-z]{33})$"
_PATH: Final = r"^[^.\s]+(\.[^.\s]+)*$"


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(f"“{text[:80]}”不是网址。") from None
    if not host or "{" in parts.netloc or parts.username is not None or parts.fragment:
        raise ValueError(f"“{text[:80]}”不能用；主机要写明，空只能写在路径里，不带用户名和井号。")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise ValueError(f"“{text[:80]}”不能用；地址要以 https:// 开头，只有本机（127.0.0.1）可以用 http://。")
    return text


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _headers(given: dict[str, str]) -> dict[str, str]:
    for name, value in given.items():
        if not _HEADER.match(name) or name.lower() in _OWN_HEADERS:
            raise ValueError(f"请求头“{name[:60]}”不能写；主机、长度、连接这些由程序自己写。")
        if "{" in SECRET.sub("", value) or not value.isprintable():
            raise ValueError(f"请求头“{name}”的值不对；秘密写成 ${{大写的环境变量名}}，别的空不能写在这里。")
    return given


def _region(code: str) -> str:
    try:
        return region(code).code
    except UnknownRegion as fault:
        raise ValueError(str(fault)) from None


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Path = Annotated[str, StringConstraints(pattern=_PATH, max_length=200)]


class Shape(BaseModel):
    """多一项都不行。"""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Result(Shape):
    """结果怎样认：`path` 那一项的值在哪一列，就是哪种结果；都不在，算答复读不懂。

    没有 `path` 的，状态码 2xx 就是问到了。`statuses` 是别的状态码表示的结果，先看它；其余的非 2xx 都算没有问到。
    """

    path: Path | None = None
    found: list[str] = []
    not_found: list[str] = []
    refused: list[str] = []
    statuses: dict[Annotated[int, Field(ge=400, le=499)], Literal["not_found", "refused"]] = {404: "not_found"}

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        if self.path is None and (self.found or self.not_found or self.refused):
            raise ValueError("写了 found、not_found、refused，就要写 path：看答复里的哪一项。")
        if self.path is not None and not self.found:
            raise ValueError("写了 path，就要写 found：哪些值是问到了。")
        values = [*self.found, *self.not_found, *self.refused]
        if len(values) != len(set(values)):
            raise ValueError("found、not_found、refused 里的值不能重。")
        return self


class Operation(Shape):
    """一个操作：往哪里问、带什么、答复怎样读。路用点隔开，列表里的第几个写数字（从 0 起），如 data.list.0.name。"""

    method: Literal["GET", "POST", "PUT", "DELETE"] = "POST"
    address: Annotated[str, AfterValidator(_address)]
    headers: Annotated[dict[str, str], AfterValidator(_headers)] = {}
    query: dict[str, str] = {}
    body: dict[str, Any] | None = None
    result: Result = Result()
    fields: dict[str, Path] = {}
    codes: dict[str, dict[str, Text]] = {}
    key_header: Annotated[str, StringConstraints(pattern=_HEADER.pattern)] = "Idempotency-Key"

    @model_validator(mode="after")
    def _one_way_to_send(self) -> Self:
        if self.method == "GET" and self.body is not None:
            raise ValueError("GET 没有 body；请写在 query 里，或改用 POST。")
        return self

    @property
    def used(self) -> frozenset[str]:
        """样板里的空。"""
        return frozenset(blanks([urlsplit(self.address).path, urlsplit(self.address).query, self.query, self.body]))

    @property
    def secrets(self) -> frozenset[str]:
        """请求头里的秘密，环境变量的名字。"""
        return frozenset(name for value in self.headers.values() for name in SECRET.findall(value))


class SlotsOperation(Operation):
    """列空的时间：`rows` 是列表在哪里，`fields` 是一行里的路。"""

    rows: Path


class Appointments(Shape):
    """预约的三个操作。"""

    slots: SlotsOperation
    book: Operation
    cancel: Operation


class Connector(Shape):
    """一个外面的系统。

    `regions` 是它管的区划（含下级）；`items` 是事项编码或基本编码，`authorities` 是部门名称，空的就是不限。
    `labels` 是问来客时怎样叫：{"holder": "申请人证件号码的后四位"}。
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
    name: Text
    page: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=300)] | None = None
    regions: Annotated[list[Annotated[str, AfterValidator(_region)]], Field(min_length=1)]
    items: list[
        Annotated[str, StringConstraints(pattern=r"^(?:[0-9A-Za-z]{12}|[0-9A-Za-z]{31}|[0-9A-Za-z]{33})$")]
    ] = []
    authorities: list[Text] = []
    labels: dict[Literal["number", "booking", "holder", "phone"], Text] = {}
    progress: Operation | None = None
    appointments: Appointments | None = None

    @property
    def operations(self) -> dict[str, Operation]:
        """名字 → 操作。"""
        found: dict[str, Operation] = {} if self.progress is None else {"progress": self.progress}
        if self.appointments is not None:
            found |= {name: getattr(self.appointments, name) for name in ("slots", "book", "cancel")}
        return found

    def asked(self, *operations: str) -> tuple[str, ...]:
        """这几个操作要来客给的，按问的次序。"""
        used = frozenset[str]().union(*(self.operations[name].used for name in operations))
        return tuple(name for name in ASKED if name in used)

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not self.operations:
            raise ValueError("progress 和 appointments 至少要写一样。")
        for fault in (fault for name, one in self.operations.items() for fault in _faults(name, one)):
            raise ValueError(fault)
        return self


class File(Shape):
    """一个文件，几个连接；前面的先用。"""

    connectors: Annotated[list[Connector], Field(min_length=1)]

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        ids = [one.id for one in self.connectors]
        if len(ids) != len(set(ids)):
            raise ValueError("几个连接的 id 不能重。")
        return self


def _faults(name: str, one: Operation) -> Iterator[str]:
    """一个操作里用错的空和项。"""
    if unknown := set(one.used) - _MAY_USE[name]:
        yield f"{name} 用了“{{{min(unknown)}}}”；它能用的是 {'、'.join(sorted(_MAY_USE[name]))}。"
    must = _MUST_SEND.get(name)
    if must and must not in one.used:
        yield f"{name} 的 address、query、body 里没有“{{{must}}}”，那里就不知道问的是哪一个。"
    if unknown := set(one.fields) - set(FIELDS[name]):
        yield f"{name} 的 fields 里没有“{min(unknown)}”这一项；可以写的是 {'、'.join(FIELDS[name])}。"
    if lacking := [field for field in NEEDED[name] if field not in one.fields]:
        yield f"{name} 的 fields 里要写明 {'、'.join(lacking)} 在答复的哪里。"
    if unknown := set(one.codes) - set(one.fields):
        yield f"{name} 的 codes 里有“{min(unknown)}”，而 fields 里没有。"
