"""分给几个进程校验：结果、次序、退回与说明都与在本进程里一样；主进程被杀，别的也走。"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from knowledge.importing import ImportReport
from knowledge.importing.judging import PART
from tests.knowledge.importing.test_load import ROOT, exported, tally

MakeItem = Callable[..., dict[str, Any]]
Bring = Callable[..., ImportReport]
WriteJsonl = Callable[..., Path]


def rows(make_item: MakeItem) -> list[object]:
    good = [make_item(number, phone=str(number)) for number in range(3 * PART)]
    return [*good[:PART], make_item(3), '{"code": "0', *good[PART:], make_item(9_999, name=5)]


def test_several_processes_give_what_one_gives(
    engine: Engine, make_item: MakeItem, write_jsonl: WriteJsonl, bring: Bring
) -> None:
    path = write_jsonl(rows(make_item))
    told: list[int] = []
    shared = bring(path, worth_sharing=0, progress=told.append)
    came_out = exported(engine)
    alone = bring(path)
    assert tally(shared) | {"added": 0} == tally(alone) | {"unchanged": 0}
    assert shared.rejects.rows == alone.rejects.rows
    assert [(row.line, row.field) for row in shared.rejects.rows] == [
        (PART + 1, "code"),
        (PART + 2, ""),
        (3 * PART + 3, "name"),
    ]
    assert exported(engine) == came_out
    assert told[-1] == shared.read


WAITING = """
import sys, time
from pathlib import Path
from knowledge.importing.judging import judging
from knowledge.importing.native import Origin

if __name__ == "__main__":
    with judging(Origin(None, None, None), 1, worth=0) as judge:
        from collections import Counter
        from knowledge.importing.rows import Row
        list(judge([(Row("f", 1, {}), {}), (Row("f", 2, {}), {})], Counter()))
        print("ready", flush=True)
        time.sleep(60)
"""


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(one) for one in listed.split()]


def test_nobody_is_left_when_the_import_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "waiting.py"
    script.write_text(WAITING)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        others = children(process.pid)
        assert others
        process.send_signal(signal.SIGKILL)
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}/task").exists() and state(pid) != "Z" for pid in others):
        assert time.monotonic() < until, "主进程被杀之后还有进程留着"
        time.sleep(0.05)


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "Z"
