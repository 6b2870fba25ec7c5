"""运行的命令：train 训练模型，serve 启动全部进程。"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

from api.cli.ends import FAILED, PART_MISSING, console, fail
from api.cli.processes import environment, free_ports, run_all
from api.seals import open_seal
from knowledge.connectors import load_connectors
from knowledge.connectors.reading import secrets_of
from knowledge.phrases import write_examples, write_words
from knowledge.settings import Settings, load_settings
from knowledge.storage.migrate import open_catalogue

ROOT: Final = Path(__file__).resolve().parents[2]
ENGINE_PYTHON: Final = ROOT / ".venv-bot" / "bin" / "python"
MODEL: Final = "banshi"
GIVEN: Final = ("bot/data/rules", "bot/data/stories", "bot/data/nlu/dialogue.yml")
"""交给 Rasa 读的数据。问法由理解组件自己读（bot/config.yml 的 lines_folder）；Rasa 看到有一些，才去训练理解。"""


def train() -> None:
    """训练模型：目录里的词、目录和诉求的问法写到 HOME/training，再由引擎运行时训练，模型放在 HOME/model。"""
    settings = load_settings()
    _need_engine()
    engine = open_catalogue(settings.catalogue_url)
    home = settings.home.absolute()
    words = write_words(engine, home / "training" / "words.txt")
    lines = write_examples(engine, home / "training" / "examples.jsonl")
    console.print(f"给语言理解 {words} 个词、{lines} 句带标注的话（目录和诉求的）。")
    _train(settings, home)


def serve() -> None:
    """启动引擎、动作服务和前门；某一个死了会报出名字并重启；Ctrl-C 全部停止。"""
    settings = load_settings()
    _need_engine()
    if not (settings.home / "model" / f"{MODEL}.tar.gz").exists():
        fail("还没有训练模型；请先运行 make setup 或 banshi train。", PART_MISSING)
    secrets_of(load_connectors(settings.connectors))
    told = open_seal(settings)[1]
    if told is not None:
        console.print(told, markup=False)
    busy = free_ports(settings)
    if busy:
        fail("；".join(busy) + "。请先停掉占着端口的程序，或用 BANSHI_PORT 等设置换一个。", PART_MISSING)
    run_all(settings, ROOT, ENGINE_PYTHON)


def _need_engine() -> None:
    if not ENGINE_PYTHON.exists():
        fail("引擎运行时（.venv-bot）还没有装；请先运行 make setup。", PART_MISSING)


def _train(settings: Settings, home: Path) -> None:
    out = home / "model"
    out.mkdir(parents=True, exist_ok=True)
    log = home / "log" / "train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [
        *(
            str(ENGINE_PYTHON),
            "-m",
            "rasa",
            "train",
            "--skip-validation",
            "--fixed-model-name",
            MODEL,
            "--out",
            str(out),
        ),
        *("--domain", "bot/domain", "--config", "bot/config.yml"),
        *("--data", *GIVEN, "--force"),
    ]
    with log.open("w", encoding="utf-8") as lines:
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **environment(settings)}, stdout=lines, stderr=lines
        )
    if done.returncode:
        fail(f"训练没有成功，详情在 {log}。", FAILED)
    console.print(f"模型在 {out / f'{MODEL}.tar.gz'}。")
