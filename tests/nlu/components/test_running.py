"""顺着跑图与 Rasa 经 dask 跑图，结果、次序和报错都一样。"""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from nlu.components import running

RASAS_OWN = DaskGraphRunner.run
"""在收集测试时取下，那时还没有谁换过它。"""

RAN: list[str] = []


class Step(GraphComponent):
    """把收到的连起来，末尾加上自己的名字。"""

    def __init__(self, name: str) -> None:
        self._name = name

    @classmethod
    def create(cls, config: dict[str, Any], *_: Any, **__: Any) -> Step:
        return cls(config["name"])

    @classmethod
    def load(cls, config: dict[str, Any], *_: Any, **__: Any) -> Step:
        return cls(config["name"])

    def join(self, left: str = "", right: str = "") -> str:
        RAN.append(self._name)
        return f"({left}{right}{self._name})"

    def fail(self, left: str = "") -> str:
        raise ValueError("坏了")


def node(name: str, fn: str = "join", **needs: str) -> SchemaNode:
    return SchemaNode(needs, Step, "load", fn, {"name": name}, eager=True)


SCHEMA = GraphSchema(
    {
        "丁": node("丁", left="乙", right="丙"),
        "乙": node("乙", left="甲"),
        "丙": node("丙", left="甲", right="__话__"),
        "甲": node("甲", left="__话__"),
        "旁": node("旁"),
        "坏": node("坏", "fail", left="甲"),
    }
)


@pytest.fixture
def runner(storage: LocalModelStorage, context: ExecutionContext) -> DaskGraphRunner:
    return DaskGraphRunner(SCHEMA, storage, context)


@pytest.mark.parametrize("targets", [["丁"], ["丙"], ["旁"], ["丁", "旁"], ["乙", "丁"]])
def test_the_same_outputs_and_the_same_steps(targets: list[str], runner: DaskGraphRunner) -> None:
    RAN.clear()
    expected = RASAS_OWN(runner, {"__话__": "问"}, targets)
    steps = sorted(RAN)
    for _ in range(2):
        RAN.clear()
        assert running.run(runner, {"__话__": "问"}, targets) == expected
        assert sorted(RAN) == steps


def test_a_step_comes_after_what_it_needs() -> None:
    places = {name: place for place, (name, _) in enumerate(running.order(SCHEMA, ("丁",)))}
    assert set(places) == {"甲", "乙", "丙", "丁"}
    assert places["甲"] < places["乙"] < places["丁"] > places["丙"] > places["甲"]


@pytest.mark.parametrize(
    ("inputs", "targets", "fault"),
    [({}, ["甲"], GraphRunError), ({"__话__": "问"}, ["坏"], GraphComponentException)],
)
def test_the_same_faults(
    inputs: dict[str, str], targets: list[str], fault: type[Exception], runner: DaskGraphRunner
) -> None:
    for run in (RASAS_OWN, running.run):
        with pytest.raises(fault):
            run(runner, inputs, targets)
