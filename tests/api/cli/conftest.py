"""命令行的测试台：在本进程里运行一个命令，收下退出码和两路输出。"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import run
from knowledge.settings import Settings

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Ended:
    """一个命令怎样结束。"""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """标准输出是一个 JSON，只有一个。"""
        return json.loads(self.out)


Banshi = Callable[..., Ended]


@pytest.fixture
def banshi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """`banshi("search", "身份证")`。数据目录是空的，除非另给 `home`；没有服务在运行。"""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BANSHI_{name.upper()}", raising=False)
    monkeypatch.chdir(ROOT)

    def command(*words: str, home: Path = tmp_path / "home", **settings: str) -> Ended:
        home.mkdir(exist_ok=True)
        for name, value in {"home": str(home), "port": "1", **settings}.items():
            monkeypatch.setenv(f"BANSHI_{name.upper()}", value)
        monkeypatch.setattr(sys, "argv", ["banshi", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run()
        code = ended.value.code
        return Ended(code if isinstance(code, int) else int(code is not None), *capsys.readouterr())

    return command


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """导入了起步目录的数据目录；只读着用。"""
    home = tmp_path_factory.mktemp("starter")
    command = [Path(sys.executable).with_name("banshi"), "import", "knowledge/starter", "--replace"]
    done = subprocess.run(command, cwd=ROOT, env={"BANSHI_HOME": str(home)}, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def item() -> dict[str, Any]:
    """一个最小的好事项。"""
    return {
        "code": "BS00000000000000001BSP099000901",
        "entry_code": "BSP099000901",
        "name": "古树名木认养登记",
        "sides": ["个人"],
        "categories": ["个人/环保绿化"],
        "region": "000000",
        "fees": [],
        "source": {"name": "测试用的来源", "url": "https://example.com/trees", "checked_on": "2026-11-01"},
    }
