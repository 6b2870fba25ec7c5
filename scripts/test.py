"""运行全部检查和测试：ruff、mypy、引擎运行时的测试，最后是服务运行时的测试（末行是 pytest 自己的结语）。"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SERVICE = ROOT / ".venv" / "bin"
ENGINE = ROOT / ".venv-bot" / "bin"
ENGINE_TESTS = ("tests/nlu", "tests/bot")
PARALLEL = ("-n", "2", "--dist", "loadgroup")


def run(title: str, *command: str | Path) -> None:
    """运行一步，失败就停在这一步。"""
    print(f"[办事] {title}……", flush=True)
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "RASA_TELEMETRY_ENABLED": "false"}
    code = subprocess.run([str(word) for word in command], cwd=ROOT, env=environment).returncode
    if code:
        sys.exit(code)


def main() -> None:
    run("检查写法（ruff）", SERVICE / "ruff", "check", ".")
    run("检查格式（ruff format）", SERVICE / "ruff", "format", "--check", "-q", ".")
    run("检查类型（mypy）", SERVICE / "mypy")
    run("引擎运行时的测试（Python 3.10）", ENGINE / "python", "-m", "pytest", "-q", *ENGINE_TESTS)
    others = [f"--ignore={path}" for path in ENGINE_TESTS]
    run("服务运行时的测试（两个进程）", SERVICE / "python", "-m", "pytest", "-q", *PARALLEL, *others)


if __name__ == "__main__":
    main()
