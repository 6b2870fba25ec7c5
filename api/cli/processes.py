"""各进程由 supervisord 照看：各写各的日志，死了报名重启，停时一个不留。"""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx

from api.cli.ends import PART_MISSING, console, fail
from knowledge.settings import Settings

NAMES: Final = {"rasa": "引擎（Rasa）", "actions": "动作服务", "api": "前门（API 与网页）"}
READY_SECONDS: Final = 120.0

_SPAWNED: Final = re.compile(r"INFO spawned: '(\w+)' with pid (\d+)")
_EXITED: Final = re.compile(r"(?:WARN|INFO) exited: (\w+) \((.+?)\)")
_REASONS: Final = ((re.compile(r"exit status (\d+)"), "退出码"), (re.compile(r"terminated by (\w+)"), "收到信号"))
_GAVE_UP: Final = re.compile(r"INFO gave up: (\w+)")


def environment(settings: Settings) -> dict[str, str]:
    """各进程共用的环境变量。"""
    home = settings.home.absolute()
    connectors = settings.connectors.absolute() if settings.connectors else ""
    return {
        "BANSHI_HOME": str(home),
        "BANSHI_CONNECTORS": str(connectors),
        "BANSHI_RASA_URL": settings.rasa_url,
        "BANSHI_ACTIONS_URL": settings.actions_url,
        "BANSHI_TRACKER_DB": str(home / "tracker.db"),
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "LOG_LEVEL": "WARNING",
        "SANIC_WORKERS": "1",
        "SANIC_GRACEFUL_SHUTDOWN_TIMEOUT": "1",
        "MALLOC_ARENA_MAX": "2",
    }


def free_ports(settings: Settings) -> list[str]:
    """不能用的地址和端口，一个一句；都能用就是空表。"""
    wanted = {"api": (settings.host, settings.port)}
    for name, url in (("rasa", settings.rasa_url), ("actions", settings.actions_url)):
        parts = urlsplit(url)
        wanted[name] = (parts.hostname or "127.0.0.1", parts.port or 80)
    faults = ((name, host, port, _fault_of_binding(host, port)) for name, (host, port) in wanted.items())
    return [_unusable(name, host, port, fault) for name, host, port, fault in faults if fault is not None]


def run_all(settings: Settings, root: Path, engine_python: Path) -> None:
    """启动全部，等到都能应答，印出地址，一直照看到收到停止信号。"""
    home = settings.home.absolute()
    (home / "log").mkdir(parents=True, exist_ok=True)
    config = home / "supervisord.conf"
    config.write_text(_config(settings, home, root, engine_python), encoding="utf-8")
    command = [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(config)]
    runner = subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, **environment(settings)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: _stop(runner))
    threading.Thread(target=_follow_parent, args=(runner, os.getppid()), daemon=True).start()
    threading.Thread(target=_announce, args=(settings, runner), daemon=True).start()
    _watch(runner, home)
    console.print("全部进程都已停止。")
    if not _stopping.is_set():
        fail(f"进程管理器自己停了，详情在 {home / 'log'}。", PART_MISSING)


_stopping = threading.Event()


def _stop(runner: subprocess.Popen[str]) -> None:
    if not _stopping.is_set():
        _stopping.set()
        console.print("正在停止……")
        runner.send_signal(signal.SIGTERM)


def _follow_parent(runner: subprocess.Popen[str], parent: int) -> None:
    """父进程没了（终端被关、make 被杀）也要停，一个不留。"""
    while runner.poll() is None:
        if os.getppid() != parent:
            _stop(runner)
            return
        time.sleep(1)


def _announce(settings: Settings, runner: subprocess.Popen[str]) -> None:
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    url = f"http://{host}:{settings.port}"
    started = time.monotonic()
    while runner.poll() is None and not _stopping.is_set():
        if _is_ready(url):
            console.print(f"用了 {time.monotonic() - started:.0f} 秒，都好了。请打开 {url}/ （Ctrl-C 停止）")
            return
        if time.monotonic() - started > READY_SECONDS:
            console.print(f"过了 {READY_SECONDS:.0f} 秒还没有全部就绪，各进程的日志在 {settings.home / 'log'}。")
            return
        time.sleep(0.3)


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=2.0, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _watch(runner: subprocess.Popen[str], home: Path) -> None:
    """把进程管理器的话翻成人看的；一直读到它退出。"""
    for text in _sentences(runner, home):
        console.print(text, markup=False)
    runner.wait()


def _sentences(runner: subprocess.Popen[str], home: Path) -> Iterator[str]:
    seen: set[str] = set()
    for line in runner.stdout or ():
        if match := _SPAWNED.search(line):
            verb = "重新启动了" if match[1] in seen else "启动"
            seen.add(match[1])
            yield f"{verb}{NAMES[match[1]]}，进程 {match[2]}，日志 {home / 'log' / match[1]}.log"
        elif (match := _EXITED.search(line)) and not _stopping.is_set():
            yield f"{NAMES[match[1]]}停了（{_reason(match[2])}），马上重启……"
        elif match := _GAVE_UP.search(line):
            yield f"{NAMES[match[1]]}连续几次都没能启动，不再重试；请看 {home / 'log' / match[1]}.log。"


def _reason(told: str) -> str:
    """进程管理器说的原因，译成中文；没见过的说法照原样。"""
    for pattern, words in _REASONS:
        if match := pattern.search(told):
            return f"{words} {match[1]}"
    return told


def commands(settings: Settings, engine_python: Path) -> dict[str, str]:
    """进程的名字 → 启动它的命令，按启动的先后。"""
    home, rasa = settings.home.absolute(), urlsplit(settings.rasa_url)
    return {
        "actions": f"{sys.executable} -m actions.server",
        "rasa": (
            f"{engine_python} -m rasa run --interface 127.0.0.1 --port {rasa.port}"
            f" --model {home / 'model' / 'banshi.tar.gz'}"
            " --endpoints bot/endpoints.yml --credentials bot/credentials.yml --enable-api"
        ),
        "api": (
            f"{sys.executable} -m uvicorn --factory api.main:build --host {settings.host} --port {settings.port}"
            " --no-proxy-headers --no-access-log --no-server-header --log-level warning"
        ),
    }


def _config(settings: Settings, home: Path, root: Path, engine_python: Path) -> str:
    head = (
        f"[supervisord]\nnodaemon=true\npidfile={home / 'supervisord.pid'}\n"
        f"logfile={home / 'log' / 'supervisord.log'}\nlogfile_maxbytes=5MB\n"
        f"directory={root}\nloglevel=info\n"
    )
    wanted = commands(settings, engine_python)
    # 同在一组的一起停；各自一组的要一个等一个
    group = f"\n[group:banshi]\nprograms={','.join(wanted)}\n"
    return head + "".join(_program(name, command, home) for name, command in wanted.items()) + group


def _program(name: str, command: str, home: Path) -> str:
    return (
        f"\n[program:{name}]\ncommand={command}\nautorestart=true\nstartsecs=3\nstartretries=5\n"
        f"stopasgroup=true\nkillasgroup=true\nstopwaitsecs=8\nstopsignal=TERM\n"
        f"redirect_stderr=true\nstdout_logfile={home / 'log' / f'{name}.log'}\n"
        f"stdout_logfile_maxbytes=10MB\nstdout_logfile_backups=3\n"
    )


def _fault_of_binding(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            return fault
    return None


def _unusable(name: str, host: str, port: int, fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return f"{NAMES[name]}要用的端口 {port} 已被占用"
    if fault.errno == errno.EACCES:
        return f"{NAMES[name]}没有权限用端口 {port}"
    return f"{NAMES[name]}要用的地址 {host} 不是这台机器的"
