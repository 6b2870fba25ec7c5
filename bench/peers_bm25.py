"""同行一：事项名称上的朴素 BM25（bm25s 的默认参数），不归一、不看区划。两种切法：一个字一个单元；jieba 默认词典切词。

只比事项 R@1、R@3：它总给得出一个事项，不会说没有。分数相同时，目录里在前的在前。
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

import bm25s
import numpy as np
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from api.evaluation.answers import Answer
from api.evaluation.figures import Pair
from api.evaluation.questions import Question
from api.evaluation.visitor import fit
from bench.common import Absent, occasion, options, print_parts, questions_at, told
from knowledge.settings import load_settings
from knowledge.storage.engine import open_engine
from knowledge.storage.schema import items

TOP: Final = 3
KEYS: Final = ("item_r1", "item_r3", "item_questions")
Named = tuple[str, str]
Split = Callable[[str], list[str]]


def catalogue_names() -> list[Named]:
    """BANSHI_ 设置所指的目录里现有事项的（编码，名称），按交来的次序；没有则抛 Absent。"""
    settings = load_settings()
    if settings.database_url is None and not (settings.home / "catalogue.db").exists():
        raise Absent(f"{settings.home} 里没有目录，请先 banshi import，或设好 BANSHI_HOME。")
    engine = open_engine(settings.catalogue_url)
    query = select(items.c.code, items.c.name).where(items.c.ended_on.is_(None)).order_by(items.c.position)
    try:
        with engine.connect() as connection:
            names = [(row.code, row.name) for row in connection.execute(query)]
    except DatabaseError as fault:
        raise Absent(f"读不了目录（{fault.orig}），请先 banshi import。") from None
    finally:
        engine.dispose()
    if not names:
        raise Absent("目录是空的，请先 banshi import。")
    return names


def characters(text: str) -> list[str]:
    """一个字一个单元，空白不算。"""
    return [sign for sign in text if not sign.isspace()]


def words(text: str) -> list[str]:
    """jieba 默认词典切成词，空白不算。"""
    return [word for word in _jieba().lcut(text) if word.strip()]


SPLITS: Final[dict[str, Split]] = {"BM25 逐字": characters, "BM25 jieba": words}
"""列名 → 切法。"""


def ask_bm25(names: Sequence[Named], questions: Sequence[Question], split: Split = characters) -> list[Pair]:
    """每题得到名称最像的 `TOP` 个事项。"""
    index = bm25s.BM25()
    index.index([split(name) for _, name in names], show_progress=False)
    return [(asked, Answer("answered", candidates=_best(index, names, split(fit(asked.text))))) for asked in questions]


def about(names: Sequence[Named]) -> str:
    """一句话说这几列是什么。"""
    return f"BM25：bm25s {bm25s.__version__} 默认参数，只看名称，{len(names)} 个现有事项"


@lru_cache(maxsize=1)
def _jieba() -> Any:
    """自有的切词器，只有 jieba 的默认词典，没有我们的领域词。"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

        jieba.setLogLevel("WARNING")
        return jieba.Tokenizer()


def _best(index: bm25s.BM25, names: Sequence[Named], units: list[str]) -> tuple[str, ...]:
    scores = index.get_scores(units) if units else np.zeros(len(names))
    return tuple(names[place][0] for place in np.argsort(-scores, kind="stable")[:TOP])


def main() -> None:
    given = options(__doc__).parse_args()
    questions, names = questions_at(given.questions), catalogue_names()
    print(f"{about(names)}；{occasion()}")
    for name, split in SPLITS.items():
        print_parts(name, ask_bm25(names, questions, split), KEYS)


if __name__ == "__main__":
    told(main)
