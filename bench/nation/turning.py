"""整轮对话：在全国的目录、2,262 条和起步目录上各起一整套服务，说同样的话，量每条消息的毫秒。

要有训练好的模型；轮流各量两遍，取中位数较小的一遍：别人占着机器时也比得公平。
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bench.everything import serving, settled
from bench.nation.steps import run
from knowledge.settings import load_settings

ROUNDS: Final = 2


def turns(places: Mapping[str, tuple[Path, Mapping[str, str]]]) -> dict[str, float]:
    """places：名字 → (HOME, 给命令的环境变量)。返回各处的 p50、p99，毫秒，键如 nation_turn_p50。

    Raises:
        Absent: 没有训练好的模型，或服务没有起来。
    """
    runs: dict[str, list[dict[str, Any]]] = {}
    for name in [*places] * ROUNDS:
        home, about = places[name]
        environment = settled(home, load_settings().home.absolute()) | dict(about)
        with serving(environment) as url:
            done = run(sys.executable, "-m", "bench.latency", "--url", url, "--json", environment=environment)
        runs.setdefault(name, []).append(json.loads(done.out))
    best = {name: min(some, key=lambda one: float(one["p50_ms"])) for name, some in runs.items()}
    return {f"{name}_turn_{key}": float(one[f"{key}_ms"]) for name, one in best.items() for key in ("p50", "p99")}
