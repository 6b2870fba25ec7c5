"""引擎一轮里白做的事，全列在这里：换掉 Rasa 3.6.21 的哪一处、换成什么。结论都不变，各有测试与原来的比对。

在组件装入时换上（install）。Rasa 的版本钉死，升级时 tests/nlu/components/test_lean.py 会拦住，要逐条重看。
"""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Final

from rasa.core import processor
from rasa.core.actions.action import RemoteAction
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.utils.endpoints import EndpointConfig

from nlu.components import calling, running

VERSION: Final = "3.6.21"


def as_it_is(value: Any) -> Any:
    """换下 processor 里的 copy.deepcopy：那里只为写调试日志而抄（有测试看着），日志关着也照抄。"""
    return value


def is_empty(self: Domain) -> bool:
    """同 Domain.is_empty：每句话都问一次，每次把整个领域写成字典来比；领域装入后不变，问过的记在它身上。"""
    if "_banshi_empty" not in self.__dict__:
        self.__dict__["_banshi_empty"] = self.as_dict() == Domain.empty().as_dict()
    found: bool = self.__dict__["_banshi_empty"]
    return found


DEPARTURES: Final[tuple[tuple[Any, str, Any], ...]] = (
    (RemoteAction, "_validate_action_result", calling.validate_result),
    (EndpointConfig, "session", calling.kept_session),
    (DaskGraphRunner, "run", running.run),
    (Event, "resolve_by_type", staticmethod(lru_cache(maxsize=256)(Event.resolve_by_type))),
    (Domain, "is_empty", is_empty),
    (processor, "copy", SimpleNamespace(deepcopy=as_it_is)),
)
"""(谁, 哪一处, 换成什么)。resolve_by_type 每读一个事件把全部事件类走一遍；类是固定的，查过的记着。"""


def install() -> None:
    """换上；可以重复调用。"""
    for owner, name, ours in DEPARTURES:
        setattr(owner, name, ours)
