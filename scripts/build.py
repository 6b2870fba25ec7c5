"""建好运行所需的一切：工具、两个运行时、目录、模型。只用标准库；新鲜与否按内容判断，不看日期。

用法：python3 scripts/build.py setup|dev|lock|python|clean
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("BANSHI_HOME") or ROOT / "var").absolute()
TOOLS = ROOT / ".venv-tools"
SERVICE = ROOT / ".venv"
ENGINE = ROOT / ".venv-bot"
REQUIREMENTS = ROOT / "requirements"
ENGINE_PYTHONS = ("3.10",)
SERVICE_PYTHONS = ("3.11", "3.12", "3.13")


def say(text: str) -> None:
    print(f"[办事] {text}", flush=True)


def stop(text: str) -> None:
    sys.exit(f"[办事] {text}")


def run(*command: object, **options: object) -> None:
    """运行一个命令，失败就停，并说是哪一个。"""
    words = [str(word) for word in command]
    if subprocess.run(words, cwd=ROOT, **options).returncode:  # type: ignore[call-overload]
        stop("命令没有成功：" + " ".join(words))


def digest(*paths: Path) -> str:
    """这些文件和目录的内容摘要；与日期无关。"""
    total = hashlib.sha256()
    for path in sorted(file for top in paths for file in (top.rglob("*") if top.is_dir() else [top])):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
            total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def find_uv() -> str:
    """找 uv；没有就装进自己的小工具环境。"""
    own = TOOLS / "bin" / "uv"
    found = shutil.which("uv")
    if found or own.exists():
        return found or str(own)
    say("安装 uv（只在本目录的 .venv-tools）……")
    shutil.rmtree(TOOLS, ignore_errors=True)
    run(sys.executable, "-m", "venv", TOOLS)
    run(TOOLS / "bin" / "pip", "install", "-q", "--require-hashes", "-r", REQUIREMENTS / "tools.txt")
    return str(own)


def works(python: str | Path, version: str) -> bool:
    """这个解释器能运行，并且正是这个版本。"""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([str(python), "-c", code], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and answer.stdout.strip() == version


def find_python(versions: tuple[str, ...], uv: str) -> str:
    """找一个这些版本之一的 Python：命令、pyenv、uv 已有的；都没有就让 uv 取来；还不行就说该装什么。"""
    for version in versions:
        pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
        candidates = [sys.executable, shutil.which(f"python{version}"), *sorted(pyenv.glob(f"{version}.*/bin/python"))]
        for python in candidates:
            if python and works(python, version):
                return str(python)
        answer = subprocess.run(
            [uv, "python", "find", "--no-python-downloads", version], capture_output=True, text=True
        )
        if answer.returncode == 0 and works(answer.stdout.strip(), version):
            return answer.stdout.strip()
    say(f"这台机器上没有 Python {versions[0]}，让 uv 取一个……")
    if subprocess.run([uv, "python", "install", versions[0]]).returncode == 0:
        answer = subprocess.run([uv, "python", "find", versions[0]], capture_output=True, text=True)
        if answer.returncode == 0:
            return answer.stdout.strip()
    wanted = " 或 ".join(versions)
    stop(f"需要 Python {wanted}，没有找到，也取不来。请安装一个（例如 pyenv install {versions[0]}）再试。")
    raise AssertionError


def environment(home: Path, requirements: str, versions: tuple[str, ...], uv: str, what: str) -> None:
    """建一个运行时，或往里添一层；锁文件和项目说明没变就不动。"""
    wanted = digest(REQUIREMENTS / requirements) + project_digest()
    stamp = home / ".banshi-stamp.json"
    held = json.loads(stamp.read_text(encoding="utf-8")) if stamp.exists() else {}
    if held.get(requirements) == wanted:
        return
    started = time.monotonic()
    python = home / "bin" / "python"
    if not python.exists():
        base = find_python(versions, uv)
        say(f"安装{what}（{base}）……")
        run(uv, "venv", "-q", "--python", base, home)
    else:
        say(f"更新{what}……")
    # 编译好：不然各进程每次启动都把用到的库重新编译一遍，Rasa 要多十秒
    install = [uv, "pip", "install", "-q", "--python", python, "--compile-bytecode"]
    run(*install, "--require-hashes", "-r", REQUIREMENTS / requirements)
    if home == SERVICE:
        run(*install, "--no-deps", "-e", ".")
    stamp.write_text(json.dumps({**held, requirements: wanted}), encoding="utf-8")
    say(f"{what}好了，用了 {time.monotonic() - started:.0f} 秒。")


def project_digest() -> str:
    """pyproject.toml 里与安装有关的部分（工具的配置之前）的摘要。"""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("\n[tool.", 1)[0]
    return hashlib.sha256(text.encode()).hexdigest()


def banshi(*words: str) -> None:
    """运行自己的命令行。"""
    run(SERVICE / "bin" / "banshi", *words)


def marks() -> dict[str, str]:
    file = VAR / "build.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def mark(**values: str) -> None:
    VAR.mkdir(parents=True, exist_ok=True)
    (VAR / "build.json").write_text(json.dumps({**marks(), **values}, indent=1), encoding="utf-8")


def catalogue() -> None:
    """起步目录有变才导入；来客自己导入过目录的，不动他的。索引的写法变了就重建索引。"""
    starter = digest(ROOT / "knowledge" / "starter", ROOT / "knowledge" / "model.py")
    index = digest(ROOT / "knowledge" / "text", ROOT / "knowledge" / "search" / "index.py")
    held = marks()
    generation = _generation()
    own = bool(generation) and generation != held.get("generation")
    if own:
        if held.get("index") != index:
            say("重建检索索引……")
            banshi("reindex")
            mark(index=index)
        return
    if not generation or held.get("starter") != starter or held.get("index") != index:
        say("导入起步目录……")
        banshi("import", "knowledge/starter", "--replace")
        if generation and held.get("index") != index:
            banshi("reindex")
        mark(starter=starter, index=index, generation=_generation())


def _generation() -> str:
    answer = subprocess.run([SERVICE / "bin" / "banshi", "generation"], cwd=ROOT, capture_output=True, text=True)
    if answer.returncode:
        stop("打不开目录：" + (answer.stderr or answer.stdout).strip())
    return answer.stdout.strip()


def model() -> None:
    """语言理解或训练数据有变才训练。"""
    bot = ["bot/config.yml", "bot/domain", "bot/data"]
    parts = ["nlu", *bot, "knowledge/text", "knowledge/taxonomy", "knowledge/starter", "knowledge/needs"]
    wanted = digest(*(ROOT / part for part in parts), REQUIREMENTS / "bot.txt")
    if marks().get("model") == wanted and (VAR / "model" / "banshi.tar.gz").exists():
        return
    say("训练模型（一两分钟）……")
    started = time.monotonic()
    banshi("train")
    mark(model=wanted)
    say(f"模型好了，用了 {time.monotonic() - started:.0f} 秒。")


def setup() -> None:
    uv = find_uv()
    environment(SERVICE, "service.txt", SERVICE_PYTHONS, uv, "服务运行时")
    environment(ENGINE, "bot.txt", ENGINE_PYTHONS, uv, "引擎运行时")
    catalogue()
    model()


def dev() -> None:
    setup()
    environment(SERVICE, "dev.txt", SERVICE_PYTHONS, find_uv(), "开发工具")


def lock() -> None:
    """重新解出锁文件；只写名称、版本和摘要，不写下载地址。"""
    compile_ = [find_uv(), "pip", "compile", "-q", "--universal", "--generate-hashes", "--no-header"]
    run(*compile_, "--python-version", "3.9", "requirements/tools.in", "-o", "requirements/tools.txt")
    run(
        *compile_,
        "--python-version",
        "3.10",
        "--extra",
        "bot",
        "--group",
        "bot-dev",
        "pyproject.toml",
        "-o",
        "requirements/bot.txt",
    )
    service = [*compile_, "--python-version", "3.11", "--extra", "service"]
    run(*service, "pyproject.toml", "-o", "requirements/service.txt")
    run(*service, "--group", "dev", "pyproject.toml", "-c", "requirements/service.txt", "-o", "requirements/dev.txt")


def clean() -> None:
    """删去建出来的一切，包括 var/ 里的目录和对话记录。"""
    for path in (SERVICE, ENGINE, TOOLS, VAR, ROOT / "banshi.egg-info"):
        shutil.rmtree(path, ignore_errors=True)


if __name__ == "__main__":
    steps = {"setup": setup, "dev": dev, "lock": lock, "clean": clean}
    if len(sys.argv) != 2 or sys.argv[1] not in steps:
        stop(f"用法：python3 scripts/build.py {'|'.join(steps)}")
    steps[sys.argv[1]]()
