"""起一个临时的 PostgreSQL：数据放在自己的目录里，只听 Unix 套接字，用完停掉删净。测试与测量都用它。

程序取自 Debian 的 postgresql 包（`make debian` 会装）。PostgreSQL 不许 root 运行：是 root 时换成 postgres 用户。
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

import psycopg

from bench.common import Absent

_USER: Final = "banshi"
_SERVANT: Final = "postgres"
_PLACES: Final = Path("/usr/lib/postgresql")
_SECONDS: Final = 30.0


Run = Callable[[], "subprocess.Popen[bytes]"]


class Server:
    """一台正在运行的服务器。"""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder = folder
        self._numbers, self._run = count(1), run
        self._process = run()

    def crash(self) -> None:
        """像断电那样杀掉（kill −9）；数据还在，子进程发现主进程没了会自己退。"""
        self._process.kill()
        self._process.wait(timeout=_SECONDS)

    def restart(self) -> None:
        """再起来，等到能连上；子进程还没有退完的，起不来，再试。"""
        until = time.monotonic() + _SECONDS
        while True:
            try:
                self._process = self._run()
            except Absent:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return

    def new_database(self) -> str:
        """建一个空库，返回它的 SQLAlchemy 地址。"""
        name = f"banshi_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://{_USER}@/{name}?host={self.folder}"

    def execute(self, statement: str) -> None:
        """在管理用的库里执行一句。"""
        with psycopg.connect(_administration(self.folder), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def serving(settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """起一台服务器；退出时停掉，目录删净。`settings` 是服务器的参数，例如 {"shared_buffers": "256MB"}。

    Raises:
        Absent: 没有装 PostgreSQL，或起不来。
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="banshi-postgres-"))
    try:
        as_servant = _as_servant(folder)
        _prepare(programs, folder, as_servant)
        with ExitStack() as running:

            def run() -> subprocess.Popen[bytes]:
                process = running.enter_context(_running(programs, folder, as_servant, settings or {}))
                _wait(folder, process)
                return process

            yield Server(folder, run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """initdb 与 postgres 所在的目录；装了几版取最新的。"""
    found = sorted(_PLACES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise Absent("没有装 PostgreSQL；请用 make debian 装好（apt-get install postgresql），或跳过它。")
    return (found[-1] if found else Path(str(on_path)).resolve()).parent


def _as_servant(folder: Path) -> dict[str, Any]:
    """不是 root 就照现在的用户；是 root 就换成 postgres 用户，目录归它。"""
    if os.geteuid() != 0:
        return {}
    try:
        pwd.getpwnam(_SERVANT)
    except KeyError:
        raise Absent(f"现在是 root，而系统里没有 {_SERVANT} 用户；PostgreSQL 不许 root 运行，请换一个用户。") from None
    shutil.chown(folder, _SERVANT)
    return {"user": _SERVANT, "group": _SERVANT, "extra_groups": []}


def _prepare(programs: Path, folder: Path, as_servant: dict[str, Any]) -> None:
    words = ["-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N", "-D", str(folder / "data")]
    done = subprocess.run([programs / "initdb", *words], cwd=folder, capture_output=True, text=True, **as_servant)
    if done.returncode:
        raise Absent(f"PostgreSQL 的 initdb 没有成功：{done.stderr.strip()}")


@contextmanager
def _running(
    programs: Path, folder: Path, as_servant: dict[str, Any], settings: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    given = {"listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off", **settings}
    words: Sequence[str] = [word for name, value in given.items() for word in ("-c", f"{name}={value}")]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), *words]
    with (folder / "log").open("wb") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **as_servant)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(timeout=_SECONDS)


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _SECONDS
    while True:
        try:
            psycopg.connect(_administration(folder)).close()
        except psycopg.OperationalError as fault:
            if process.poll() is not None or time.monotonic() > until:
                raise Absent(f"PostgreSQL 没有起来：{(folder / 'log').read_text(errors='replace')[-500:]}") from fault
            time.sleep(0.05)
        else:
            return


def _administration(folder: Path) -> str:
    return f"host={folder} user={_USER} dbname=postgres"
