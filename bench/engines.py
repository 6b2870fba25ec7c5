"""起一对进程（一个引擎、一个动作服务）供测量：办事的，或现成 Rasa 的。端口自己找，停时一个不留。"""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from api.cli.processes import commands, environment
from bench.common import ROOT, Absent
from knowledge.settings import Settings

SECONDS: Final = 150.0
_TICK_MS: Final = 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Running:
    """正在运行的一对。`url` 是引擎的根地址；`pids` 是进程的名字 → 编号。"""

    name: str
    url: str
    pids: Mapping[str, int]

    def cpu_ms(self) -> dict[str, float]:
        """各进程到现在用了多少毫秒 CPU（/proc；没有 /proc 的系统上为空）。"""
        return {part: spent for part, pid in self.pids.items() if (spent := _spent(pid)) is not None}


def free_port() -> int:
    """一个现在空着的端口。"""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def ours(settings: Settings, python: Path, folder: Path) -> Iterator[Running]:
    """办事的引擎和动作服务；与 `banshi serve` 的命令相同，对话存在 folder 里。"""
    rasa, actions = free_port(), free_port()
    urls = {"rasa_url": f"http://127.0.0.1:{rasa}", "actions_url": f"http://127.0.0.1:{actions}"}
    about = settings.model_copy(update=urls)
    own = environment(about) | {"BANSHI_TRACKER_DB": str(folder / "tracker.db")}
    words = {name: shlex.split(command) for name, command in commands(about, python).items() if name != "api"}
    with _started("办事", about.rasa_url, words, own, folder) as running:
        yield running


@contextmanager
def stock(settings: Settings, python: Path, model: Path, folder: Path) -> Iterator[Running]:
    """现成的 Rasa 和只有一个动作的动作服务；对话存在内存里，是 Rasa 的默认。"""
    rasa, actions = free_port(), free_port()
    (folder / "endpoints.yml").write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n")
    (folder / "credentials.yml").write_text("rest:\n")
    about = ["--endpoints", str(folder / "endpoints.yml"), "--credentials", str(folder / "credentials.yml")]
    words = {
        "actions": [sys.executable, "-m", "bench.peers_rasa.action", str(actions)],
        "rasa": [str(python), "-m", "rasa", "run", "--port", str(rasa), "--model", str(model), "--enable-api", *about],
    }
    with _started("现成的 Rasa", f"http://127.0.0.1:{rasa}", words, environment(settings), folder) as running:
        yield running


@contextmanager
def _started(
    name: str, url: str, words: Mapping[str, list[str]], own: Mapping[str, str], folder: Path
) -> Iterator[Running]:
    with ExitStack() as stack:
        started = {}
        for part, command in words.items():
            log = stack.enter_context((folder / f"{part}.log").open("wb"))
            process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stdout=log, stderr=log)
            stack.callback(_stop, process)
            started[part] = process
        _wait(name, url, started, folder)
        yield Running(name, url, {part: process.pid for part, process in started.items()})


def _wait(name: str, url: str, started: Mapping[str, subprocess.Popen[bytes]], folder: Path) -> None:
    """等到引擎装好模型，答得了话。"""
    for _ in range(int(SECONDS * 2)):
        dead = [part for part, process in started.items() if process.poll() is not None]
        if dead:
            raise Absent(f"{name}没有起来：{dead[0]} 停了，最后的话：{_tail(folder / f'{dead[0]}.log')}")
        try:
            if httpx.get(f"{url}/status", timeout=2.0, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise Absent(f"等了 {SECONDS:.0f} 秒，{name}还没有就绪。")


def _tail(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-300:]


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _spent(pid: int) -> float | None:
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return None
    fields = stat.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * _TICK_MS
