"""各个脚本共用的：题目在哪、怎样分成两部分、这一次测的是什么。"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from rich.console import Console

from api.evaluation.figures import Pair, figures
from api.evaluation.questions import Question, QuestionsUnreadable, read_questions
from api.evaluation.table import figures_table
from api.evaluation.visitor import ServerUnavailable
from knowledge.settings import SettingsError, load_settings
from knowledge.storage.engine import StorageUnavailable

ROOT: Final = Path(__file__).resolve().parent.parent
QUESTIONS: Final = ROOT.parent / "shared" / "data" / "dev-questions.jsonl"
DEVELOPED_TENTHS: Final = 6


class Absent(RuntimeError):
    """要测的东西这里没有；消息是一句中文，说缺什么、怎么补。跳过，不算失败。"""


def told(main: Callable[[], None]) -> None:
    """运行一个脚本，把料到的错印成一句话。退出码：0 跳过，2 用法不对，4 服务或数据库不在。"""
    try:
        main()
    except Absent as fault:
        print(f"跳过：{fault}")
    except (QuestionsUnreadable, SettingsError) as fault:
        print(fault, file=sys.stderr)
        sys.exit(2)
    except (ServerUnavailable, StorageUnavailable) as fault:
        print(fault, file=sys.stderr)
        sys.exit(4)


def options(about: str) -> argparse.ArgumentParser:
    """带 `--questions` 的命令行。"""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="带标注的问题，一行一个 JSON 对象")
    return parser


def add_url(parser: argparse.ArgumentParser) -> None:
    """加上 `--url`，默认是 BANSHI_HOST 和 BANSHI_PORT。"""
    settings = load_settings()
    parser.add_argument("--url", default=f"http://{settings.host}:{settings.port}", help="正在运行的服务的根地址")


def questions_at(path: Path) -> list[Question]:
    """读题；默认的题目不在时抛 Absent，另外指定的读不了则是用法不对。"""
    if path == QUESTIONS and not path.exists():
        raise Absent(f"没有题目文件 {path}，请用 --questions 指定一个。")
    return read_questions(path)


def is_developed(asked: Question) -> bool:
    """开发时看过的部分：SHA-256(编号) 除以 10 余数小于 6；没有编号的题用它的文字。其余是留出的部分。"""
    digest = hashlib.sha256((asked.id or asked.text).encode()).hexdigest()
    return int(digest, 16) % 10 < DEVELOPED_TENTHS


def parts_of(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    """全部、开发部分、留出部分。"""
    return {
        "全部": list(pairs),
        "开发部分": [pair for pair in pairs if is_developed(pair[0])],
        "留出部分": [pair for pair in pairs if not is_developed(pair[0])],
    }


def print_parts(name: str, pairs: Sequence[Pair], keys: Collection[str]) -> None:
    """各部分的 `keys` 这几个指标，一列一部分。"""
    columns = {part: chosen(figures(some), keys) for part, some in parts_of(pairs).items()}
    Console().print(figures_table(columns, name))


def chosen(found: Mapping[str, object], keys: Collection[str]) -> dict[str, object]:
    """只留 `keys` 里的指标。"""
    return {key: value for key, value in found.items() if key in keys}


def per_second(pairs: Sequence[Pair]) -> float | None:
    """一条接一条时每秒几条：条数 ÷ 总用时。"""
    spent = sum(answer.ms for _, answer in pairs)
    return len(pairs) * 1000 / spent if spent else None


def occasion() -> str:
    """这一次：日期和提交。"""
    commit = _git("rev-parse", "--short", "HEAD") or "尚无提交"
    changed = "，有未提交的改动" if _git("status", "--porcelain") else ""
    return f"日期 {date.today().isoformat()}，提交 {commit}{changed}"


def _git(*words: str) -> str:
    """git 的一句输出；不在仓库里或没有装 git 则为空。"""
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
