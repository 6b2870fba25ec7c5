"""make bench：依次跑整轮吞吐、快慢和对比表；在自己的目录里起服务，跑完停掉。不碰 var/ 里的目录和对话。

先量整轮吞吐（引擎与现成的 Rasa 轮流，见 bench.turns）；再起整套服务，在起步目录上量快慢；
有 ../shared/data/guangdong-2021.jsonl（题目是按它标的）就当场换成它，再量一遍快慢和对比表。
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

from bench.common import ROOT, Absent, told
from bench.engines import free_port
from knowledge.settings import load_settings

GUANGDONG: Final = ROOT.parent / "shared" / "data" / "guangdong-2021.jsonl"
MAPPING: Final = ROOT / "knowledge" / "mappings" / "guangdong-2021.yaml"
BANSHI: Final = Path(sys.executable).with_name("banshi")
SECONDS: Final = 150.0


def prepare(var: Path) -> dict[str, str]:
    """建好测量用的 HOME：链接模型，导入起步目录；返回环境变量。"""
    environment = settled(var / "bench" / "home", var)
    replace(environment, "knowledge/starter")
    return environment


def settled(home: Path, var: Path) -> dict[str, str]:
    """给 HOME 链接上训练好的模型（在 `var` 里），挑好空闲的端口；返回环境变量。

    Raises:
        Absent: 还没有训练模型。
    """
    model = trained(var)
    (home / "model").mkdir(parents=True, exist_ok=True)
    for link, target in ((home / "model" / model.name, model), (home / "bench", var / "bench")):
        link.unlink(missing_ok=True)
        link.symlink_to(target)
    ports = [free_port() for _ in range(3)]
    return {
        **os.environ,
        "BANSHI_HOME": str(home),
        "BANSHI_PORT": str(ports[0]),
        "BANSHI_RASA_URL": f"http://127.0.0.1:{ports[1]}",
        "BANSHI_ACTIONS_URL": f"http://127.0.0.1:{ports[2]}",
        "BANSHI_RATE_LIMIT": "0",
    }


def trained(var: Path) -> Path:
    """训练好的模型。

    Raises:
        Absent: 还没有训练。
    """
    model = var / "model" / "banshi.tar.gz"
    if not model.exists():
        raise Absent("还没有训练模型，请先运行 make setup。")
    return model


def replace(environment: dict[str, str], *delivery: str) -> None:
    """把测量用的目录换成这一份；服务在运行也行，当场换代。"""
    subprocess.run([BANSHI, "import", *delivery, "--replace"], cwd=ROOT, env=environment, check=True)


def measure(environment: dict[str, str], module: str) -> None:
    """跑一个测量脚本。"""
    subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=environment, check=True)


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """起整套服务，就绪了给出网址；用完停掉。

    Raises:
        Absent: 没有起来。
    """
    url = f"http://127.0.0.1:{environment['BANSHI_PORT']}"
    server = subprocess.Popen([BANSHI, "serve"], cwd=ROOT, env=environment)
    try:
        wait(url, server)
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)


def wait(url: str, server: subprocess.Popen[bytes]) -> None:
    """等到服务就绪；等不到就说。"""
    for _ in range(int(SECONDS * 2)):
        if server.poll() is not None:
            raise Absent("测量用的服务没有起来，请看上面的话。")
        try:
            if httpx.get(f"{url}/readyz", timeout=2.0, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise Absent(f"等了 {SECONDS:.0f} 秒，测量用的服务还没有就绪。")


def main() -> None:
    environment = prepare(load_settings().home.absolute())
    measure(environment, "bench.turns")
    with serving(environment):
        measure(environment, "bench.latency")
        if GUANGDONG.exists():
            replace(environment, str(GUANGDONG), "--mapping", str(MAPPING))
            measure(environment, "bench.latency")
        measure(environment, "bench.report")


if __name__ == "__main__":
    told(main)
