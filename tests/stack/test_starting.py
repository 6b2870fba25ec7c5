"""启动与停止：缺东西、占着端口，先说再走；停了以后一个进程也不留。Ctrl-C 见 fixtures：全部测完就是这样停的。"""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest

from tests.stack.service import MODEL, NAMES, Service, is_alive, wait_until


@pytest.fixture
def own(tmp_path: Path) -> Service:
    """还没启动的一套，目录是空的，模型是连好的。"""
    service = Service(tmp_path / "home")
    (service.home / "model").mkdir(parents=True)
    (service.home / "model" / MODEL.name).symlink_to(MODEL)
    return service


@pytest.mark.parametrize("part", ["BANSHI_PORT", "BANSHI_RASA_URL", "BANSHI_ACTIONS_URL"])
def test_port_in_use_is_said_before_anything_starts(own: Service, part: str) -> None:
    port = int(own.environment[part].rsplit(":", 1)[-1])
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = own.command("serve")
    assert done.returncode == 4
    assert f"端口 {port} 已被占用" in done.stderr
    assert "启动" not in done.stdout
    assert not (own.home / "log").exists()


def test_address_that_is_not_ours_is_not_called_taken(own: Service) -> None:
    done = own.command("serve", BANSHI_HOST="192.0.2.1")
    assert done.returncode == 4
    assert "192.0.2.1" in done.stderr
    assert "占用" not in done.stderr.split("。")[0]


def test_missing_model_is_said_before_anything_starts(own: Service) -> None:
    (own.home / "model" / MODEL.name).unlink()
    done = own.command("serve")
    assert done.returncode == 4
    assert "make setup" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_stopping_while_starting_leaves_no_process(own: Service, sign: signal.Signals) -> None:
    own.start()
    assert wait_until(lambda: all(own.pids(part) for part in NAMES), 30.0), own.said()
    groups = own.groups()
    assert len(groups) == 5
    os.killpg(min(groups), sign)
    assert own.stop() == 0, own.said()
    assert "全部进程都已停止" in own.said()
    assert wait_until(lambda: not any(is_alive(group) for group in groups), 5.0)
