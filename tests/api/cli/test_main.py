"""命令行的样子：每个命令有中文的帮助；用错了以 2 结束；设置写错了只说一句话。"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import lazily
from api.cli.ends import code_of
from api.evaluation.visitor import ServerUnavailable
from knowledge.exporting import ExportFailed
from knowledge.importing import ImportFailed
from knowledge.settings import SettingsError
from knowledge.storage.engine import StorageBusy, StorageUnavailable
from tests.api.cli.conftest import ROOT, Banshi

HAN = re.compile(r"[\u4e00-\u9fff]")
COMMANDS = sorted(lazily.COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_chinese(banshi: Banshi, command: str) -> None:
    told = banshi(command, "--help")
    assert told.code == 0
    assert HAN.search(told.out)
    options = [line for line in told.out.splitlines() if line.strip().startswith("--") and "--help" not in line]
    assert [line for line in options if not HAN.search(line)] == []


def test_help_lists_commands_and_exit_codes(banshi: Banshi) -> None:
    told = banshi("--help")
    assert told.code == 0
    for word in ("import", "export", "search", "ask", "evaluate", "check", "train", "serve", "退出码"):
        assert word in told.out


WRONG_USE = (
    (),
    ("sing",),
    ("search",),
    ("search", "身份证", "--colour", "red"),
    ("search", "身份证", "--limit", "0"),
    ("search", "身份证", "--side", "国家"),
    ("search", "身份证", "--region", "999999"),
    ("ask", "身份证", "--region", "广州"),
    ("export", "--format", "pdf"),
    ("import",),
    ("import", "knowledge/starter", "--checked-on", "昨天"),
    ("evaluate", "没有这个文件.jsonl"),
)


@pytest.mark.parametrize("words", WRONG_USE, ids=[" ".join(words) or "nothing" for words in WRONG_USE])
def test_wrong_use_ends_with_two(banshi: Banshi, words: tuple[str, ...]) -> None:
    ended = banshi(*words)
    assert ended.code == 2
    assert "Traceback" not in ended.err


WRONG_SETTINGS = (
    ("port", "八千", "BANSHI_PORT"),
    ("port", "70000", "BANSHI_PORT"),
    ("rate_limit", "-1", "BANSHI_RATE_LIMIT"),
    ("rasa_url", "localhost:5005", "BANSHI_RASA_URL"),
    ("database_url", "mysql://u:secret@h/d", "BANSHI_DATABASE_URL"),
)


@pytest.mark.parametrize("command", [("search", "身份证"), ("serve",), ("ask", "身份证"), ("check",)])
@pytest.mark.parametrize(("name", "value", "variable"), WRONG_SETTINGS)
def test_wrong_setting_stops_with_one_sentence(
    banshi: Banshi, command: tuple[str, ...], name: str, value: str, variable: str
) -> None:
    ended = banshi(*command, **{name: value})
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
    assert ended.err.endswith("。\n")
    assert variable in ended.err
    assert "secret" not in ended.err


def test_home_that_is_a_file_is_one_sentence(banshi: Banshi, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = banshi("search", "身份证", database_url=f"sqlite:///{tmp_path}/file/catalogue.db")
    assert ended.code == 4
    assert "Traceback" not in ended.err
    assert ended.err.count("\n") == 1


def test_installed_command_is_the_same() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("banshi"), "--help"], capture_output=True, encoding="utf-8", check=True
    )
    assert "政务服务智能问答" in done.stdout


HEAVY = {"alembic", "fastapi", "httpx", "numpy", "openpyxl", "pypinyin", "rapidfuzz"}


def test_importing_does_not_wait_for_what_it_does_not_use() -> None:
    script = "import sys, api.cli.main, api.cli.importing, knowledge.search.renewal; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert HEAVY & set(done.stdout.split()) == set()


EXPECTED = (
    (SettingsError("x"), 2),
    (ImportFailed("x"), 1),
    (ExportFailed("x"), 1),
    (StorageUnavailable("x"), 4),
    (StorageBusy("x"), 1),
    (ServerUnavailable("x"), 4),
    (ValueError("x"), None),
)


@pytest.mark.parametrize(("error", "code"), EXPECTED)
def test_each_known_error_has_its_code(error: Exception, code: int | None) -> None:
    assert code_of(error) == code
