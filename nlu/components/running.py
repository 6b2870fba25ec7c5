"""顺着跑图：同一张图、同样的节点、同样的次序，不经 dask（由 lean 换上）。

Rasa 3.6.21 每跑一次都重算要哪些节点、建一张 dask 图、交给 dask 的调度器，只为依次调用五六个函数。
要哪些节点、什么次序只由目标决定，算一次留着。
"""

from __future__ import annotations

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

Order = list[tuple[str, tuple[str, ...]]]
"""[(节点, 它要的节点)]，要的都在前面。"""


def run(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """同 DaskGraphRunner.run：给输入和目标，返回各目标的输出。"""
    wanted = tuple(targets or self._graph_schema.target_names)
    results: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    try:
        for name, needs in _order_of(self, wanted):
            results[name] = self._instantiated_nodes[name](*(results.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return {name: results[name][1] for name in wanted}


def _order_of(runner: DaskGraphRunner, wanted: tuple[str, ...]) -> Order:
    orders = runner.__dict__.setdefault("_banshi_orders", {})
    if wanted not in orders:
        orders[wanted] = order(runner._graph_schema, wanted)
    found: Order = orders[wanted]
    return found


def order(schema: GraphSchema, wanted: tuple[str, ...]) -> Order:
    """要得到 wanted 该跑的节点，先要的在前；输入（不是节点的名字）不在内。"""
    found: dict[str, tuple[str, ...]] = {}

    def visit(name: str) -> None:
        node = schema.nodes.get(name)
        if node is None or name in found:
            return
        needs = tuple(node.needs.values())
        for need in needs:
            visit(need)
        found[name] = needs

    for name in wanted:
        visit(name)
    return list(found.items())
