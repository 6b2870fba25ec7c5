"""给语言理解用的两样东西：当作整词的说法，和带标注的句子（目录与诉求的名称、问法）。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue, EntryRow
from knowledge.needs import Need, needs

_WORD = re.compile(r"[\u3400-\u9fff]{2,6}")


def write_words(engine: Engine, path: Path) -> int:
    """把目录里短的名称和别名写成词表，一行一个；返回写了多少。"""
    words = sorted({text for entry in Catalogue(engine).entries() for text in _short(entry)})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{word}\n" for word in words), encoding="utf-8")
    return len(words)


def write_examples(engine: Engine, path: Path) -> int:
    """把目录里的名称、别名、问法连同类目写成 Rasa 的 NLU 文件；返回写了多少句。"""
    return _write(path, [_group(entry) for entry in Catalogue(engine).entries() if entry.categories])


def write_needs(path: Path) -> int:
    """把诉求的名称、问法连同类目、方面写成 Rasa 的 NLU 文件；返回写了多少句。"""
    return _write(path, [group for need in needs() for group in _need_groups(need)])


def _write(path: Path, groups: list[dict[str, Any]]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {"version": "3.1", "nlu": groups}
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1_000), encoding="utf-8")
    return sum(group["examples"].count("\n") for group in groups)


def _short(entry: EntryRow) -> Iterator[str]:
    return (text for text in (*entry.names, *entry.aliases) if _WORD.fullmatch(text))


def _group(entry: EntryRow) -> dict[str, Any]:
    lines = dict.fromkeys(_one_line(text) for text in (*entry.names, *entry.aliases, *entry.questions))
    return {
        "intent": "ask",
        "metadata": {"categories": list(entry.categories), "derived": True},
        "examples": _bullets([line for line in lines if line]),
    }


def _need_groups(need: Need) -> Iterator[dict[str, Any]]:
    """诉求的名称只有类目，问法还有方面。"""
    yield _labelled(need.categories, None, need.names)
    asked: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for question in need.questions:
        asked[question.aspects].append(question.text)
    yield from (_labelled(need.categories, aspects, texts) for aspects, texts in asked.items())


def _labelled(categories: Sequence[str], aspects: Sequence[str] | None, texts: Sequence[str]) -> dict[str, Any]:
    metadata = {"categories": list(categories), "derived": True} | (
        {} if aspects is None else {"aspects": list(aspects)}
    )
    return {"intent": "ask", "metadata": metadata, "examples": _bullets([_one_line(text) for text in texts])}


def _bullets(lines: Sequence[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)


def _one_line(text: str) -> str:
    """Rasa 把方括号当作实体标记，目录里的方括号换成书名号样的。"""
    return " ".join(text.split()).replace("[", "〔").replace("]", "〕").lstrip("-/ ")
