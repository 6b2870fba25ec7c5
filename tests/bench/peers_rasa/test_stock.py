"""训练：内容变了才再训练，没有引擎就跳过，训练不成说日志在哪。"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.common import Absent
from bench.peers_rasa.stock import ENGINE_PYTHON, content_hash, engine_python, stock_model

FILES = {"nlu.yml": "甲", "config.yml": "乙"}
# 手写的假引擎：记下来过一次，照 Rasa 的样子留下模型。
ENGINE = '#!/bin/sh\necho "$@" >> calls.txt\ntouch fresh.tar.gz\n'
BROKEN = "#!/bin/sh\nexit 3\n"


def engine(path: Path, script: str) -> Path:
    path.write_text(script)
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("other", [{"nlu.yml": "丙"}, {"config.yml": "丙"}, {"nlu.yml": "甲乙", "config.yml": ""}])
def test_the_hash_is_of_everything(other: dict[str, str]) -> None:
    assert content_hash(FILES) == content_hash(dict(reversed(FILES.items())))
    assert content_hash(FILES) != content_hash(FILES | other)


def test_no_engine_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENGINE_PYTHON, str(tmp_path / "python"))
    with pytest.raises(Absent, match="没有引擎运行时"):
        engine_python()


def test_trains_once_for_the_same_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANSHI_HOME", str(tmp_path))
    python = engine(tmp_path / "python", ENGINE)
    first, again, other = stock_model(python, 3), stock_model(python, 3), stock_model(python, 4)
    assert (first.reused, again.reused, other.reused) == (False, True, False)
    assert first.model == again.model != other.model
    assert first.model.with_name("calls.txt").read_text().startswith("-m rasa train nlu --nlu nlu.yml")
    assert first.lines > 1000
    assert {"nlu.yml", "config.yml"} <= {path.name for path in first.model.parent.iterdir()}


def test_a_failed_training_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANSHI_HOME", str(tmp_path))
    with pytest.raises(Absent, match=r"退出码 3.*train\.log"):
        stock_model(engine(tmp_path / "python", BROKEN), 3)
