"""端口：查进度、约时间的样子。真的是 HTTP 的（api.connectors.http），别的接法照这个样子写。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from knowledge.connectors import Outcome

Asked = Mapping[str, str]
"""送去的值：number、holder、phone、booking、slot、day、place、region、item、entry、item_name，没有的不写。"""

Failure = Literal[
    "timeout", "unreachable", "bad_status", "redirect", "too_big", "not_json", "bad_shape", "unknown_code", "paused"
]
"""没有问到的原因：到时；连不上、断了；状态码不对；要转到别处；太大；不是 JSON；
缺该有的项；没有见过的代码；断路时不问。"""


@dataclass(frozen=True, slots=True)
class Told:
    """问到的。fields：读出来的项（代码已换成字）；slots：空的时间，一行一个；没有问到的写明原因，不带对方的话。"""

    outcome: Outcome
    fields: Mapping[str, str] = field(default_factory=dict)
    slots: tuple[Mapping[str, str], ...] = ()
    status: int | None = None
    failure: Failure | None = None


class Progress(Protocol):
    """能查办件进度的。"""

    async def progress(self, asked: Asked) -> Told:
        """编号（和核对的内容）→ state 状态、step 环节、when 时间、where 部门、note 说明。不抛异常。"""


class Appointments(Protocol):
    """能预约的。key 是幂等键：同一个键来几次，只约（取消）一次。不抛异常。"""

    async def slots(self, asked: Asked) -> Told:
        """某件事在某地某天空的时间；一个也没有是 not_found。"""

    async def book(self, asked: Asked, key: str) -> Told:
        """约一个时间 → booking 编号。时间刚被约走是 not_found。"""

    async def cancel(self, asked: Asked, key: str) -> Told:
        """取消一个预约。"""
