"""训练现成流水线，放在 HOME/bench/stock-rasa/<内容摘要>/；数据和配置没有变就用上次的。"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.common import ROOT, Absent
from bench.peers_rasa.convert import config_yaml, grouped, nlu_yaml
from knowledge.settings import load_settings
from nlu.examples import read_examples

DATA: Final = ROOT / "bot" / "data" / "nlu"
ENGINE_PYTHON: Final = "BENCH_ENGINE_PYTHON"
EPOCHS: Final = 10
QUIET: Final = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


@dataclass(frozen=True, slots=True)
class Stock:
    """训练好的模型。`lines` 是训练的行数，`reused` 是没有重新训练。"""

    model: Path
    lines: int
    intents: int
    epochs: int
    reused: bool


def engine_python() -> Path:
    """引擎运行时的 Python：环境变量 BENCH_ENGINE_PYTHON，默认 .venv-bot/bin/python；没有则抛 Absent。"""
    path = Path(os.environ.get(ENGINE_PYTHON) or ROOT / ".venv-bot" / "bin" / "python")
    if not path.exists():
        raise Absent(f"没有引擎运行时 {path}，请先 make setup，或设 {ENGINE_PYTHON}。")
    return path


def stock_model(python: Path, epochs: int = EPOCHS) -> Stock:
    """训练好的现成流水线；训练不成抛 Absent，说明日志在哪。"""
    groups = grouped(read_examples(sorted(DATA.glob("*.yml"))))
    files = {"nlu.yml": nlu_yaml(groups), "config.yml": config_yaml(epochs)}
    model, reused = trained(python, files, ["train", "nlu", "--nlu", "nlu.yml"])
    return Stock(model, sum(map(len, groups.values())), len(groups), epochs, reused)


def trained(python: Path, files: Mapping[str, str], words: Sequence[str]) -> tuple[Path, bool]:
    """（用这些文件训练好的模型，是不是上次训练的）；`words` 是 rasa 的命令。"""
    model = home() / content_hash(files) / "stock.tar.gz"
    reused = model.exists()
    if not reused:
        _train(python, model, files, words)
    return model, reused


def home() -> Path:
    """放模型的总目录。"""
    return load_settings().home.absolute() / "bench" / "stock-rasa"


def content_hash(files: Mapping[str, str]) -> str:
    """训练数据与配置的内容摘要，16 个十六进制字符。"""
    whole = "\0".join(f"{name}\0{text}" for name, text in sorted(files.items()))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _train(python: Path, model: Path, files: Mapping[str, str], words: Sequence[str]) -> None:
    folder, log = model.parent, model.with_name("train.log")
    print(f"正在训练现成的 Rasa 流水线，要几分钟到几十分钟，进度见 {log}", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    about = ["--config", "config.yml", "--out", ".", "--fixed-model-name", "fresh"]
    with log.open("w", encoding="utf-8") as out:
        environment = os.environ | QUIET
        whole: list[str | Path] = [python, "-m", "rasa", *words, *about]
        done = subprocess.run(whole, cwd=folder, env=environment, stdout=out, stderr=out, check=False)
    fresh = folder / "fresh.tar.gz"
    if done.returncode or not fresh.exists():
        raise Absent(f"现成的 Rasa 流水线没有训练成（退出码 {done.returncode}），请看 {log}。")
    fresh.rename(model)  # 写完才改名：半途停下的不会被当作训练好的
