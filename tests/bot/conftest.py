"""引擎配置的测试共用的夹具：读 bot/ 里的 YAML，在引擎运行时里跑 rasa 的命令。"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BOT = ROOT / "bot"

Documents = dict[str, dict[str, Any]]
Rasa = Callable[..., "subprocess.CompletedProcess[str]"]


def read(folder: Path) -> Documents:
    """文件名（不带后缀）→ 内容。"""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))}


@pytest.fixture(scope="session")
def domain() -> Documents:
    return read(BOT / "domain")


@pytest.fixture(scope="session")
def rules() -> Documents:
    return read(BOT / "data" / "rules")


@pytest.fixture(scope="session")
def stories() -> Documents:
    return read(BOT / "data" / "stories")


@pytest.fixture(scope="session")
def conversations() -> Documents:
    return read(BOT / "tests")


@pytest.fixture(scope="session")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Rasa:
    """跑一条 rasa 命令；要写的都写在临时目录里。"""
    home = tmp_path_factory.mktemp("home")
    environment = {
        **os.environ,
        "BANSHI_HOME": str(home),
        "BANSHI_ACTIONS_URL": "http://127.0.0.1:5055",
        "BANSHI_TRACKER_DB": str(home / "tracker.db"),
        "RASA_CACHE_DIRECTORY": str(home / "cache"),
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "rasa", *map(str, words)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="session")
def model(rasa: Rasa, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """make setup 建好的模型；没有就在临时目录里训练一个（一两分钟，不带目录里的词）。"""
    built = Path(os.environ.get("BANSHI_HOME") or ROOT / "var") / "model" / "banshi.tar.gz"
    if built.exists():
        return built
    out = tmp_path_factory.mktemp("model")
    names = ("--fixed-model-name", "banshi", "--out", out)
    done = rasa("train", *names, "--domain", BOT / "domain", "--config", BOT / "config.yml", "--data", BOT / "data")
    assert done.returncode == 0, done.stderr[-3000:]
    return out / "banshi.tar.gz"
