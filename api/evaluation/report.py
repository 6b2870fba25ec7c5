"""错题报告：一张自足的网页和旁边的一份 JSON。网页不取外面的任何东西，写进去的字一律转义。"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from api.evaluation.causes import CAUSE_OF, CAUSES, Wrong, confused, wrong_ones
from api.evaluation.figures import Pair
from api.evaluation.page import page

PAGE: Final = "report.html"
DATA: Final = "report.json"
_MODE: Final = 0o644


class ReportUnwritable(ValueError):
    """报告的目录不能用；消息是完整的一句中文，带目录与改法。"""


def prepare(directory: Path) -> None:
    """建好目录，试写一个文件；问几百题之前先做，免得白问。

    Raises:
        ReportUnwritable: 那里是个文件，或不能写。
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as fault:
        raise ReportUnwritable(_unwritable(directory, fault)) from None


def write_report(directory: Path, pairs: Sequence[Pair], figures: Mapping[str, object]) -> Path:
    """写 report.html 与 report.json，原来有的整个换掉；返回网页的路径。

    Raises:
        ReportUnwritable: 写不进去；原来的文件不变。
    """
    found = report_of(pairs, figures)
    texts = {DATA: json.dumps(found, ensure_ascii=False, indent=2) + "\n", PAGE: page(found)}
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            _replace(directory / name, text)
    except OSError as fault:
        raise ReportUnwritable(_unwritable(directory, fault)) from None
    return directory / PAGE


def report_of(pairs: Sequence[Pair], figures: Mapping[str, object]) -> dict[str, Any]:
    """报告的内容：指标、各错因的题、混淆的类目；网页只照它写。"""
    wrong = wrong_ones(pairs)
    names = {code: name for _, answer in pairs for code, name in answer.names.items()}
    groups = {cause.id: [one for one in wrong if cause.id in one.causes] for cause in CAUSES}
    return {
        "questions": len(pairs),
        "wrong": len(wrong),
        "figures": dict(figures),
        "causes": [_cause(name, [one.number for one in group]) for name, group in groups.items() if group],
        "confused": [
            {"wanted": wanted, "got": got, "numbers": numbers} for (wanted, got), numbers in confused(wrong).items()
        ],
        "items": [_item(one, names) for one in wrong],
    }


def _cause(name: str, numbers: list[int]) -> dict[str, Any]:
    cause = CAUSE_OF[name]
    return {"id": cause.id, "name": cause.name, "advice": cause.advice, "numbers": numbers}


def _item(one: Wrong, names: Mapping[str, str]) -> dict[str, Any]:
    asked, answer = one.asked, one.answer
    return {
        "number": one.number,
        "id": asked.id,
        "text": asked.text,
        "causes": list(one.causes),
        "wanted": {
            "scope": asked.scope,
            "categories": list(asked.categories),
            "aspects": list(asked.aspects),
            "items": None if asked.codes is None else [_named(code, names) for code in asked.codes],
            "related": [_named(code, names) for code in asked.related],
        },
        "got": {
            "outcome": answer.outcome,
            "scope": answer.scope,
            "categories": [{"key": key, "score": answer.scores.get(key)} for key in answer.categories],
            "aspects": list(answer.aspects),
            "items": [_named(code, names) | {"score": answer.scores.get(code)} for code in answer.candidates],
        },
    }


def _named(code: str, names: Mapping[str, str]) -> dict[str, Any]:
    """事项的名称只从答案里知道；没有在任何一题的候选里出现过的，只有编码。"""
    return {"code": code, "name": names.get(code)}


def _replace(path: Path, text: str) -> None:
    """先写到旁边再改名：看的人要么看见旧的，要么看见新的。"""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(name, _MODE)
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise


def _unwritable(directory: Path, fault: OSError) -> str:
    return f"报告写不进 {directory}（{fault.strerror}），请换一个可以写的目录。"
