"""另一个进程里的一步：量得到 CPU 与输出；失败的、到了期限的说得出，不留下进程。"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from bench.common import Absent
from bench.nation.searching import quickest
from bench.nation.steps import run

BUSY = "import time\nwhile time.process_time() < 0.3: pass\nprint('做完')"
STUBBORN = """
import pathlib, signal, subprocess, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
child.wait()
"""


def test_the_cpu_of_a_step_is_its_own() -> None:
    spent = run(sys.executable, "-c", BUSY)
    assert spent.out == "做完\n"
    assert 0.3 <= spent.cpu < 30
    assert run(sys.executable, "-c", "pass").cpu < spent.cpu
    assert spent.memory > 0


def test_a_step_that_fails_says_why() -> None:
    with pytest.raises(Absent, match="缺了什么"):
        run(sys.executable, "-c", "import sys; sys.exit('缺了什么')")


def test_a_step_that_does_not_end_is_stopped_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.nation.steps._GRACE", 0.2)
    with pytest.raises(Absent, match="没有做完，停了"):
        run(sys.executable, "-c", STUBBORN, tmp_path / "pid", limit=1.5)
    child = Path("/proc") / (tmp_path / "pid").read_text()
    until = time.monotonic() + 20
    while child.exists() and "\tZ" not in (child / "status").read_text():
        assert time.monotonic() < until, "它起的进程还在"
        time.sleep(0.05)


def test_the_quickest_round_counts_for_each_question() -> None:
    assert quickest([[(5.0, 2.0), (1.0, 1.0)], [(4.0, 3.0), (9.0, 0.5)]]) == ([4.0, 1.0], [2.0, 0.5])
