"""用 `banshi serve` 起一套真的服务：引擎、动作服务、前门，各在空闲端口上，数据在自己的目录里。"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "var" / "model" / "banshi.tar.gz"
BANSHI = Path(sys.executable).with_name("banshi")
READY_SECONDS = 120.0
AGENT_TOKEN = "stack-agent-0123456789"
"""座席小王的令牌；这套服务什么时候都有人值班。"""
NAMES = {"rasa": "引擎（Rasa）", "actions": "动作服务", "api": "前门（API 与网页）"}


def wait_until(holds: Callable[[], bool], seconds: float, every: float = 0.1) -> bool:
    """等到成立，或到时；返回成立了没有。"""
    deadline = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(every)
    return held


def free_ports(count: int) -> list[int]:
    """几个现在空着的端口，各不相同。"""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def is_alive(group: int) -> bool:
    """这个进程组里还有没有进程。"""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


class Service:
    """一套服务。`home` 是它的数据目录；`printed` 里是 `banshi serve` 印给人看的话。"""

    def __init__(self, home: Path) -> None:
        api, actions, rasa = free_ports(3)
        self.home, self.url = home, f"http://127.0.0.1:{api}"
        self.printed = home.with_name(f"{home.name}-serve.txt")
        own = {
            "BANSHI_HOME": str(home),
            "BANSHI_PORT": str(api),
            "BANSHI_ACTIONS_URL": f"http://127.0.0.1:{actions}",
            "BANSHI_RASA_URL": f"http://127.0.0.1:{rasa}",
            "BANSHI_RATE_LIMIT": "0",
            "BANSHI_AGENT_TOKENS": f"小王:{AGENT_TOKEN}",
            "BANSHI_AGENT_HOURS": "1-7 00:00-00:00",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("BANSHI_")} | own
        self._serve: subprocess.Popen[bytes] | None = None

    def command(self, *words: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """用同样的设置运行一个 banshi 命令。"""
        environment = self.environment | changes
        return subprocess.run(
            [BANSHI, *words], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120
        )

    def furnish(self) -> None:
        """导入起步目录，连上训练好的模型。"""
        if not MODEL.exists():
            pytest.fail(f"没有训练好的模型 {MODEL.relative_to(ROOT)}；先运行 make setup。")
        (self.home / "model").mkdir(parents=True)
        (self.home / "model" / MODEL.name).symlink_to(MODEL)
        done = self.command("import", "knowledge/starter", "--replace")
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """启动，不等就绪。"""
        with self.printed.open("wb") as out:
            self._serve = subprocess.Popen(
                [BANSHI, "serve"], cwd=ROOT, env=self.environment, stdout=out, stderr=out, start_new_session=True
            )

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        """等到 /readyz 答 200；到时还没有，或者 serve 自己先结束了，就带着日志的末尾失败。"""
        wait_until(lambda: self.health()[0] == 200 or self._has_ended(), seconds, every=0.3)
        status, parts = self.health()
        if status != 200:
            pytest.fail(f"{seconds:.0f} 秒内没有就绪：{parts}\n{self.tails()}", pytrace=False)

    def _has_ended(self) -> bool:
        return self._serve is None or self._serve.poll() is not None

    def health(self) -> tuple[int, dict[str, Any]]:
        """/readyz 的状态码和各部件；连不上是 0。"""
        try:
            answer = httpx.get(f"{self.url}/readyz", timeout=3.0, trust_env=False)
        except httpx.HTTPError:
            return 0, {}
        return answer.status_code, answer.json().get("parts", {})

    def said(self) -> str:
        """到现在为止印给人看的话。"""
        return self.printed.read_text(encoding="utf-8")

    def pids(self, part: str) -> list[int]:
        """这个部件先后用过的进程号，最后一个是现在的。"""
        return [int(number) for number in re.findall(rf"启动了?{re.escape(NAMES[part])}，进程 (\d+)", self.said())]

    def kill(self, part: str) -> None:
        """像断电那样杀掉一个部件。"""
        os.kill(self.pids(part)[-1], signal.SIGKILL)

    def stop(self, seconds: float = 30.0) -> int:
        """像在终端按 Ctrl-C 那样停止，返回退出码；不肯停的最后强杀，退出码是 -9。"""
        assert self._serve is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._serve.pid, signal.SIGINT)
        try:
            return self._serve.wait(seconds)
        except subprocess.TimeoutExpired:
            self._serve.kill()
            return self._serve.wait()

    def groups(self) -> set[int]:
        """这套服务用过的全部进程组：serve 自己、进程管理器、每个部件。"""
        assert self._serve is not None
        manager = self.home / "supervisord.pid"
        known = {int(manager.read_text())} if manager.exists() else set()
        return {self._serve.pid} | known | {pid for part in NAMES for pid in self.pids(part)}

    def tails(self, lines: int = 15) -> str:
        """各份日志的末尾，失败时给人看。"""
        files = [self.printed, *sorted((self.home / "log").glob("*.log"))]
        return "\n".join(
            f"--- {file.name}\n" + "\n".join(file.read_text("utf-8", "replace").splitlines()[-lines:])
            for file in files
            if file.exists()
        )
