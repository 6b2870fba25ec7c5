"""给语言理解用的两样东西：当作整词的说法，和带标注的句子（目录与诉求的名称、问法）。

句子一行一个 JSON，不写成 Rasa 的 NLU 文件：上万句的 YAML，Rasa 每次训练要读两遍、算几遍摘要，比训练本身还久。
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

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
    """把目录的名称、别名、问法和诉求的名称、问法，连同类目、方面写下来；返回写了多少句。

    一行一个 {"text","categories","aspects"?}；没有 aspects 就是没有标注。
    """
    entries = Catalogue(engine).entries()
    rows = [row for entry in entries if entry.categories for row in _of_entry(entry)]
    rows += [row for need in needs() for row in _of_need(need)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return len(rows)


def _short(entry: EntryRow) -> Iterator[str]:
    return (text for text in (*entry.names, *entry.aliases) if _WORD.fullmatch(text))


def _of_entry(entry: EntryRow) -> Iterator[dict[str, Any]]:
    return _rows((*entry.names, *entry.aliases, *entry.questions), entry.categories)


def _of_need(need: Need) -> Iterator[dict[str, Any]]:
    """诉求的名称只有类目，问法还有方面。"""
    yield from _rows(need.names, need.categories)
    for question in need.questions:
        yield from _rows((question.text,), need.categories, question.aspects)


def _rows(
    texts: Iterable[str], categories: Sequence[str], aspects: Sequence[str] | None = None
) -> Iterator[dict[str, Any]]:
    labels = {"categories": list(categories)} | ({} if aspects is None else {"aspects": list(aspects)})
    for text in dict.fromkeys(" ".join(text.split()) for text in texts):
        if text:
            yield {"text": text, **labels}
